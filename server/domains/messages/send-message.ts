import type { Ctx } from '#server/platform/context.ts';
import { AppError, invalid } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { MessageDto, ReplyDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import type { SendMessageInput } from './input.ts';
import { parseMarkdown } from './markdown.ts';
import { presentReply } from './present.ts';

/**
 * Posts a message. Resolves after the commit; a retry with the same `clientId` resolves to the same message. Checks
 * are answered from memory: before the insert there is no query, but for the message replied to.
 *
 * @throws {AppError} NOT_FOUND (channel), NOT_FOUND reply.gone (the message replied to is not in it), FORBIDDEN,
 *   INVALID for what is longer than the host allows, RATE_LIMITED, UNAVAILABLE
 */
export async function sendMessage(deps: MessageDeps, ctx: Ctx, input: SendMessageInput): Promise<MessageDto> {
  const { account } =
    deps.access.accessReadyChannel(ctx, input.channelId, 'message.send') ??
    (await deps.access.accessChannel(ctx, input.channelId, 'message.send'));
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  const replyTo = input.replyToId ? await findReply(deps, input.channelId, input.replyToId) : null;
  const tree = parseMarkdown(input.body);
  const id = newId();
  return deps.writer.write(
    {
      id,
      channelId: input.channelId,
      authorId: account.id,
      clientId: input.clientId,
      body: input.body,
      tree: tree && JSON.stringify(tree),
      replyToId: replyTo?.id ?? null,
    },
    {
      id,
      channelId: input.channelId,
      seq: 0,
      version: 0,
      ordinal: 0,
      author: { id: account.id, username: account.username, displayName: account.displayName },
      body: input.body,
      tree,
      replyTo,
      createdAt: '',
      editedAt: null,
      deletedAt: null,
      clientId: input.clientId,
    },
  );
}

/**
 * Counts one message, or one change of a message: each goes to everybody in its channel.
 * @throws {AppError} RATE_LIMITED
 */
export function keepPace(deps: MessageDeps, accountId: string): void {
  const wait = deps.pace.take(accountId);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You are writing faster than this place allows. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
}

/** The host's limit, which is at most the schema's. @throws {AppError} INVALID */
export function keepToLength(deps: MessageDeps, body: string): void {
  if (body.length > deps.limits().messageLength) throw invalid({ body: 'too_long' });
}

async function findReply(deps: MessageDeps, channelId: string, id: string): Promise<ReplyDto> {
  const row = await deps.store.find(id);
  // A message of another channel, one that never was and one deleted: all the same to who asks.
  if (!row || row.channel_id !== channelId || row.deleted_at)
    throw new AppError('NOT_FOUND', 'The message that this answers is gone.', { reason: 'reply.gone' });
  return presentReply(row);
}
