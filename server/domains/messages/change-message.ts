import type { AuditNote } from '#server/domains/audit/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { accessMessage, announce } from './access-message.ts';
import { changeMessages } from './change-messages.ts';
import { messageLimits, type MessageDto } from './contract.ts';
import { undoExpired } from './delete-many.ts';
import type { MessageDeps } from './deps.ts';
import { noteFor, tellMentions, tellPresence } from './mention-notes.ts';
import { targetsOf } from './mentions.ts';
import { presentMessage } from './present.ts';
import { readText } from './read-text.ts';
import { renewForwards } from './renew-forwards.ts';
import type { MessageRow } from './store.ts';
import { filtered, judge, keepPace, keepToLength } from './send-message.ts';

/**
 * Replaces the text of one's own message, unless it is a poll's question; the old text is kept for moderators. Who is named by it only now is not told;
 * who is not any more, has no mention of it left. What a filter would hold back cannot be
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
  const { account, place } = grant;
  if (row.deleted_at) throw notFound();
  // What was voted on stays what it was.
  if (row.author_id !== account.id || row.poll) throw forbidden();
  if (row.body === input.body) return presentMessage(row, place);
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  const { body, tree } = await readText(deps, grant, input.body);
  const hit = judge(deps, grant, { body, tree });
  if (hit && hit.rule.action !== 'alert') throw filtered(hit.rule.notice);
  const text = { body, tree: tree && JSON.stringify(tree), mentions: targetsOf(grant, tree) };
  const gone = await deps.line.run(row.channel_id, () =>
    deps.store.edit(row.id, row.channel_id, text, newId()),
  );
  if (!gone) throw notFound();
  const message = await announce(deps, place, row.id);
  const { channelId, seq, version } = message;
  const note = { channelId, seq, version, authorId: account.id, on: false };
  if (gone.length > 0) tellMentions(deps.signals, [noteFor(gone, note)]);
  if (hit)
    void deps.reports.alert(hit.community, message, { filterName: hit.rule.name, channel: grant.channel });
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
  const { row, ...grant } = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  const { account, place, channel, permissions } = grant;
  if (row.deleted_at) throw notFound();
  const purgeAfter = new Date(deps.clock.now().getTime() + messageLimits.undoMs);
  if (row.author_id === account.id) {
    const deleted = await deps.line.run(channel.id, () =>
      deps.store.delete(row.id, channel.id, account.id, purgeAfter),
    );
    if (!deleted) throw notFound();
    await tellPresence(deps, [row.id]);
    const message = await announce(deps, place, row.id);
    await renewForwards(deps, [row.id]);
    return message;
  }
  if (!permissions.has('message.manage')) throw forbidden();
  const [message] = await changeMessages(
    deps,
    ctx,
    grant,
    (tx) => deps.store.deleteAll(tx, channel.id, [row.id], account.id, purgeAfter),
    () => ({ action: 'message.delete', ...about(row, channel), reason: input.reason }),
  );
  if (!message) throw notFound();
  return message;
}

/** Whose message a moderator acted on, and where; not what it said. */
const about = (row: MessageRow, channel: { name: string }): Pick<AuditNote, 'target' | 'after'> => ({
  target: { kind: 'message', id: row.id, name: row.display_name ?? '' },
  after: { channel: channel.name, author: row.author_id },
});

/** Takes one's own deletion back. @throws {AppError} NOT_FOUND, GONE message.undo_expired, RATE_LIMITED, UNAVAILABLE */
export async function restoreMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string },
): Promise<MessageDto> {
  const { row, ...grant } = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  const { account, place, channel } = grant;
  if (!row.deleted_at) return presentMessage(row, place);
  // Deletions need no pace of their own: there is one a message sent or restored.
  keepPace(deps, account.id);
  const now = deps.clock.now();
  if (row.author_id === account.id) {
    const restored = await deps.line.run(channel.id, () =>
      deps.store.restore(row.id, channel.id, account.id, now),
    );
    if (!restored) throw undoExpired();
    await tellPresence(deps, [row.id]);
    const message = await announce(deps, place, row.id);
    await renewForwards(deps, [row.id]);
    return message;
  }
  const [message] = await changeMessages(
    deps,
    ctx,
    grant,
    (tx) => deps.store.restoreAll(tx, channel.id, [row.id], account.id, now),
    () => ({ action: 'message.restore', ...about(row, channel) }),
  );
  if (!message) throw undoExpired();
  return message;
}
