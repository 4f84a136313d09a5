import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { ChannelPermission } from '#contract/permissions';
import type { Place } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { presentMessage } from './present.ts';
import type { MessageRow } from './store.ts';

/** The one way to an existing message: through its channel. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function accessMessage(
  deps: MessageDeps,
  ctx: Ctx,
  messageId: string,
  needed: ChannelPermission,
): Promise<ChannelGrant & { row: MessageRow }> {
  const row = await deps.store.find(messageId);
  if (!row) throw notFound();
  return { ...(await deps.access.accessChannel(ctx, row.channel_id, needed)), row };
}

/** Tells everybody in its channel what a message is like now. */
export async function announce(deps: MessageDeps, place: Place, messageId: string): Promise<MessageDto> {
  const [message] = await announceAll(deps, place, [messageId]);
  if (!message) throw notFound();
  return message;
}

/** As `announce`, of several messages, in the order of their changes. */
export async function announceAll(
  deps: MessageDeps,
  place: Place | undefined,
  messageIds: readonly string[],
): Promise<MessageDto[]> {
  const rows = messageIds.length > 0 ? await deps.store.findAll(messageIds) : [];
  return rows.map((row) => {
    const message = presentMessage(row, place);
    deps.signals.updated(message, row.channel_posted);
    return message;
  });
}
