import type { AuditNote } from '#server/domains/audit/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { changeMessages } from './change-messages.ts';
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
  const { account, channel } = grant;
  keepPace(deps, account.id);
  const purgeAfter = new Date(deps.clock.now().getTime() + messageLimits.undoMs);
  const messages = await changeMessages(
    deps,
    ctx,
    grant,
    (tx) => deps.store.deleteAll(tx, channelId, messageIds, account.id, purgeAfter),
    (ids) => ({ action: 'message.bulk_delete', ...severalIn(channel, ids), reason }),
  );
  if (messages.length === 0) throw notFound();
  return { messages };
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
  const grant = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  const { account, channel } = grant;
  keepPace(deps, account.id);
  const messages = await changeMessages(
    deps,
    ctx,
    grant,
    (tx) => deps.store.restoreAll(tx, channelId, messageIds, account.id, deps.clock.now()),
    (ids) => ({ action: 'message.restore', ...severalIn(channel, ids) }),
  );
  if (messages.length === 0) throw undoExpired();
  return { messages };
}

const severalIn = (
  channel: { id: string; name: string },
  messages: readonly string[],
): Pick<AuditNote, 'target' | 'after'> => ({
  target: { kind: 'channel', id: channel.id, name: channel.name },
  after: { count: messages.length, messages },
});

export const undoExpired = () =>
  new AppError('GONE', 'It is too late to bring that message back.', { reason: 'message.undo_expired' });
