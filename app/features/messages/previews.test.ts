import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { messageLimits, type PreviewDto } from '#contract/messages';
import { Unreachable } from '../../realtime/call-error.ts';
import { type Connection, startingConnection } from '../../realtime/connection.ts';
import { makeBootstrap, viewer } from '../../realtime/fixtures.ts';
import type { Realtime } from '../../realtime/realtime.ts';
import { type ClientState, fromBootstrap } from '../../realtime/state.ts';
import { createStore } from '../../realtime/store.ts';
import { previewsOf } from './previews.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const preview = (id: string): PreviewDto => ({
  ...{ id, seq: 1, version: 1, author: null, excerpt: id, createdAt: new Date(0).toISOString() },
  channel: { id: 'workshop', name: 'workshop', parentId: null },
  place: { kind: 'community', id: 'club', name: 'Millbrook Makers' },
});

function setUp() {
  const state = createStore<ClientState>(fromBootstrap(viewer, makeBootstrap()));
  const connection = createStore<Connection>(startingConnection);
  const asked: string[][] = [];
  const waiting: { answer: (ids: string[]) => void; fail: () => void }[] = [];
  const call = (_: string, { messageIds }: { messageIds: string[] }) => {
    asked.push(messageIds);
    return new Promise((resolve, reject) =>
      waiting.push({
        answer: (ids) => resolve({ previews: ids.map(preview) }),
        fail: () => reject(new Unreachable('preview.list')),
      }),
    );
  };
  const realtime = { state, connection, call } as unknown as Realtime;
  const previews = previewsOf(realtime);
  const status = (value: Connection['status']) => connection.update(() => ({ status: value, settled: true }));
  const passTime = (ms = 20) => vi.advanceTimersByTimeAsync(ms);
  return { state, previews, asked, waiting, status, passTime, realtime };
}

test('what comes on screen together is asked for together, twenty at most, and once', async () => {
  const { previews, asked, waiting, passTime, realtime } = setUp();
  expect(previewsOf(realtime)).toBe(previews);
  const ids = Array.from({ length: messageLimits.previewsMax + 1 }, (_, n) => `m${n}`);
  for (const id of ids) previews.show(id);
  previews.show('m0');
  await passTime();
  expect(asked).toEqual([ids.slice(0, -1), ids.slice(-1)]);
  waiting[0]!.answer(['m0']);
  waiting[1]!.answer([]);
  await passTime();
  expect(previews.known.get().get('m0')).toEqual(preview('m0'));
  expect(previews.known.get().get('m1')).toBeNull();
  previews.show('m0');
  await passTime();
  expect(asked).toHaveLength(2);
});

test('when the viewer’s places change, an older answer counts no more, and what is on screen is asked for again', async () => {
  const { state, previews, asked, waiting, passTime } = setUp();
  previews.show('m1')();
  previews.show('m2');
  await passTime();
  state.update((value) => ({ ...value, communities: { ...value.communities } }));
  await passTime();
  expect(asked).toEqual([['m1', 'm2'], ['m2']]);
  waiting[1]!.answer([]);
  waiting[0]!.answer(['m1', 'm2']);
  await passTime();
  expect([...previews.known.get()]).toEqual([['m2', null]]);
});

test('after the connection was lost, or an answer did not come, the next one asks again', async () => {
  const { previews, asked, waiting, status, passTime } = setUp();
  previews.show('m1');
  await passTime();
  waiting[0]!.fail();
  await passTime();
  expect(previews.known.get().has('m1')).toBe(false);
  status('connected');
  await passTime();
  expect(asked).toHaveLength(2);
  waiting[1]!.answer(['m1']);
  await passTime();
  status('connecting');
  status('connected');
  await passTime();
  expect(asked).toHaveLength(3);
  // It stays on screen meanwhile.
  expect(previews.known.get().get('m1')).toEqual(preview('m1'));
});
