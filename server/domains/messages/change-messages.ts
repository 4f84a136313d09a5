import type { AuditNote } from '#server/domains/audit/index.ts';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/errors.ts';
import { announceAll } from './access-message.ts';
import type { MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { tellPresence } from './mention-notes.ts';
import { renewForwards } from './renew-forwards.ts';

/**
 * An act on messages of a channel that is recorded: in its line, under the channel's lock, written to the log in the same
 * transaction, and told to who has the channel open. `change` answers which messages it changed; when there are none,
 * nothing is recorded. The messages as they are now.
 *
 * @throws {AppError} NOT_FOUND when the channel is gone, UNAVAILABLE, and what `change` throws
 */
export async function changeMessages(
  deps: MessageDeps,
  ctx: Ctx,
  { place, channel }: Pick<ChannelGrant, 'place' | 'channel'>,
  change: (tx: Tx) => Promise<string[]>,
  noteOf: (ids: string[]) => AuditNote,
): Promise<MessageDto[]> {
  const changed = await deps.line.run(channel.id, () =>
    deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channel.id))) throw notFound();
      const ids = await change(tx);
      // A conversation has no moderators, and so no log.
      if (ids.length > 0 && place.kind === 'community')
        await deps.audit.record(tx, ctx, place.id, [noteOf(ids)]);
      return ids;
    }),
  );
  await tellPresence(deps, changed);
  const messages = await announceAll(deps, place, changed);
  await renewForwards(deps, changed);
  return messages;
}
