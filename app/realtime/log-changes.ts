import type { AccountDto } from '#contract/accounts';
import type { MemberFace } from '#contract/communities';
import type { AuthorDto, MessageDto, MessagePage, ReplyDto } from '#contract/messages';
import { laterPoll, type PollDto } from '#contract/polls';
import { type ChannelLog, isAlive, logFromPage, type Placement } from './channel-log.ts';
import { excerptOf } from './excerpt.ts';
import {
  applyReaction,
  type HeldReaction,
  markReactions,
  reactionsAt,
  withKnownPoll,
  withKnownReactions,
} from './log-reactions.ts';

/**
 * Adds a page to the stretch. A page that no longer fits (the stretch moved while it was under way) changes
 * nothing.
 *
 * A page read before the last event we applied may show messages whose change we dropped as out of reach, so the
 * promise falls back to the page's version: by the channel's counters the log is behind then, until a catch-up.
 */
export function addPage(log: ChannelLog, page: MessagePage, placement: Placement): ChannelLog {
  if (placement === 'replace') return replaceStretch(log, page);
  const older = 'before' in placement;
  if (older ? log.from !== placement.before : log.to !== placement.after) return log;
  const known = new Set(log.messages.map((message) => message.id));
  const fresh = page.messages.filter((message) => isAlive(message) && !known.has(message.id));
  const version = Math.min(log.version, page.version);
  const next: ChannelLog = {
    ...log,
    ...(older
      ? { messages: [...fresh, ...log.messages], hasBefore: page.hasBefore }
      : { messages: [...log.messages, ...fresh], hasAfter: page.hasAfter }),
    from: older ? (page.hasBefore ? (page.messages[0]?.seq ?? log.from) : 0) : log.from,
    to: older ? log.to : page.hasAfter ? (page.messages.at(-1)?.seq ?? log.to) : null,
    version,
  };
  let placed = next;
  for (const message of Object.values(log.recent)) placed = placeMessage(placed, message);
  return placed;
}

/** A newer fact than the page's stays: without this, a message that arrived during the request would blink. */
function replaceStretch(log: ChannelLog, page: MessagePage): ChannelLog {
  let next: ChannelLog = { ...logFromPage(log.channelId, page), epoch: log.epoch + 1 };
  for (const message of log.messages)
    if (message.version > page.version) next = putMessage(next, withoutOldReactions(log, message));
  for (const message of Object.values(log.recent)) next = putMessage(next, message);
  for (const change of log.held) next = putReaction(next, change);
  return next;
}

/** What a message shows may be of an earlier version than its text: then it says nothing of it. */
function withoutOldReactions(log: ChannelLog, message: MessageDto): MessageDto {
  if (reactionsAt(log, message) >= message.version) return message;
  const { reactions: _, ...rest } = message;
  return rest;
}

/**
 * Brings one message to the form it has at its version. Idempotent, and independent of the order of calls:
 * a higher version always wins over a lower one.
 */
export function putMessage(log: ChannelLog, message: MessageDto): ChannelLog {
  const { version } = message;
  if (version <= log.version) return log;
  const seen = log.recent[message.id];
  if (seen && seen.version > version)
    return countVersion(putKnownReactions(log, lowerBound(log.messages, message.seq), message), version);
  const placed = placeMessage(log, message);
  return countVersion({ ...placed, recent: { ...placed.recent, [message.id]: message } }, version);
}

/**
 * Takes a change of reactions. It is shown once all before it are in: it says only what is different. Idempotent, and
 * independent of the order of calls.
 */
export function putReaction(log: ChannelLog, change: HeldReaction): ChannelLog {
  if (change.version <= log.version || log.held.some(({ version }) => version === change.version)) return log;
  const held = [...log.held, change].sort((a, b) => a.version - b.version);
  return countVersion({ ...log, held }, change.version);
}

/**
 * Applies the answer of a catch-up, which holds every change after `since` up to `version`. If the promise fell back
 * behind `since` meanwhile, the answer leaves a hole: its messages count, but another catch-up is needed.
 */
export function putChanges(
  log: ChannelLog,
  { messages, since, version }: { messages: readonly MessageDto[]; since: number; version: number },
): ChannelLog {
  let next = log;
  for (const message of messages) next = putMessage(next, message);
  if (since > log.version) return next;
  return settle(takeTurns({ ...next, stale: false }, Math.max(next.version, version)));
}

/**
 * Takes what the reader is told of a poll; the log's promise stays, as other changes may be missing. Of an older form than
 * the one that is known, a choice that differs may or may not be the last one: then none is known, and who shows it asks.
 */
export function putPoll(log: ChannelLog, messageId: string, poll: PollDto): ChannelLog {
  const index = log.messages.findIndex(({ id }) => id === messageId);
  const message = log.messages[index];
  if (!message?.poll) return log;
  const { mine, ...known } = message.poll;
  const isLate = poll.rev < known.rev && poll.mine?.join() !== mine?.join();
  const next = isLate ? known : laterPoll(message.poll, poll);
  return { ...log, messages: log.messages.with(index, { ...message, poll: next }) };
}

/** Authors as they show now, in their messages and where those are quoted. Their versions stay: no message changed. */
export function putFaces(log: ChannelLog, faces: ReadonlyMap<string, MemberFace>): ChannelLog {
  const withFace = <T extends { author: AuthorDto | null }>(item: T): T => {
    const face = item.author && faces.get(item.author.id);
    if (!item.author || !face) return item;
    return { ...item, author: { ...accountOf(item.author), ...face } };
  };
  const withNames = <T extends { mentioned?: AuthorDto[] }>(item: T): T =>
    item.mentioned?.some(({ id }) => faces.has(id))
      ? {
          ...item,
          mentioned: item.mentioned.map((who) => ({
            ...accountOf(who),
            ...(faces.get(who.id) ?? faceIn(who)),
          })),
        }
      : item;
  const renew = (message: MessageDto): MessageDto => {
    const next = withNames(withFace(message));
    const quoted = next.replyTo && withNames(withFace(next.replyTo));
    return quoted === next.replyTo ? next : { ...next, replyTo: quoted };
  };
  const messages = log.messages.map(renew);
  if (messages.every((message, index) => message === log.messages[index])) return log;
  const recent = Object.fromEntries(Object.entries(log.recent).map(([id, message]) => [id, renew(message)]));
  return { ...log, messages, recent };
}

const accountOf = ({ id, username, displayName }: AuthorDto): AccountDto => ({ id, username, displayName });
const faceIn = ({ nickname, roleId }: AuthorDto): MemberFace => ({
  ...(nickname !== undefined && { nickname }),
  ...(roleId !== undefined && { roleId }),
});

function countVersion(log: ChannelLog, version: number): ChannelLog {
  if (log.ahead.includes(version)) return log;
  const ahead = [...log.ahead, version];
  if (version < (log.ahead.at(-1) ?? 0)) ahead.sort((a, b) => a - b);
  return settle({ ...log, ahead });
}

/** Moves `version` over everything that `ahead` has made complete, and forgets what it no longer needs. */
function settle(log: ChannelLog): ChannelLog {
  let { version } = log;
  let taken = 0;
  for (const next of log.ahead) {
    if (next > version + 1) break;
    version = Math.max(version, next);
    taken += 1;
  }
  if (taken === 0) return log;
  const ahead = log.ahead.slice(taken);
  const recent = ahead.length === 0 ? {} : keepAfter(log.recent, version);
  return takeTurns({ ...log, ahead, recent }, version);
}

/** Has everything up to `version`: changes of reactions until there take their turns. */
function takeTurns(log: ChannelLog, version: number): ChannelLog {
  let next: ChannelLog = { ...log, version };
  if (log.held.length > 0) {
    for (const change of log.held) if (change.version <= version) next = applyReaction(next, change);
    next.held = next.held.filter((change) => change.version > version);
  }
  if (Object.keys(next.reactionsAt).length > 0) next.reactionsAt = stillBehind(next);
  return next;
}

/** Reactions are those of now once everything up to their message's version is in. */
function stillBehind({ messages, reactionsAt: behind, version }: ChannelLog): ChannelLog['reactionsAt'] {
  const ahead = messages.filter((message) => message.id in behind && message.version > version);
  return Object.fromEntries(ahead.map(({ id }) => [id, behind[id] ?? 0]));
}

function keepAfter(recent: ChannelLog['recent'], version: number): ChannelLog['recent'] {
  return Object.fromEntries(Object.entries(recent).filter(([, message]) => message.version > version));
}

function placeMessage(log: ChannelLog, incoming: MessageDto): ChannelLog {
  const { messages } = log;
  const at = lowerBound(messages, incoming.seq);
  const present = messages[at]?.id === incoming.id ? messages[at] : undefined;
  if (present && present.version > incoming.version) return putKnownReactions(log, at, incoming);
  const inside = covers(log, incoming.seq);
  if (present?.version === incoming.version) {
    // A page brought it; only the lines that quote it may still be old.
    return withQuotes(putKnownReactions(log, at, incoming), incoming);
  }
  if (isAlive(incoming) && inside) {
    const known = withKnownReactions(log, incoming, present);
    const next = messages.toSpliced(at, present ? 1 : 0, withCurrentQuote(log, known.message));
    return withQuotes(
      { ...log, messages: next, reactionsAt: markReactions(log, incoming, known.at) },
      incoming,
    );
  }
  return withQuotes(present ? { ...log, messages: messages.toSpliced(at, 1) } : log, incoming);
}

/** A form of a message whose text is old, or known, may tell reactions that are not. */
function putKnownReactions(log: ChannelLog, index: number, incoming: MessageDto): ChannelLog {
  const { id, reactions, version } = incoming;
  const present = log.messages[index];
  if (present?.id !== id) return log;
  const next = withKnownPoll(present, incoming);
  const polled = next === present ? log : { ...log, messages: log.messages.with(index, next) };
  if (!reactions || reactionsAt(log, present) >= version) return polled;
  return {
    ...log,
    messages: log.messages.with(index, { ...next, reactions }),
    reactionsAt: markReactions(log, next, version),
  };
}

/** The lines that quote a message follow its changes, unless the reply is newer and so knows better. */
function withQuotes(log: ChannelLog, quoted: MessageDto): ChannelLog {
  let next = log.messages;
  const excerpt = excerptOf(quoted);
  const quote = quoteOf(quoted);
  log.messages.forEach((message, index) => {
    const { replyTo } = message;
    if (replyTo?.id !== quoted.id || replyTo.excerpt === excerpt || message.version > quoted.version) return;
    if (next === log.messages) next = log.messages.slice();
    next[index] = { ...message, replyTo: { ...withoutQuote(replyTo), ...quote } };
  });
  return next === log.messages ? log : { ...log, messages: next };
}

/** A reply can arrive after a later change of what it quotes. */
function withCurrentQuote(log: ChannelLog, message: MessageDto): MessageDto {
  const { replyTo } = message;
  const quoted = replyTo && log.recent[replyTo.id];
  if (!quoted || quoted.version < message.version) return message;
  return { ...message, replyTo: { ...withoutQuote(replyTo), ...quoteOf(quoted) } };
}

/** What a reply shows of the message that it answers. */
export const quoteOf = (message: MessageDto): Pick<ReplyDto, 'excerpt' | 'mentioned'> => {
  const excerpt = excerptOf(message);
  return { excerpt, ...(excerpt !== null && message.mentioned && { mentioned: message.mentioned }) };
};

const withoutQuote = ({ id, seq, author }: ReplyDto): Pick<ReplyDto, 'id' | 'seq' | 'author'> => ({
  ...{ id, seq, author },
});

function covers(log: ChannelLog, seq: number): boolean {
  return seq >= log.from && (log.to === null || seq <= log.to);
}

/** Index of the first message whose `seq` is not lower. */
function lowerBound(messages: readonly MessageDto[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
