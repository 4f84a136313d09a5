import type { MessageDto } from '#contract/messages';
import type { ErrorDto, SocketCommands } from '#contract/protocol';
import { Refused } from './call-error.ts';
import type { OutboxDb } from './outbox-db.ts';
import { type Outbox, type OutboxEntry, withEntry, withoutEntry } from './outbox-entry.ts';
import type { Store } from './store.ts';

export interface OutboxParts {
  accountId: string;
  tab: string;
  outbox: Store<Outbox>;
  db: Promise<OutboxDb>;
  /** Resolves when the message is acknowledged and in the state: its entry leaves the queue in the same moment. */
  send(input: SocketCommands['message.send']['input']): Promise<MessageDto>;
  isTabGone(tab: string): Promise<boolean>;
  pause?(milliseconds: number): Promise<void>;
}

export interface OutboxSender {
  /** Sends what waits in a channel, unless that is under way. */
  drain(channelId: string): void;
  /** Tries everything that waits, now: after a connection. */
  kick(): void;
  /** Takes over what tabs that are gone have left. */
  adopt(): Promise<void>;
  /** The message arrived by another way: an event, a page. */
  settle(clientId: string): void;
  /** Another attempt at what failed, as it was or without what it answers. */
  retry(clientId: string, change?: { replyTo: null }): void;
  discard(clientId: string): void;
}

/** Attempts at a message that the instance fails to take for a reason of its own. */
const attemptsMax = 5;
/** Milliseconds between attempts while nothing can be reached: the socket's return comes first as a rule. */
const unreachableDelay = 4000;

/**
 * Sends what waits: in order within a channel, one at a time, until it is acknowledged or refused for good. An
 * unanswered attempt is made again; the instance knows the message by its `clientId` and takes it once.
 */
export function createOutboxSender(parts: OutboxParts): OutboxSender {
  const { accountId, tab, outbox, db } = parts;
  const pause = parts.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const busy = new Set<string>();
  /** Ends the current pause of every channel. */
  let wake: () => void = () => undefined;
  let woken = new Promise<void>((resolve) => (wake = resolve));

  const find = (clientId: string): OutboxEntry | undefined =>
    outbox.get().find((entry) => entry.clientId === clientId);
  const set = (entry: OutboxEntry): void => {
    if (find(entry.clientId)) outbox.update((value) => withEntry(value, entry));
  };
  const drop = (clientId: string): void => {
    outbox.update((value) => withoutEntry(value, clientId));
    void db.then((store) => store.remove(clientId));
  };
  const settleAs = (state: 'failed' | 'held', entry: OutboxEntry, error: ErrorDto): void => {
    const settled: OutboxEntry = { ...entry, state, error };
    set(settled);
    void db.then((store) => store.put(settled));
  };

  /** One attempt. Answers how many milliseconds to wait before the next of this channel. */
  const attempt = async (waiting: OutboxEntry, count: number): Promise<number> => {
    const { error: _, retryAt: __, ...entry } = waiting;
    const { clientId, channelId, body, replyTo, silent } = entry;
    try {
      set({ ...entry, state: 'sending' });
      await parts.send({
        channelId,
        clientId,
        body,
        ...(silent && { ping: false }),
        ...(replyTo && { replyToId: replyTo.id }),
      });
      drop(clientId);
      return 0;
    } catch (cause) {
      if (!find(clientId)) return 0;
      if (!(cause instanceof Refused)) {
        set({ ...entry, state: 'waiting' });
        return unreachableDelay;
      }
      const { error } = cause;
      if (error.reason === 'message.held') {
        settleAs('held', entry, error);
        return 0;
      }
      const passing =
        error.code === 'RATE_LIMITED' || error.code === 'UNAVAILABLE' || error.code === 'UNAUTHENTICATED';
      if (!passing && (error.code !== 'INTERNAL' || count >= attemptsMax)) {
        settleAs('failed', entry, error);
        return 0;
      }
      const delay = Math.max(250, (error.retryAfter ?? count) * 1000);
      const slowed = error.reason === 'channel.slow_mode' && { error, retryAt: Date.now() + delay };
      set({ ...entry, state: 'waiting', ...slowed });
      return delay;
    }
  };

  const drain = async (channelId: string): Promise<void> => {
    if (busy.has(channelId)) return;
    busy.add(channelId);
    let last = '';
    let count = 0;
    for (;;) {
      const entry = outbox
        .get()
        .find((each) => each.channelId === channelId && each.state === 'waiting' && each.order > 0);
      if (!entry) break;
      count = entry.clientId === last ? count + 1 : 1;
      last = entry.clientId;
      const delay = await attempt(entry, count);
      if (delay > 0) await Promise.race([pause(delay), woken]);
    }
    busy.delete(channelId);
  };

  const kick = (): void => {
    wake();
    woken = new Promise((resolve) => (wake = resolve));
    for (const { channelId } of outbox.get()) void drain(channelId);
  };

  return {
    kick,
    drain: (channelId) => void drain(channelId),
    async adopt() {
      const store = await db;
      const owners = new Set((await store.list(accountId)).map((entry) => entry.tab));
      owners.delete(tab);
      for (const owner of owners) {
        if (!(await parts.isTabGone(owner))) continue;
        for (const entry of await store.adopt(accountId, owner, tab)) {
          const state = entry.state === 'failed' ? 'failed' : 'waiting';
          outbox.update((value) => [...withEntry(value, { ...entry, state })].sort(byOrder));
          void drain(entry.channelId);
        }
      }
    },
    settle(clientId) {
      if (find(clientId)) drop(clientId);
    },
    retry(clientId, change) {
      const entry = find(clientId);
      if (!entry || entry.state !== 'failed') return;
      const { error: _, retryAt: __, ...rest } = entry;
      const again: OutboxEntry = { ...rest, ...change, state: 'waiting' };
      set(again);
      void db.then((store) => store.put(again));
      void drain(entry.channelId);
    },
    discard: drop,
  };
}

/** Entries that are not stored yet are the newest. */
function byOrder(a: OutboxEntry, b: OutboxEntry): number {
  return (a.order || Infinity) - (b.order || Infinity);
}
