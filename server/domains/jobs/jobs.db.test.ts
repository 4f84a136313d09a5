import { afterAll, beforeAll, expect, test } from 'vitest';
import { choresOf } from '#server/jobs/sweeper.ts';
import { AppError } from '#server/platform/errors.ts';
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

const jobs = () => world.services.jobs;
const runsOf = async (name: string) =>
  (await jobs().listJobs(admin.ctx)).find((job) => job.name === name)?.runs;

test('every chore does its work on an empty instance, and says so', async () => {
  jobs().register(choresOf(world.services));
  for (const { name } of choresOf(world.services)) await jobs().runDue(name);
  for (const { name, runs } of await jobs().listJobs(admin.ctx))
    expect([name, runs]).toMatchObject([name, [{ error: null }]]);
});

test('only administrators of the instance see and run them; each run is noted', async () => {
  const member = await world.person();
  for (const attempt of [
    () => jobs().listJobs(member.ctx),
    () => jobs().runJob(member.ctx, { name: 'delete stale sessions' }),
    () => jobs().runJob(admin.ctx, { name: 'no such chore' }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await jobs().runJob(admin.ctx, { name: 'delete stale sessions' });
  const { entries } = await world.services.audit.listInstanceEntries(admin.ctx, { action: 'job.run' });
  expect(entries).toMatchObject([{ target: { name: 'delete stale sessions' } }]);
});

test('a failure is told at once, and forgotten when the next run goes well', async () => {
  let broken = true;
  const fail = async () => {
    if (broken) throw new AppError('UNAVAILABLE', 'The disk is away.');
    return 3;
  };
  jobs().register([{ name: 'mend', everyMs: 1000, run: fail }]);
  await jobs().runDue('mend');
  expect(await runsOf('mend')).toMatchObject([{ error: 'The disk is away.', count: 0 }]);
  broken = false;
  await jobs().runDue('mend');
  expect(await runsOf('mend')).toMatchObject([{ error: null, count: 3 }]);
});

test('a chore that runs all the time writes little, and never beside itself', async () => {
  let runs = 0;
  let beside = 0;
  let most = 0;
  jobs().register([
    {
      name: 'busy',
      everyMs: 1,
      run: async () => {
        runs += 1;
        most = Math.max(most, (beside += 1));
        await new Promise((resolve) => setImmediate(resolve));
        beside -= 1;
        return 0;
      },
    },
  ]);
  await jobs().runDue('busy');
  const [first] = (await runsOf('busy'))!;
  await Promise.all([jobs().runDue('busy'), jobs().runDue('busy'), jobs().runDue('busy')]);
  expect([runs, most]).toEqual([2, 1]);
  expect(await runsOf('busy')).toEqual([{ ...first, nextAt: expect.any(String) }]);
});

test('each replica has a line of its own, which goes when it has been away for long', async () => {
  for (const each of [world, replica]) {
    each.services.jobs.register([{ name: 'shared', everyMs: 1000, run: async () => 1 }]);
    await each.services.jobs.runDue('shared');
  }
  expect(new Set((await runsOf('shared'))?.map(({ replica: name }) => name)).size).toBe(2);
  world.advance(3 * 24 * 60 * 60_000);
  await jobs().forgetRuns();
  expect(await runsOf('shared')).toEqual([]);
});
