import type { Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { accessMessage, announce } from './access-message.ts';
import { messageLimits, type MessageDto } from './contract.ts';
import { undoExpired } from './delete-many.ts';
import type { MessageDeps } from './deps.ts';
import { parseMarkdown } from './markdown.ts';
import { presentMessage } from './present.ts';
import { filtered, judge, keepPace, keepToLength } from './send-message.ts';

/**
 * Replaces the text of one's own message; the old text is kept for moderators. What a filter would hold back cannot be
 * brought in this way either.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, FORBIDDEN message.filtered, RATE_LIMITED, UNAVAILABLE
 */
export async function editMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string; body: string },
): Promise<MessageDto> {
  const { row, ...grant } = await accessMessage(deps, ctx, input.messageId, 'message.send');
  const { account, community } = grant;
  if (row.deleted_at) throw notFound();
  if (row.author_id !== account.id) throw forbidden();
  if (row.body === input.body) return presentMessage(row, community);
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  const tree = parseMarkdown(input.body);
  const rule = judge(deps, grant, { body: input.body, tree });
  if (rule && rule.action !== 'alert') throw filtered(rule.notice);
  const edited = await deps.line.run(row.channel_id, () =>
    deps.store.edit(row.id, row.channel_id, input.body, tree && JSON.stringify(tree), newId()),
  );
  if (!edited) throw notFound();
  const message = await announce(deps, community, row.id);
  if (rule) void deps.reports.alert(community, message, rule.name);
  return message;
}

/**
 * Blanks a message for everybody at once: one's own, or any with `message.manage`, which is recorded. Who deleted it can
 * take that back for 30 seconds; then the text is gone from the database too.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, UNAVAILABLE
 */
export async function deleteMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string; reason?: string | undefined },
): Promise<MessageDto> {
  const grant = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  const { row, account, community, channel, permissions } = grant;
  if (row.deleted_at) throw notFound();
  const isOwn = row.author_id === account.id;
  if (!isOwn && !permissions.has('message.manage')) throw forbidden();
  const purgeAfter = new Date(deps.clock.now().getTime() + messageLimits.undoMs);
  const deleted = await deps.line.run(row.channel_id, () => {
    if (isOwn) return deps.store.delete(row.id, row.channel_id, account.id, purgeAfter);
    return deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channel.id))) return false;
      const ids = await deps.store.deleteAll(tx, channel.id, [row.id], account.id, purgeAfter);
      if (ids.length === 0) return false;
      await deps.audit.record(tx, ctx, community.id, [
        {
          action: 'message.delete',
          target: { kind: 'message', id: row.id, name: row.display_name ?? '' },
          after: { channel: channel.name, author: row.author_id },
          reason: input.reason,
        },
      ]);
      return true;
    });
  });
  if (!deleted) throw notFound();
  return announce(deps, community, row.id);
}

/** Takes one's own deletion back. @throws {AppError} NOT_FOUND, GONE message.undo_expired, RATE_LIMITED, UNAVAILABLE */
export async function restoreMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string },
): Promise<MessageDto> {
  const grant = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  const { row, account, community, channel } = grant;
  if (!row.deleted_at) return presentMessage(row, community);
  // Deletions need no pace of their own: there is one a message sent or restored.
  keepPace(deps, account.id);
  const restored = await deps.line.run(row.channel_id, () => {
    if (row.author_id === account.id)
      return deps.store.restore(row.id, row.channel_id, account.id, deps.clock.now());
    return deps.bus.transaction(async (tx) => {
      if (!(await deps.store.lockChannel(tx, channel.id))) return false;
      const ids = await deps.store.restoreAll(tx, channel.id, [row.id], account.id, deps.clock.now());
      if (ids.length === 0) return false;
      await deps.audit.record(tx, ctx, community.id, [
        {
          action: 'message.restore',
          target: { kind: 'message', id: row.id, name: row.display_name ?? '' },
          after: { channel: channel.name, author: row.author_id },
        },
      ]);
      return true;
    });
  });
  if (!restored) throw undoExpired();
  return announce(deps, community, row.id);
}
