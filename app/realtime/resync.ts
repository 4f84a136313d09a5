import type { MessagePage } from '#contract/messages';
import type { SocketCommands } from '#contract/protocol';
import { Refused } from './call-error.ts';
import { isBehind } from './channel-log.ts';
import type { CallName, OpenChannels } from './realtime.ts';
import { type ClientState, withChanges, withPage } from './state.ts';
import type { Store } from './store.ts';

export interface ResyncParts {
  state: Store<ClientState>;
  open: OpenChannels;
  connected(): boolean;
  call<Name extends CallName>(
    name: Name,
    input: SocketCommands[Name]['input'],
  ): Promise<SocketCommands[Name]['output']>;
}

export interface Resync {
  /** After (re)connecting: subscribes again and catches up, as anything may have been missed meanwhile. */
  reconnected(): void;
  channelOpened(channelId: string): void;
  channelClosed(channelId: string): void;
  /** Something may have been missed: every open channel asks. */
  doubt(): void;
  /** Looks whether an open log has a gap; to be called after events, pages and fresh counters. */
  check(): void;
}

/**
 * Milliseconds that a gap may last before a catch-up. The packets of one group commit arrive within a few, in any
 * order, and the counters that announce a message can overtake it.
 */
export const gapGrace = 400;
/** Milliseconds before a failed catch-up is tried again, doubled each time up to 8 of them. */
const retryDelay = 1000;

/** Keeps the logs of open channels complete: sockets carry hints, the instance's database is the truth. */
export function createResync({ state, open, connected, call }: ResyncParts): Resync {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Set<string>();
  /** Counts doubts, so that one that comes during a catch-up starts another. */
  let doubts = 0;

  const markStale = (channelId: string): void => {
    state.update((value) => {
      const log = value.logs[channelId];
      if (!log || log.stale) return value;
      return { ...value, logs: { ...value.logs, [channelId]: { ...log, stale: true } } };
    });
  };

  const isLogBehind = (channelId: string): boolean => {
    const { logs, counters } = state.get();
    const log = logs[channelId];
    return log !== undefined && isBehind(log, counters[channelId]?.version ?? 0);
  };

  const schedule = (channelId: string, delay: number, failures = 0): void => {
    if (timers.has(channelId)) return;
    const run = (): void => {
      timers.delete(channelId);
      void catchUp(channelId, failures);
    };
    timers.set(channelId, setTimeout(run, delay));
  };

  /** Where the viewer reads, when that still exists; else the present. */
  const reload = async (channelId: string): Promise<MessagePage> => {
    const around = open.get(channelId)?.anchor?.();
    if (around) {
      try {
        return await call('channel.history', { channelId, around });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
    return call('channel.history', { channelId });
  };

  const catchUp = async (channelId: string, failures: number): Promise<void> => {
    const log = state.get().logs[channelId];
    if (!log || !open.has(channelId) || !isLogBehind(channelId) || running.has(channelId)) return;
    running.add(channelId);
    const before = doubts;
    try {
      const changes = await call('channel.changes', { channelId, since: log.version });
      if (changes.reload) {
        const page = await reload(channelId);
        state.update((value) => withPage(value, channelId, page, 'replace'));
      } else {
        state.update((value) => withChanges(value, channelId, changes, log.version));
      }
      running.delete(channelId);
      if (doubts !== before) markStale(channelId);
      // An answer that is older than what we heard of must not be asked for again and again without a pause.
      if (changes.version <= log.version && isLogBehind(channelId)) {
        schedule(channelId, delayAfter(failures), failures + 1);
      } else check();
    } catch (error) {
      running.delete(channelId);
      const gone = error instanceof Refused && ['NOT_FOUND', 'FORBIDDEN'].includes(error.error.code);
      if (!gone) schedule(channelId, delayAfter(failures), failures + 1);
    }
  };

  const check = (): void => {
    for (const channelId of open.keys()) {
      if (isLogBehind(channelId)) schedule(channelId, state.get().logs[channelId]?.stale ? 0 : gapGrace);
    }
  };

  const subscribe = async (channelIds: string[]): Promise<void> => {
    if (channelIds.length === 0 || !connected()) return;
    try {
      // First the subscription, then the question what came before it: the other way round leaves a hole.
      await call('channel.subscribe', { channelIds });
    } catch {
      return; // The next connection starts anew.
    }
    doubts += 1;
    for (const channelId of channelIds) markStale(channelId);
    check();
  };

  return {
    reconnected: () => void subscribe([...open.keys()]),
    channelOpened: (channelId) => void subscribe([channelId]),
    channelClosed(channelId) {
      if (open.has(channelId) || !connected()) return;
      call('channel.unsubscribe', { channelIds: [channelId] }).catch(() => undefined);
    },
    doubt() {
      doubts += 1;
      for (const channelId of open.keys()) markStale(channelId);
      check();
    },
    check,
  };
}

function delayAfter(failures: number): number {
  return retryDelay * 2 ** Math.min(failures, 3);
}
