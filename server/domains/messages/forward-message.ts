import type { Place } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import { accessMessage } from './access-message.ts';
import { mentionText, type Block, type Inline, type MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { nameMentions } from './name-mentions.ts';
import { presentMentioned } from './present.ts';
import { sendInto, type Forwarded } from './send-message.ts';
import type { MessageRow } from './store.ts';

/**
 * Posts what a message says at this moment into another channel, with a comment or without: a message of its own, for
 * which all holds that holds for `sendMessage`. What is edited later stays as it was forwarded; what is deleted goes
 * there too. A forward of a forward carries the first text, without the comment. Filters judge the comment and the
 * forwarded text together, and one that would hold it back stops it. Names in the text are text: they tell nobody.
 *
 * @throws {AppError} NOT_FOUND (the message or the channel), and as `sendMessage`
 */
export async function forwardMessage(
  deps: MessageDeps,
  ctx: Ctx,
  input: { messageId: string; channelId: string; clientId: string; body?: string | undefined },
): Promise<MessageDto> {
  const { row, place, account } = await accessMessage(deps, ctx, input.messageId, 'channel.view');
  const forward = forwardOf(row, place, account.id);
  if (!forward) throw notFound();
  const { channelId, clientId, body = '' } = input;
  const grant = await deps.access.accessChannel(ctx, channelId, 'message.send');
  return sendInto(deps, ctx, grant, { channelId, clientId, body }, forward);
}

/** What there is to forward of a message; undefined when it is gone. */
function forwardOf(row: MessageRow, place: Place, readerId: string): Forwarded | undefined {
  if (row.deleted_at) return undefined;
  if (row.forward && row.forward_of) {
    const { body, tree, createdAt } = row.forward;
    return row.forward_gone || body === null
      ? undefined
      : { messageId: row.forward_of, body, tree, createdAt };
  }
  const people = presentMentioned(row.mentioned ?? [], place);
  const named = (text: string) => nameMentions(text, place, readerId, people);
  return {
    messageId: row.id,
    body: row.tree ? named(row.body) : row.body,
    tree: row.tree?.map((block) => withNames(block, named)) ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** A block in which mentions are the names that they stand for. */
function withNames(block: Block, named: (text: string) => string): Block {
  const inlines = (nodes: Inline[]): Inline[] =>
    nodes.map((node): Inline => {
      if (typeof node === 'string') return node;
      if (node.t === 'mention') return named(mentionText(node));
      return 'c' in node ? { ...node, c: inlines(node.c) } : node;
    });
  switch (block.t) {
    case 'p':
    case 'h':
      return { ...block, c: inlines(block.c) };
    case 'quote':
      return { ...block, c: block.c.map((each) => withNames(each, named)) };
    case 'list':
      return { ...block, c: block.c.map((item) => item.map((each) => withNames(each, named))) };
    default:
      return block;
  }
}
