import type { MessageDto } from '#contract/messages';
import type { ChannelLog } from '../../realtime/channel-log.ts';
import type { OutboxEntry } from '../../realtime/outbox-entry.ts';
import type { Times } from './times.ts';

/**
 * What the list shows, top to bottom: its edges are items too, so that they scroll and are measured like the rest.
 * Messages are the log's own objects: nothing is made per message, however long the log is.
 *
 * While there is more above, the oldest loaded message is left out: whether it opens a day or a group is not known
 * yet, and a row that changes its height when its predecessor comes would push all others. While there is more below,
 * what waits to be sent is left out: it belongs below the newest.
 */
export type ListItem = 'head' | 'tail' | MessageDto | OutboxEntry;

/** Milliseconds within which messages of one author stand under one name. */
const groupSpan = 7 * 60_000;

export function listItems(log: ChannelLog, outbox: readonly OutboxEntry[], viewerId: string): ListItem[] {
  const messages = log.hasBefore ? log.messages.slice(1) : log.messages;
  return ['head', ...messages, ...(log.hasAfter ? [] : unseen(log, outbox, viewerId)), 'tail'];
}

/** The item above, be it shown or not. */
export function itemBefore(items: readonly ListItem[], index: number, log: ChannelLog): ListItem | undefined {
  return index === 1 && log.hasBefore ? log.messages[0] : items[index - 1];
}

export function isPending(item: ListItem | undefined): item is OutboxEntry {
  return typeof item === 'object' && 'queuedAt' in item;
}

export function isMessage(item: ListItem | undefined): item is MessageDto {
  return typeof item === 'object' && 'seq' in item;
}

/**
 * A name that stays with a row while its message goes from the queue into the log. Only of one's own messages the
 * `clientId` counts: anybody could send with the key of somebody else's.
 */
export function itemKey(item: ListItem, viewerId: string): string {
  if (typeof item === 'string') return item;
  if (isPending(item)) return item.clientId;
  return item.clientId && item.author?.id === viewerId ? item.clientId : item.id;
}

/** True when the message stands under the name of the one before it. */
export function continuesGroup(
  item: MessageDto | OutboxEntry,
  before: ListItem | undefined,
  viewerId: string,
  times: Times,
): boolean {
  if (typeof before !== 'object' || item.replyTo) return false;
  const author = authorOf(item, viewerId);
  if (author === null || author !== authorOf(before, viewerId)) return false;
  const gap = Date.parse(writtenAt(item)) - Date.parse(writtenAt(before));
  return gap < groupSpan && !startsDay(item, before, times);
}

/** True for the first message of a day among the loaded ones. */
export function startsDay(
  item: MessageDto | OutboxEntry,
  before: ListItem | undefined,
  times: Times,
): boolean {
  if (typeof before !== 'object') return isMessage(item);
  return times.dayKey(writtenAt(item)) !== times.dayKey(writtenAt(before));
}

export function writtenAt(item: MessageDto | OutboxEntry): string {
  return isPending(item) ? item.queuedAt : item.createdAt;
}

/** The `seq` of the message above which the "new" line stands; null when there is none in the log. */
export function firstUnread(log: ChannelLog, readSeq: number, viewerId: string): number | null {
  const at = log.messages.findIndex((message) => message.seq > readSeq);
  // At the upper edge of what is loaded, the first unread one may be further up; and that message is not shown.
  if (at < 0 || (at === 0 && log.hasBefore)) return null;
  return log.messages.slice(at).find((message) => message.author?.id !== viewerId)?.seq ?? null;
}

/** Looks back this far for messages that arrived while still in the queue. */
const lookBack = 200;

function unseen(log: ChannelLog, outbox: readonly OutboxEntry[], viewerId: string): readonly OutboxEntry[] {
  if (outbox.length === 0) return outbox;
  const arrived = new Set<string | null>();
  for (const message of log.messages.slice(-lookBack)) {
    if (message.author?.id === viewerId) arrived.add(message.clientId);
  }
  return outbox.filter((entry) => !arrived.has(entry.clientId));
}

function authorOf(item: MessageDto | OutboxEntry, viewerId: string): string | null {
  return isPending(item) ? viewerId : (item.author?.id ?? null);
}
