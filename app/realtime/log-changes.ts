import type { AccountDto } from '#contract/accounts';
import type { MemberFace } from '#contract/communities';
import type { AuthorDto, MessageDto, MessagePage, ReplyDto } from '#contract/messages';
import { type ChannelLog, isAlive, logFromPage, type Placement } from './channel-log.ts';
import { excerptOf } from './excerpt.ts';

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
  for (const message of Object.values(log.recent)) next.messages = placeMessage(next, message);
  return next;
}

/** A newer fact than the page's stays: without this, a message that arrived during the request would blink. */
function replaceStretch(log: ChannelLog, page: MessagePage): ChannelLog {
  let next: ChannelLog = { ...logFromPage(log.channelId, page), epoch: log.epoch + 1 };
  for (const message of log.messages) if (message.version > page.version) next = putMessage(next, message);
  for (const message of Object.values(log.recent)) next = putMessage(next, message);
  return next;
}

/**
 * Brings one message to the form it has at its version. Idempotent, and independent of the order of calls:
 * a higher version always wins over a lower one.
 */
export function putMessage(log: ChannelLog, message: MessageDto): ChannelLog {
  const { version } = message;
  if (version <= log.version) return log;
  const seen = log.recent[message.id];
  if (seen && seen.version >= version) return countVersion(log, version);
  const next = {
    ...log,
    messages: placeMessage(log, message),
    recent: { ...log.recent, [message.id]: message },
  };
  return countVersion(next, version);
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
  return settle({ ...next, version: Math.max(next.version, version), stale: false });
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
  return { ...log, version, ahead, recent: ahead.length === 0 ? {} : keepAfter(log.recent, version) };
}

function keepAfter(recent: ChannelLog['recent'], version: number): ChannelLog['recent'] {
  return Object.fromEntries(Object.entries(recent).filter(([, message]) => message.version > version));
}

function placeMessage(log: ChannelLog, message: MessageDto): MessageDto[] {
  const { messages } = log;
  const at = lowerBound(messages, message.seq);
  const present = messages[at]?.id === message.id ? messages[at] : undefined;
  if (present && present.version > message.version) return messages;
  const inside = covers(log, message.seq);
  let next = messages;
  if (present?.version === message.version) {
    // A page brought it; only the lines that quote it may still be old.
  } else if (isAlive(message) && inside) {
    next = messages.toSpliced(at, present ? 1 : 0, withCurrentQuote(log, message));
  } else if (present) {
    next = messages.toSpliced(at, 1);
  }
  return withQuotes(next, message);
}

/** The lines that quote a message follow its changes, unless the reply is newer and so knows better. */
function withQuotes(messages: MessageDto[], quoted: MessageDto): MessageDto[] {
  let next = messages;
  const excerpt = excerptOf(quoted);
  const quote = quoteOf(quoted);
  messages.forEach((message, index) => {
    const { replyTo } = message;
    if (replyTo?.id !== quoted.id || replyTo.excerpt === excerpt || message.version > quoted.version) return;
    if (next === messages) next = messages.slice();
    next[index] = { ...message, replyTo: { ...withoutQuote(replyTo), ...quote } };
  });
  return next;
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
