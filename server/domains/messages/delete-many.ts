import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { announceAll } from './access-message.ts';
import { messageLimits, type MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { keepPace } from './send-message.ts';

/**
 * Blanks messages of one channel for everybody at once, in one step and with one entry in the log. Those that are not
 * there any more are passed over. Who deleted them can take that back for 30 seconds.
 *
 * @throws {AppError} NOT_FOUND (the channel, or none of the messages is in it), FORBIDDEN, RATE_LIMITED, UNAVAILABLE
 */
export async function deleteMessages(
  deps: MessageDeps,
  ctx: Ctx,
  input: { channelId: string; messageIds: string[]; reason?: string | undefined },
): Promise<{ messages: MessageDto[] }> {
  const { channelId, messageIds, reason } = input;
  const grant = await deps.access.accessChannel(ctx, channelId, 'message.manage');
  const { account, community, channel } = grant;
  keepPace(deps, account.id);
  const purgeAfter = new Date(deps.clock.now().getTime() + messageLimits.undoMs);
  const deleted = await deps.line.run(channelId, () =>
    deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channelId))) throw notFound();
      const ids = await deps.store.deleteAll(tx, channelId, messageIds, account.id, purgeAfter);
      if (ids.length === 0) throw notFound();
      await deps.audit.record(tx, ctx, community.id, [
        {
          action: 'message.bulk_delete',
          target: { kind: 'channel', id: channelId, name: channel.name },
          after: { count: ids.length, messages: ids },
          reason,
        },
      ]);
      return ids;
    }),
  );
  return { messages: await announceAll(deps, community, deleted) };
}

/**
 * Takes back the deletion of messages that one deleted oneself.
 * @throws {AppError} NOT_FOUND, GONE message.undo_expired, RATE_LIMITED, UNAVAILABLE
 */
export async function restoreMessages(
  deps: MessageDeps,
  ctx: Ctx,
  { channelId, messageIds }: { channelId: string; messageIds: string[] },
): Promise<{ messages: MessageDto[] }> {
  const { account, community, channel } = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  keepPace(deps, account.id);
  const restored = await deps.line.run(channelId, () =>
    deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channelId))) throw notFound();
      const ids = await deps.store.restoreAll(tx, channelId, messageIds, account.id, deps.clock.now());
      if (ids.length === 0) throw undoExpired();
      await deps.audit.record(tx, ctx, community.id, [
        {
          action: 'message.restore',
          target: { kind: 'channel', id: channelId, name: channel.name },
          after: { count: ids.length, messages: ids },
        },
      ]);
      return ids;
    }),
  );
  return { messages: await announceAll(deps, community, restored) };
}

export const undoExpired = () =>
  new AppError('GONE', 'It is too late to bring that message back.', { reason: 'message.undo_expired' });
