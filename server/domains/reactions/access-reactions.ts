import type { ChannelPermission } from '#contract/permissions';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ReactionDeps } from './deps.ts';
import type { MessageOfReactions } from './store.ts';

/**
 * The one way to a message's reactions: through its channel. A deleted message has none.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function accessReactions(
  deps: ReactionDeps,
  ctx: Ctx,
  messageId: string,
  needed: ChannelPermission,
): Promise<ChannelGrant & { row: MessageOfReactions }> {
  const row = await deps.store.findMessage(messageId);
  if (!row) throw notFound();
  return { ...(await deps.access.accessChannel(ctx, row.channel_id, needed)), row };
}
