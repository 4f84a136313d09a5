import { expect } from 'vitest';
import type { BootstrapDto } from '#contract/communities';
import type { MessagePage } from '#contract/messages';
import type { ServerEvents } from '#contract/protocol';
import { applyEvent } from '../../app/realtime/apply-event.ts';
import { type ClientState, fromBootstrap, withPage } from '../../app/realtime/state.ts';
import { HttpClient } from './http-client.ts';
import { asBrowser, connectSocket } from './socket-client.ts';
import { waitFor } from './wait-for.ts';
import type { Person } from './world.ts';

export interface Verification {
  url: string;
  /** Whose screen it is. */
  viewer: Person;
  /** Channels open on that screen. */
  open: string[];
  /** The event that must be among those received. */
  event: keyof ServerEvents;
  /** The use case, by whomever. */
  act: () => Promise<unknown>;
}

/**
 * The promise behind everything live: what a page shows after the events is what it would show if it were loaded anew.
 * Loads a state, subscribes, runs the use case, applies the events that come to the state, and compares it with one
 * that is loaded afterwards.
 *
 * @returns the state after the events
 */
export async function verifyEvents({ url, viewer, open, event, act }: Verification): Promise<ClientState> {
  const client = await connectSocket(url, asBrowser(url, viewer.token));
  try {
    const answer = await client.call('channel.subscribe', { channelIds: open });
    expect(answer.data?.channelIds).toEqual(open);
    const before = await load(url, viewer, open);
    const already = client.heard.length;
    await act();

    let after = before;
    let loaded = before;
    await waitFor(
      async () => {
        loaded = await load(url, viewer, open);
        const events = client.heard.slice(already);
        after = events.reduce(
          (state, { name, payload }) => applyEvent(state, name, payload, Date.now()),
          before,
        );
        const heard = events.some(({ name }) => name === event);
        return heard && JSON.stringify(shown(after)) === JSON.stringify(shown(loaded));
      },
      { timeout: 5000, message: `${event} and the same state` },
      // What differs says more than that the time is over.
    ).catch(() => undefined);
    expect(client.heard.slice(already).map(({ name }) => name)).toContain(event);
    expect(shown(after)).toEqual(shown(loaded));
    return after;
  } finally {
    client.close();
  }
}

/** What the loaders give: communities, counters, and the newest page of each open channel that may still be seen. */
async function load(url: string, viewer: Person, open: string[]): Promise<ClientState> {
  const client = new HttpClient(url, { bearer: viewer.token });
  try {
    const account = (await client.get('/api/v1/me')).json();
    const bootstrap = (await client.get('/api/v1/bootstrap')).json() as BootstrapDto;
    let state = fromBootstrap(account, bootstrap);
    for (const channelId of open) {
      const page = await client.get(`/api/v1/channels/${channelId}/messages`);
      if (page.status === 200) state = withPage(state, channelId, page.json() as MessagePage, 'replace');
    }
    return state;
  } finally {
    client.close();
  }
}

/** What of a state a person can see: not how the log keeps its books. In one order of keys. */
function shown({ communities, communityOrder, counters, logs, notifications, own }: ClientState): unknown {
  const sorted = <T>(record: Record<string, T>) =>
    Object.entries(record).sort(([a], [b]) => a.localeCompare(b));
  return {
    communities: sorted(communities).map(([, community]) => sorted({ ...community })),
    own: sorted({ ...own }),
    communityOrder: communityOrder.toSorted(),
    notifications,
    counters: sorted(counters).map(([, entry]) => sorted({ ...entry })),
    logs: sorted(logs).map(([id, log]) => ({
      id,
      messages: log.messages.map((message) => sorted({ ...message })),
      hasBefore: log.hasBefore,
      hasAfter: log.hasAfter,
      version: log.version,
    })),
  };
}
