import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Batch } from './batch.ts';

/** Loads that a test finishes by hand, in any order. */
function byHand() {
  const loads: { keys: number[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const batch = new Batch<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        loads.push({ keys, finish: () => resolve(keys.map((key) => `value ${key}`)), fail: reject });
      }),
  );
  return { loads, batch, asked: () => loads.map(({ keys }) => keys) };
}

test('those of one turn go together, each gets its own answer', async () => {
  const { loads, batch, asked } = byHand();
  const answers = [3, 1, 2].map((key) => batch.get(key));
  await nextTurn();
  expect(asked()).toEqual([[3, 1, 2]]);
  loads[0]!.finish();
  expect(await Promise.all(answers)).toEqual(['value 3', 'value 1', 'value 2']);
});

test('nobody waits for those who asked before, nor is answered by what they asked for', async () => {
  const { loads, batch, asked } = byHand();
  void batch.get(1);
  await nextTurn();
  const later = batch.get(1);
  await nextTurn();
  expect(asked()).toEqual([[1], [1]]);
  loads[1]!.finish();
  expect(await later).toBe('value 1');
});

test('a failed query fails those it was asked for, and nobody else', async () => {
  const { loads, batch } = byHand();
  const first = [batch.get(1), batch.get(2)];
  await nextTurn();
  const second = batch.get(3);
  await nextTurn();
  loads[0]!.fail(new Error('gone'));
  loads[1]!.finish();
  expect(await Promise.allSettled(first)).toMatchObject([
    { reason: { message: 'gone' } },
    { reason: { message: 'gone' } },
  ]);
  expect(await second).toBe('value 3');
});
