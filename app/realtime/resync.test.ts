import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageChanges, MessagePage } from '#contract/messages';
import { applyEvent } from './apply-event.ts';
import { Refused, Unreachable } from './call-error.ts';
import { makeBootstrap, makeMessage, makePage, viewer } from './fixtures.ts';
import type { OpenChannels } from './realtime.ts';
import { createResync, gapGrace } from './resync.ts';
import { type ClientState, fromBootstrap, withPage } from './state.ts';
import { createStore } from './store.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const first = makePage([makeMessage(1), makeMessage(2)]);

function setUp() {
  const open: OpenChannels = new Map([['workshop', { count: 1, anchor: undefined }]]);
  const state = createStore<ClientState>(
    withPage(fromBootstrap(viewer, makeBootstrap()), 'workshop', first, 'replace'),
  );
  const calls: [string, unknown][] = [];
  const answers: Record<string, (MessageChanges | MessagePage | Error)[]> = {};
  const resync = createResync({
    state,
    open,
    connected: () => true,
    call: async (name: string, input: unknown): Promise<never> => {
      calls.push([name, input]);
      const answer = answers[name]?.shift() ?? {};
      if (answer instanceof Error) throw answer;
      return answer as never;
    },
  });
  const receive = (seq: number): void => {
    state.update((value) => applyEvent(value, 'message.created', { message: makeMessage(seq) }, 0));
    resync.check();
  };
  const ids = (): string[] => state.get().logs['workshop']?.messages.map(({ id }) => id) ?? [];
  return { open, state, calls, answers, resync, receive, ids };
}

test('packets out of order cost nothing', async () => {
  const { calls, receive, ids } = setUp();
  for (const seq of [5, 3, 4]) receive(seq);
  await vi.advanceTimersByTimeAsync(gapGrace * 2);
  expect(calls).toEqual([]);
  expect(ids()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
});

test('a gap that lasts is asked for once', async () => {
  const { calls, answers, receive, ids } = setUp();
  answers['channel.changes'] = [
    { reload: false, messages: [makeMessage(3), makeMessage(4)], version: 4, posted: 4 },
  ];
  receive(4);
  await vi.advanceTimersByTimeAsync(gapGrace - 1);
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(gapGrace * 3);
  expect(calls).toEqual([['channel.changes', { channelId: 'workshop', since: 2 }]]);
  expect(ids()).toEqual(['m1', 'm2', 'm3', 'm4']);
});

test('what came while the channel’s page was under way is asked for', async () => {
  const { state, calls, answers, resync, receive, ids } = setUp();
  state.update((value) => ({ ...value, logs: {} }));
  receive(3);
  answers['channel.changes'] = [{ reload: false, messages: [makeMessage(3)], version: 3, posted: 3 }];
  state.update((value) => withPage(value, 'workshop', first, 'replace'));
  resync.check();
  await vi.advanceTimersByTimeAsync(gapGrace * 2);
  expect(calls).toEqual([['channel.changes', { channelId: 'workshop', since: 2 }]]);
  expect(ids()).toEqual(['m1', 'm2', 'm3']);
});

test('after connecting it subscribes, then asks what came before', async () => {
  const { calls, answers, resync } = setUp();
  answers['channel.changes'] = [{ reload: false, messages: [], version: 2, posted: 2 }];
  resync.reconnected();
  await vi.advanceTimersByTimeAsync(10);
  expect(calls.map(([name]) => name)).toEqual(['channel.subscribe', 'channel.changes']);
});

test('too far behind, it loads anew around what is being read', async () => {
  const { open, calls, answers, resync, ids } = setUp();
  open.set('workshop', { count: 1, anchor: () => 'm2' });
  answers['channel.changes'] = [{ reload: true, version: 900, posted: 900 }];
  answers['channel.history'] = [
    makePage([makeMessage(2), makeMessage(800)], { version: 900, hasAfter: true }),
  ];
  resync.doubt();
  await vi.advanceTimersByTimeAsync(10);
  expect(calls.at(-1)).toEqual(['channel.history', { channelId: 'workshop', around: 'm2' }]);
  expect(ids()).toEqual(['m2', 'm800']);
});

test('a failed catch-up is tried again, ever more rarely', async () => {
  const { calls, answers, resync, ids } = setUp();
  answers['channel.changes'] = [
    new Unreachable('x'),
    new Unreachable('x'),
    { reload: false, messages: [makeMessage(3)], version: 3, posted: 3 },
  ];
  resync.doubt();
  await vi.advanceTimersByTimeAsync(500);
  expect(calls).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2000);
  expect(calls).toHaveLength(3);
  expect(ids()).toEqual(['m1', 'm2', 'm3']);
});

test('a channel that is gone is not asked for again', async () => {
  const { calls, answers, resync } = setUp();
  answers['channel.changes'] = [new Refused({ code: 'NOT_FOUND', message: '' })];
  resync.doubt();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(1);
});

test('a doubt during a catch-up makes another', async () => {
  const { calls, answers, resync } = setUp();
  const none: MessageChanges = { reload: false, messages: [], version: 2, posted: 2 };
  answers['channel.changes'] = [none, none];
  resync.doubt();
  vi.advanceTimersByTime(0);
  resync.doubt();
  await vi.advanceTimersByTimeAsync(50);
  expect(calls).toHaveLength(2);
});
