import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OverviewDto } from '#contract/metrics';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let replica: World;
let admin: Person;
beforeAll(async () => {
  world = await createWorld({ PORT: '3001' });
  replica = await createWorld({ HEARTH_DATABASE_URL: world.databaseUrl, PORT: '3002' });
  admin = await world.person();
  await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
  if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
});
afterAll(async () => {
  await replica.close();
  await world.close();
});

const overview = (range = 'day'): Promise<OverviewDto> =>
  world.services.metrics.getOverview(admin.ctx, { range });
const values = ({ series }: OverviewDto, name: string) =>
  series.find((each) => each.name === name)!.values.filter((value) => value !== null);

test('only administrators of the instance see figures', async () => {
  const member = await world.person();
  await expect(world.services.metrics.getOverview(member.ctx, {})).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('replicas add up what they count and what each has, and write the instance’s figures once', async () => {
  const { channelId } = await world.community(admin);
  for (let n = 0; n < 3; n += 1) await world.send(admin, channelId);
  for (let n = 0; n < 2; n += 1) await replica.send(admin, channelId);
  world.services.metrics.observe('connections', () => 4);
  replica.services.metrics.observe('connections', () => 6);
  await Promise.all([world.services.metrics.collectMetrics(), replica.services.metrics.collectMetrics()]);
  const shown = await overview();
  expect(shown.now).toMatchObject({ messagesToday: 5, connections: 10, accounts: 2, active: 2, replicas: 2 });
  expect(shown.now.database).toBeGreaterThan(1_000_000);
  expect(values(shown, 'messages').reduce((sum, value) => sum + value, 0)).toBe(5);
  expect(values(shown, 'connections')).toEqual([10]);
  expect(values(shown, 'accounts')).toEqual([2]);
  expect(shown.since).not.toBeNull();
});

test('what could not be written is counted the next time', async () => {
  const { channelId } = await world.community(admin);
  await world.send(admin, channelId);
  await world.db.pool.query('ALTER TABLE metrics RENAME TO metrics_away');
  await expect(world.services.metrics.flushCounts()).rejects.toThrow();
  await world.db.pool.query('ALTER TABLE metrics_away RENAME TO metrics');
  await world.services.metrics.flushCounts();
  expect((await overview()).now.messagesToday).toBe(6);
});

test('minutes become hours and days, twice the same; old ones go', async () => {
  await world.db.pool.query(
    `INSERT INTO metrics (name, resolution, bucket, replica, value, max)
     SELECT 'messages', 'minute', date_trunc('hour', now(), 'UTC') - interval '2 hours' + make_interval(mins => n), '', 10, 10 FROM generate_series(0, 59) n
     UNION ALL SELECT 'memory', 'minute', date_trunc('hour', now(), 'UTC') - interval '2 hours' + make_interval(mins => n), r, 100, 100 FROM generate_series(0, 59) n, unnest(array['a', 'b']) r
     UNION ALL SELECT 'memory', 'minute', date_trunc('minute', now()) - interval '3 days', 'a', 1, 1`,
  );
  const { metrics } = world.services;
  await metrics.rollUpMetrics();
  await metrics.rollUpMetrics();
  const hour = await world.db.pool.query<{ name: string; value: number; max: number }>(
    `SELECT name, value, max FROM metrics WHERE resolution = 'hour' AND bucket = date_trunc('hour', now(), 'UTC') - interval '2 hours' ORDER BY name`,
  );
  expect(hour.rows).toEqual([
    { name: 'memory', value: 200, max: 200 },
    { name: 'messages', value: 600, max: 10 },
  ]);
  const { rows } = await world.db.pool.query(
    `SELECT sum(value)::int AS messages FROM metrics WHERE resolution = 'day' AND name = 'messages'`,
  );
  expect(rows).toEqual([{ messages: 606 }]);
  expect(
    (
      await world.db.pool.query(
        `SELECT 1 FROM metrics WHERE bucket < now() - interval '49 hours' AND resolution = 'minute'`,
      )
    ).rows,
  ).toEqual([]);
  for (const range of ['month', 'year'] as const)
    expect(values(await overview(range), 'messages').reduce((sum, value) => sum + value, 0)).toBe(606);
});
