import type { ChannelPermission } from '#contract/permissions';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { PollDeps } from './deps.ts';
import type { MessageOfPoll } from './store.ts';

/**
 * The one way to a poll: through its message's channel. A deleted message has none.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function accessPoll(
  deps: PollDeps,
  ctx: Ctx,
  messageId: string,
  needed: ChannelPermission,
): Promise<ChannelGrant & { row: MessageOfPoll }> {
  const row = await deps.store.findMessage(messageId);
  if (!row) throw notFound();
  return { ...(await deps.access.accessChannel(ctx, row.channel_id, needed)), row };
}

export const pollEnded = () => new AppError('CONFLICT', 'This poll has ended.', { reason: 'poll.ended' });
