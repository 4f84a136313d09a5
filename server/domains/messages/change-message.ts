import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { ChannelPermission } from '#contract/permissions';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { messageLimits, type MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { parseMarkdown } from './markdown.ts';
import { presentMessage } from './present.ts';
import { keepPace, keepToLength } from './send-message.ts';
import type { MessageRow } from './store.ts';

/** The one way to an existing message: through its channel. @throws {AppError} NOT_FOUND, FORBIDDEN */
async function accessMessage(
  deps: MessageDeps,
  ctx: Ctx,
  messageId: string,
  needed: ChannelPermission,
): Promise<ChannelGrant & { row: MessageRow }> {
  const row = await deps.store.find(messageId);
  if (!row) throw notFound();
  return { ...(await deps.access.accessChannel(ctx, row.channel_id, needed)), row };
}

async function announce(deps: MessageDeps, messageId: string): Promise<MessageDto> {
  const row = await deps.store.find(messageId);
  if (!row) throw notFound();
  const message = presentMessage(row);
  deps.signals.updated(message, row.channel_posted);
  return message;
}

/** Replaces the text of one's own message; the old text is kept for moderators. @throws {AppError} NOT_FOUND, FORBIDDEN, RATE_LIMITED, UNAVAILABLE */
export async function editMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string; body: string },
): Promise<MessageDto> {
  const { row, account } = await accessMessage(deps, ctx, input.messageId, 'message.send');
  if (row.deleted_at) throw notFound();
  if (row.author_id !== account.id) throw forbidden();
  if (row.body === input.body) return presentMessage(row);
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  const tree = parseMarkdown(input.body);
  const edited = await deps.line.run(row.channel_id, () =>
    deps.store.edit(row.id, row.channel_id, input.body, tree && JSON.stringify(tree), newId()),
  );
  if (!edited) throw notFound();
  return announce(deps, row.id);
}

/**
 * Blanks a message for everybody at once: one's own, or any with `message.manage`. Who deleted it can take that back
 * for 30 seconds; then the text is gone from the database too.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, UNAVAILABLE
 */
export async function deleteMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string },
): Promise<MessageDto> {
  const { row, account, permissions } = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  if (row.deleted_at) throw notFound();
  if (row.author_id !== account.id && !permissions.has('message.manage')) throw forbidden();
  const purgeAfter = new Date(deps.clock.now().getTime() + messageLimits.undoMs);
  const deleted = await deps.line.run(row.channel_id, () =>
    deps.store.delete(row.id, row.channel_id, account.id, purgeAfter),
  );
  if (!deleted) throw notFound();
  return announce(deps, row.id);
}

/** Takes one's own deletion back. @throws {AppError} NOT_FOUND, GONE message.undo_expired, RATE_LIMITED, UNAVAILABLE */
export async function restoreMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string },
): Promise<MessageDto> {
  const { row, account } = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  if (!row.deleted_at) return presentMessage(row);
  // Deletions need no pace of their own: there is one a message sent or restored.
  keepPace(deps, account.id);
  const restored = await deps.line.run(row.channel_id, () =>
    deps.store.restore(row.id, row.channel_id, account.id, deps.clock.now()),
  );
  if (!restored) {
    throw new AppError('GONE', 'It is too late to bring that message back.', {
      reason: 'message.undo_expired',
    });
  }
  return announce(deps, row.id);
}
