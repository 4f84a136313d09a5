import type { MessageChanges, MessagePage } from '#contract/messages';
import { logFromPage, type Placement } from './channel-log.ts';
import { addPage, putChanges } from './log-changes.ts';
import { type ClientState, mergeCounters, onlyVisible, withThreads } from './client-state.ts';

export { type ClientState, changedSince, fromBootstrap, withBootstrap } from './client-state.ts';

/** Adds a page of history to the channel's log; the counters learn from it too. */
export function withPage(
  state: ClientState,
  channelId: string,
  page: MessagePage,
  placement: Placement,
): ClientState {
  const log = state.logs[channelId];
  const next = log ? addPage(log, page, placement) : logFromPage(channelId, page);
  const added = {
    ...state,
    logs: { ...state.logs, [channelId]: next },
    counters: mergeCounters(state.counters, channelId, page),
  };
  return page.threads.length === 0
    ? added
    : onlyVisible({ ...added, threads: withThreads(state.threads, page.threads) });
}

/**
 * Applies the answer to "what changed after `since`?". One that says `reload` only moves the counters: the caller then
 * fetches a page.
 */
export function withChanges(
  state: ClientState,
  channelId: string,
  changes: MessageChanges,
  since: number,
): ClientState {
  const log = state.logs[channelId];
  const counters = mergeCounters(state.counters, channelId, changes);
  if (!log || changes.reload) return { ...state, counters };
  const next = putChanges(log, { ...changes, since });
  return { ...state, counters, logs: { ...state.logs, [channelId]: next } };
}
