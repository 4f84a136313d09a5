import type { Ctx } from '#server/platform/context.ts';
import { accessReactions } from './access-reactions.ts';
import type { ReactionsCleared } from './contract.ts';
import type { ReactionDeps } from './deps.ts';

/**
 * Takes everybody's reactions with one emoji, or all, from a message; recorded. None there: nothing happens. `cleared` is
 * null then.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED, UNAVAILABLE
 */
export async function clearReactions(
  deps: ReactionDeps,
  ctx: Ctx,
  input: { messageId: string; emoji?: string | undefined; reason?: string | undefined },
): Promise<{ cleared: ReactionsCleared | null }> {
  const { account, place, channel, row } = await accessReactions(
    deps,
    ctx,
    input.messageId,
    'message.manage',
  );
  deps.messages.keepPace(account.id);
  const { messageId, emoji = null, reason } = input;
  const moved = await deps.messages.inLine(channel.id, () =>
    deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channel.id))) return undefined;
      const done = await deps.store.clear(tx, { messageId, channelId: channel.id, emoji });
      // A conversation has no moderators, and so no log.
      if (done && place.kind === 'community')
        await deps.audit.record(tx, ctx, place.id, [
          {
            action: 'message.reactions_clear',
            target: { kind: 'message', id: messageId, name: row.display_name ?? '' },
            after: { channel: channel.name, author: row.author_id, ...(emoji !== null && { emoji }) },
            reason,
          },
        ]);
      return done;
    }),
  );
  if (!moved) return { cleared: null };
  const cleared: ReactionsCleared = { channelId: channel.id, messageId, emoji, version: moved.version };
  deps.signals.cleared(cleared, moved.posted);
  return { cleared };
}
