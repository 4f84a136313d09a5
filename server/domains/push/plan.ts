import { isMuted, type NotificationState } from '#contract/notifications';
import { isQuiet, levelOf } from './contract.ts';
import type { Spot, ThreadView } from '#server/domains/permissions/index.ts';
import { newId } from '#server/platform/ids.ts';
import type { PushDeps } from './deps.ts';
import type { FreshMessage, ReadRow } from './store.ts';

/** Messages wait so long, in milliseconds: those whose commit took its time are there by then, and most are read. */
const lagMs = 3000;
const portion = 500;
/** Who read anything on any device within this time is there. */
const activeMs = 60_000;

/** What stands before and after every id of a moment. */
const idAt = (ms: number): string => `${newId(Math.max(0, ms)).slice(0, 14)}7fff-bfff-ffffffffffff`;

/**
 * Looks through what was posted since the last time for whom to wake: who has a device, may view the channel, wants to
 * hear of the message, has not read it, and is not there. One replica at a time; what it does is there after a crash.
 * How many messages it looked at.
 */
export async function planPushes(deps: PushDeps): Promise<number> {
  const now = deps.clock.now();
  return deps.bus.transaction(async (tx) => {
    const cursor = await deps.store.lockCursor(tx);
    if (cursor === null) return 0;
    const upTo = idAt(now.getTime() - lagMs);
    if (upTo <= cursor) return 0;
    const subscribers = await deps.store.subscribers();
    if (subscribers.length === 0) {
      await deps.store.moveCursor(tx, await deps.store.latestMessage());
      return 0;
    }
    const messages = await deps.store.freshMessages(cursor, upTo, portion);
    await deps.store.enqueue(await noticesFor(deps, messages, subscribers, now));
    // To what was seen, not to a time: clocks of replicas differ.
    const last = messages.at(-1);
    if (last) await deps.store.moveCursor(tx, last.id);
    return messages.length;
  });
}

interface Notice {
  accountId: string;
  channelId: string;
  messageId: string;
}

async function noticesFor(
  deps: PushDeps,
  messages: readonly FreshMessage[],
  subscribers: readonly string[],
  now: Date,
): Promise<Notice[]> {
  const wishes = new Map<string, NotificationState>();
  const wished = new Map<string, { notice: Notice; seq: number }>();
  for (const message of messages) {
    const spot = await deps.directory.spotOfChannel(message.channel_id);
    if (!spot) continue;
    const { place, channel } = spot;
    const thread = channel.parentId ? await deps.directory.thread(channel.id) : undefined;
    for (const accountId of subscribers) {
      if (accountId === message.author_id || !place.isMember(accountId)) continue;
      if (!place.permissionsOf(accountId, spot.governedBy).has('channel.view')) continue;
      let wish = wishes.get(accountId);
      if (!wish) wishes.set(accountId, (wish = await deps.news.getState(accountId)));
      if (!wants(wish, spot, thread, message, accountId, now)) continue;
      const notice = { accountId, channelId: message.channel_id, messageId: message.id };
      wished.set(`${accountId} ${message.channel_id}`, { notice, seq: message.seq });
    }
  }
  if (wished.size === 0) return [];
  const all = [...wished.values()];
  const since = new Date(now.getTime() - activeMs);
  const reads = await deps.store.listReads(
    [...new Set(all.map(({ notice }) => notice.accountId))],
    [...new Set(all.map(({ notice }) => notice.channelId))],
    since,
  );
  return all
    .filter(({ notice, seq }) => !reads.some((read) => isThere(read, notice, seq, since)))
    .map(({ notice }) => notice);
}

const isThere = (read: ReadRow, { accountId, channelId }: Notice, seq: number, since: Date): boolean =>
  read.account_id === accountId &&
  (read.updated_at > since || (read.channel_id === channelId && read.seq >= seq));

/**
 * Whether a person wants to be woken for a message, as far as they chose; for a thread as for the channel that it belongs
 * to. What is said in a thread is for those who follow it and those it names; a new post is news of its forum.
 */
function wants(
  { places, preferences }: NotificationState,
  { place, governedBy }: Spot,
  thread: ThreadView | undefined,
  message: FreshMessage,
  accountId: string,
  now: Date,
): boolean {
  const above = place.channels.get(governedBy);
  const path = {
    communityId: place.kind === 'community' ? place.id : null,
    categoryId: above?.categoryId ?? null,
    channelId: governedBy,
  };
  // Who has not said yes to a conversation is not woken for it.
  if (place.kind === 'conversation' && place.answerOf(accountId) !== 'accepted') return false;
  const level = levelOf(places, path);
  if (level === 'nothing' || isMuted(places, path, now.getTime()) || isQuiet(preferences, now)) return false;
  const isPost = above?.kind === 'forum' && message.seq === 1;
  if (level === 'all' && (!thread || isPost || thread.followers.has(accountId))) return true;
  const roleIds = place.rolesOf(accountId).map(({ id }) => id);
  return (
    message.everyone ||
    message.accounts.includes(accountId) ||
    message.roles.some((id) => roleIds.includes(id))
  );
}
