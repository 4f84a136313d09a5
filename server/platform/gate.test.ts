import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

/** A task that ends when told to, and how many were at work at the same time. */
function workshop(gate: Gate) {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const start = (n: number) =>
    gate.run(async () => {
      order.push(n);
      most = Math.max(most, (running += 1));
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
      return n;
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { start, endOne: () => ends.shift()?.(), turn, most: () => most, order };
}

test('runs so many at once, lets so many wait in their order, and refuses the rest at once', async () => {
  const { start, endOne, turn, most, order } = workshop(new Gate(2, 3));
  const taken = Array.from({ length: 5 }, (_, n) => start(n));
  await expect(start(5)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: expect.any(Number) });
  for (let n = 0; n < 5; n += 1) {
    await turn();
    endOne();
  }
  expect(await Promise.all(taken)).toEqual([0, 1, 2, 3, 4]);
  expect([most(), order]).toEqual([2, [0, 1, 2, 3, 4]]);
});

test('a place is free again after an end, whichever end it was', async () => {
  const gate = new Gate(1, 1);
  for (let round = 0; round < 5; round += 1) {
    await expect(gate.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await gate.run(async () => round)).toBe(round);
  }
  await expect(
    gate.run(() => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  expect(await gate.run(async () => 'free')).toBe('free');
});

test('who comes while a place passes to the next in line does not overtake', async () => {
  const { start, endOne, turn, most, order } = workshop(new Gate(1, 5));
  const first = start(0);
  const second = start(1);
  endOne();
  const third = start(2);
  for (let n = 0; n < 3; n += 1) {
    await turn();
    endOne();
  }
  await Promise.all([first, second, third]);
  expect([most(), order]).toEqual([1, [0, 1, 2]]);
});
