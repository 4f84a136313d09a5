import type { FilterRule } from '#contract/filters';
import type { NewPoll, PollDto } from '#contract/polls';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { CommunityView, Place } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, invalid } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { Block, ForwardedText, MessageDto, ReplyDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { askHeld, withhold } from './hold-message.ts';
import type { SendMessageInput } from './input.ts';
import { targetsOf, type MentionTarget } from './mentions.ts';
import { presentNewPoll } from './poll.ts';
import { presentAuthor, presentMessage, presentReply } from './present.ts';
import { readText, type ReadText } from './read-text.ts';
import type { NewMessage } from './store.ts';

/**
 * Posts a message. Resolves after the commit; a retry with the same `clientId` resolves to the same message. Checks
 * are answered from memory: before the insert there is no query, but for the message replied to and for names that were
 * typed by hand. A reply tells the author of what it answers, unless `ping` is false. With a poll the body is its question;
 * filters judge the answers with it, and what would wait for a moderator is stopped instead.
 *
 * @throws {AppError} NOT_FOUND (channel), NOT_FOUND reply.gone (the message replied to is not in it), FORBIDDEN,
 *   INVALID for what is longer than the host allows, FORBIDDEN message.filtered, CONFLICT message.held (it waits for a
 *   moderator), FORBIDDEN message.refused (one did not want it), RATE_LIMITED, RATE_LIMITED channel.slow_mode,
 *   UNAVAILABLE
 */
export async function sendMessage(deps: MessageDeps, ctx: Ctx, input: SendMessageInput): Promise<MessageDto> {
  const grant =
    deps.access.accessReadyChannel(ctx, input.channelId, 'message.send') ??
    (await deps.access.accessChannel(ctx, input.channelId, 'message.send'));
  return sendInto(deps, ctx, grant, input);
}

/** A text of another message that one carries. */
export interface Forwarded extends ForwardedText {
  messageId: string;
}

/** What everything goes through that somebody posts. @throws {AppError} as `sendMessage`, but for the channel's refusals */
export async function sendInto(
  deps: MessageDeps,
  ctx: Ctx,
  grant: ChannelGrant,
  input: SendMessageInput,
  forward?: Forwarded,
): Promise<MessageDto> {
  const { account, place, channel } = grant;
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  // Who answers has accepted: a query once in a conversation's life.
  if (place.kind === 'conversation' && place.answerOf(account.id) === 'waiting')
    await deps.conversations.noteAnswered(ctx, place.id);
  if (channel.parentId) await deps.threads.noteWriting(ctx, channel.id);
  const { body, tree } = await readText(deps, grant, input.body);
  const replyTo = input.replyToId ? await findReply(deps, place, input.channelId, input.replyToId) : null;
  const hit = judge(deps, grant, withAnswers(withForwarded({ body, tree }, forward), input.poll));
  if (hit && hit.rule.action !== 'alert') {
    const earlier = await findEarlier(deps, place, account.id, input);
    if (earlier) return earlier;
    // What waits for a moderator is a text in a channel; a thread has no list of it, and forwards and polls wait nowhere.
    if (hit.rule.action === 'block' || channel.parentId || forward || input.poll)
      throw filtered(hit.rule.notice);
    await askHeld(deps, account.id, input.clientId);
  }
  const write = async (): Promise<MessageDto> => {
    if (hit?.rule.action === 'hold') await withhold(deps, grant, { ...input, body }, hit);
    const { channelId, clientId } = input;
    const mentions = [...targetsOf(grant, tree), ...pinged(grant, input.ping === false ? null : replyTo)];
    const poll = input.poll && presentNewPoll(input.poll, deps.clock.now());
    const more = { ...(forward && { forward }), ...(poll && { poll }) };
    const text = { channelId, clientId, body, tree, replyTo, mentions, ...more };
    const message = await post(deps, place, account, text);
    if (hit) void deps.reports.alert(hit.community, message, { filterName: hit.rule.name, channel });
    return message;
  };
  return inTurn(deps, grant, input.clientId, {
    write,
    earlier: () => findEarlier(deps, place, account.id, input),
  });
}

/**
 * Writes when it is the author's turn in a channel in slow mode. Whose turn it is not gets what an earlier attempt made;
 * what fails, and is not held for a moderator, gives the turn back.
 *
 * @throws {AppError} RATE_LIMITED channel.slow_mode, and what `write` throws
 */
export async function inTurn(
  deps: MessageDeps,
  { account, channel, permissions }: ChannelGrant,
  clientId: string,
  { write, earlier }: { write: () => Promise<MessageDto>; earlier: () => Promise<MessageDto | undefined> },
): Promise<MessageDto> {
  if (channel.slowMode === 0 || permissions.has('message.manage')) return write();
  const turn = `${channel.id}:${account.id}`;
  const wait = deps.slowMode.take(turn, clientId, channel.slowMode);
  if (wait > 0) {
    const found = await earlier();
    if (found) return found;
    throw slowed(wait);
  }
  try {
    return await write();
  } catch (error) {
    const isHeld = error instanceof AppError && error.reason === 'message.held';
    if (!isHeld) deps.slowMode.giveBack(turn, clientId);
    throw error;
  }
}

interface Author {
  id: string;
  username: string;
  displayName: string;
}

interface PostedText {
  channelId: string;
  clientId: string;
  body: string;
  tree: Block[] | null;
  replyTo: ReplyDto | null;
  mentions: readonly MentionTarget[];
  forward?: Forwarded;
  poll?: PollDto;
}

/** The author of what is answered is told, as if they were named; not who answers themselves. */
export const pinged = (
  { account, place }: { account: { id: string }; place: Place },
  replyTo: ReplyDto | null,
): MentionTarget[] =>
  replyTo?.author && replyTo.author.id !== account.id && place.isMember(replyTo.author.id)
    ? [{ kind: 'reply', id: replyTo.author.id }]
    : [];

/** The one way into a channel: hands a message that may be posted to the writer. */
function post(deps: MessageDeps, place: Place, author: Author, message: PostedText): Promise<MessageDto> {
  return deps.writer.write(...draftOf(place, author, message));
}

/** As `post`, within `tx` and on its connection. `announce` is for after the commit: it tells who has the channel open. */
export function postWithin(
  deps: MessageDeps,
  tx: Tx,
  place: Place,
  author: Author,
  message: PostedText,
): Promise<{ message: MessageDto; announce: () => void }> {
  return deps.writer.writeWithin(tx, ...draftOf(place, author, message));
}

function draftOf(
  place: Place,
  author: Author,
  { channelId, clientId, body, tree, replyTo, mentions, forward, poll }: PostedText,
): [NewMessage, MessageDto, Place] {
  const id = newId();
  return [
    {
      ...{ id, channelId, clientId, body },
      authorId: author.id,
      tree: tree && JSON.stringify(tree),
      replyToId: replyTo?.id ?? null,
      poll: poll ? JSON.stringify(poll) : null,
      mentions,
      ...keptOf(forward),
    },
    {
      id,
      channelId,
      seq: 0,
      version: 0,
      ordinal: 0,
      author: presentAuthor(author, place),
      body,
      tree,
      replyTo,
      ...(forward && { forward }),
      createdAt: '',
      editedAt: null,
      deletedAt: null,
      pinnedAt: null,
      reactions: [],
      ...(poll && { poll }),
      clientId,
    },
    place,
  ];
}

function keptOf(forward: Forwarded | undefined): Pick<NewMessage, 'forward' | 'forwardOf'> {
  if (!forward) return { forward: null, forwardOf: null };
  const { messageId, ...text } = forward;
  return { forward: JSON.stringify(text), forwardOf: messageId };
}

/** What is judged of a forward: all that it brings into the channel. */
const withForwarded = (text: ReadText, forward: ForwardedText | undefined): ReadText =>
  forward
    ? {
        body: `${text.body}\n${forward.body}`,
        tree: [text, forward].flatMap(({ body, tree }) => tree ?? [{ t: 'p', c: [body] }]),
      }
    : text;

/** A rule that a text runs into. */
export interface FilterHit {
  rule: FilterRule;
  community: CommunityView;
}

/** What the community's filters say of a text of this member in this channel. Conversations have none. */
export function judge(
  deps: MessageDeps,
  { place, account, channel, permissions }: ChannelGrant,
  judged: { body: string; tree: Block[] | null },
): FilterHit | undefined {
  if (place.kind !== 'community') return undefined;
  const isModerator = permissions.has('message.manage');
  const rule = deps.filters.judge(
    place,
    { accountId: account.id, channelId: channel.parentId ?? channel.id, isModerator },
    judged,
  );
  return rule && { rule, community: place };
}

/** A question with its answers, as one text: a filter looks at all that is shown. */
const withAnswers = (
  { body, tree }: { body: string; tree: Block[] | null },
  poll: NewPoll | undefined,
): { body: string; tree: Block[] | null } =>
  poll
    ? {
        body: [body, ...poll.answers].join('\n'),
        tree: tree && [...tree, ...poll.answers.map((answer): Block => ({ t: 'p', c: [answer] }))],
      }
    : { body, tree };

/** `notice` is what the community says about it. */
export const filtered = (notice: string) =>
  new AppError('FORBIDDEN', 'A filter of this community stops this message.', {
    reason: 'message.filtered',
    detail: notice,
  });

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

const slowed = (wait: number) =>
  new AppError('RATE_LIMITED', 'This channel is in slow mode. Wait a moment.', {
    reason: 'channel.slow_mode',
    retryAfter: Math.ceil(wait),
  });

/** The message that an earlier attempt made. Asked only for who is about to be refused: what was accepted stays so. */
async function findEarlier(
  deps: MessageDeps,
  place: Place,
  accountId: string,
  { channelId, clientId }: SendMessageInput,
): Promise<MessageDto | undefined> {
  const row = await deps.store.findByClientId(accountId, clientId);
  return row?.channel_id === channelId ? presentMessage(row, place) : undefined;
}

/** @throws {AppError} NOT_FOUND reply.gone */
export async function findReply(
  deps: MessageDeps,
  place: Place,
  channelId: string,
  id: string,
): Promise<ReplyDto> {
  const row = await deps.store.find(id);
  // A message of another channel, one that never was and one deleted: all the same to who asks.
  if (!row || row.channel_id !== channelId || row.deleted_at)
    throw new AppError('NOT_FOUND', 'The message that this answers is gone.', { reason: 'reply.gone' });
  return presentReply(row, place);
}
