import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBuckets } from './token-bucket.ts';

function withClock(perSecond: number, burst: number) {
  let now = 0;
  return { buckets: new TokenBuckets(perSecond, burst, () => now), pass: (ms: number) => void (now += ms) };
}

test('a burst at once, then one for each fraction of a second', () => {
  const { buckets, pass } = withClock(5, 10);
  for (let n = 0; n < 10; n += 1) expect(buckets.take('a')).toBe(0);
  expect(buckets.take('a')).toBeCloseTo(0.2);
  pass(199);
  expect(buckets.take('a')).toBeGreaterThan(0);
  pass(1);
  expect(buckets.take('a')).toBe(0);
  expect(buckets.take('a')).toBeGreaterThan(0);
});

test('what costs more waits longer', () => {
  const { buckets, pass } = withClock(5, 10);
  expect([buckets.take('a', 10), buckets.take('b', 9), buckets.take('b')]).toEqual([0, 0, 0]);
  expect(buckets.take('a', 10)).toBeCloseTo(2);
  pass(1000);
  expect(buckets.take('a', 10)).toBeCloseTo(1);
  expect(buckets.take('a', 5)).toBe(0);
});

test('asking in vain costs nothing and gains nothing', () => {
  const { buckets, pass } = withClock(1, 1);
  buckets.take('a');
  for (let n = 0; n < 100; n += 1) {
    pass(1);
    buckets.take('a');
  }
  pass(899);
  expect(buckets.take('a')).toBeGreaterThan(0);
  pass(1);
  expect(buckets.take('a')).toBe(0);
});

test('one key does not use up another’s', () => {
  const { buckets } = withClock(1, 1);
  expect(buckets.take('a')).toBe(0);
  expect(buckets.take('b')).toBe(0);
  expect(buckets.take('a')).toBeGreaterThan(0);
});

test('a day of rest gives one burst, not a day’s worth', () => {
  const { buckets, pass } = withClock(5, 3);
  buckets.take('a');
  pass(86_400_000);
  const granted = Array.from({ length: 10 }, () => buckets.take('a')).filter((wait) => wait === 0);
  expect(granted).toHaveLength(3);
});

test('in no stretch of time is more granted than the burst and what came back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }),
      (perSecond, burst, pauses) => {
        const { buckets, pass } = withClock(perSecond, burst);
        let granted = 0;
        let elapsed = 0;
        for (const pause of pauses) {
          pass(pause);
          elapsed += pause;
          if (buckets.take('a') === 0) granted += 1;
          expect(granted).toBeLessThanOrEqual(burst + (elapsed / 1000) * perSecond + 1e-6);
        }
      },
    ),
  );
});

test('a hundred thousand keys that came and went leave room, and those still at work keep their count', () => {
  const { buckets, pass } = withClock(1, 1);
  for (let n = 0; n < 49_999; n += 1) buckets.take(`gone-${n}`);
  pass(5000);
  buckets.take('busy');
  for (let n = 0; n < 50_000; n += 1) buckets.take(`new-${n}`);
  expect(buckets.take('busy')).toBeGreaterThan(0);
});
