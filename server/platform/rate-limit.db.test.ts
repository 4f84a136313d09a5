import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, createWorld } from '../../tests/support/world.ts';
import { RateLimit, deleteExpiredLimits } from './rate-limit.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let next = 0;
const secret = 'x'.repeat(43);
const replica = (points: number, seconds = 60) =>
  new RateLimit({ db: world.db, secret }, `test-${next}`, points, seconds);
const limit = (points: number, seconds = 60) => {
  next += 1;
  return replica(points, seconds);
};
const granted = async (calls: Promise<void>[]) =>
  (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;

test('R1 of many at the same moment exactly as many pass as are allowed, also over two replicas', async () => {
  const [here, there] = [limit(7), replica(7)];
  expect(await granted(Array.from({ length: 60 }, (_, n) => (n % 2 ? here : there).consume('key')))).toBe(7);
  await expect(here.consume('key')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfter: expect.any(Number),
  });
});

test('the wait that is named is no longer than the window, and at least a second', async () => {
  const short = limit(1, 30);
  await short.consume('key');
  const { retryAfter } = (await short.consume('key').catch((error: unknown) => error)) as {
    retryAfter: number;
  };
  expect(retryAfter).toBeGreaterThanOrEqual(1);
  expect(retryAfter).toBeLessThanOrEqual(30);
});

test('keys and prefixes do not share a count', async () => {
  const [one, other] = [limit(1), limit(1)];
  await one.consume('a');
  await one.consume('b');
  await other.consume('a');
  expect(await granted([one.consume('a'), one.consume('b'), other.consume('a')])).toBe(0);
});

test('a refund gives one attempt back, and no more than was taken', async () => {
  const limited = limit(2);
  await limited.consume('key');
  await limited.refund('key');
  expect(await granted(Array.from({ length: 5 }, () => limited.consume('key')))).toBe(2);
});

test('asking whether something is left takes nothing', async () => {
  const limited = limit(3);
  for (let n = 0; n < 10; n += 1) await limited.refuseWhenSpent('key');
  expect(await granted(Array.from({ length: 5 }, () => limited.consume('key')))).toBe(3);
  await expect(limited.refuseWhenSpent('key')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await limited.refuseWhenSpent('another');
});

test('a window that is over counts no more', async () => {
  const limited = limit(1, 60);
  await limited.consume('key');
  await world.db.pool.query('UPDATE rate_limits SET expire = 1');
  await limited.refuseWhenSpent('key');
  expect(await granted([limited.consume('key'), limited.consume('key')])).toBe(1);
});

test('what is over is deleted, and what still counts is not', async () => {
  await world.db.pool.query('DELETE FROM rate_limits');
  const [over, counting] = [limit(1, 60), limit(1, 3600)];
  for (const key of ['a', 'b', 'c']) await over.consume(key);
  await counting.consume('a');
  expect(await deleteExpiredLimits(world.db, new Date())).toBe(0);
  expect(await deleteExpiredLimits(world.db, new Date(Date.now() + 61_000))).toBe(3);
  expect(await granted([counting.consume('a')])).toBe(0);
});

test('a key of any length and script is one key', async () => {
  const limited = limit(1);
  for (const key of ['x'.repeat(5000), 'é'.repeat(200), "'; DROP TABLE rate_limits; --", '💣'.repeat(150)]) {
    await limited.consume(key);
    expect(await granted([limited.consume(key)])).toBe(0);
  }
});
