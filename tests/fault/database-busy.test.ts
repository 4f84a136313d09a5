import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { expectNothingLost } from '../support/oracle.ts';
import { type Stage, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

/** Somebody else's transaction, which holds what `statement` locks until `release`. */
async function holdLock(
  statement: string,
  values: unknown[] = [],
): Promise<{ release: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: stage.databaseUrl });
  onTestFinished(() => client.end());
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement, values);
  return { release: async () => void (await client.query('ROLLBACK')) };
}

/** How many of the app's connections wait for a lock. */
async function countWaiting(): Promise<number> {
  const { rows } = await stage.world.db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'hearth' AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
}

test('fault 7: a full pool answers 503 within 3 s with Retry-After, while events and open sockets live on', async () => {
  const channelId = await stage.channel();
  const app = await stage.start({ env: { HEARTH_DATABASE_POOL: '2', HEARTH_STATEMENT_TIMEOUT_MS: '9000' } });
  const recorder = await stage.client(app.url, channelId);
  const get = async () => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${recorder.person.token}` };
    const response = await fetch(`${app.url}/api/v1/me`, { headers });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      ms: performance.now() - start,
    };
  };

  const lock = await holdLock('LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE');
  // One after the other: requests of one moment look their sessions up together, on one connection.
  const stuck: ReturnType<typeof get>[] = [];
  for (let taken = 1; taken <= 2; taken += 1) {
    stuck.push(get());
    await waitFor(async () => (await countWaiting()) === taken, {
      message: `connection ${taken} to be taken`,
    });
  }
  const refused = await Promise.all([get(), get(), get()]);
  for (const { status, retryAfter, ms } of refused) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(ms).toBeLessThan(3500);
  }
  // An event of somebody else's commit arrives all the same: LISTEN has its own connection.
  const heard = recorder.events('community.updated').length;
  await stage.world.services.channels.updateChannel(stage.owner.ctx, { channelId, topic: 'still here' });
  await waitFor(() => recorder.events('community.updated').length > heard, { message: 'the event' });
  expect(recorder.lost).toEqual([]);

  expect((await Promise.all(stuck)).map(({ status }) => status)).toEqual([503, 503]); // statement_timeout
  expect(recorder.lost, 'connections lost because of a busy database').toEqual([]);
  await lock.release();
  expect((await get()).status).toBe(200);
  await app.stop();
});

test('fault 8: a statement that waits too long ends at statement_timeout, and other channels do not notice', async () => {
  const [stuck, normal] = [await stage.channel(), await stage.channel()];
  const app = await stage.start({ env: { HEARTH_STATEMENT_TIMEOUT_MS: '4000' } });
  const recorders = await Promise.all(Array.from({ length: 6 }, () => stage.client(app.url, normal)));
  const [reader] = recorders;

  const lock = await holdLock('SELECT id FROM channels WHERE id = $1 FOR UPDATE', [stuck]);
  const startedAt = performance.now();
  const waiting: Promise<unknown>[] = [];
  const times: number[] = [];
  for (let n = 0; n < 24; n += 1) {
    // In the same moment, so that both channels would meet in one transaction; each time somebody else, so that nobody
    // waits for an earlier message of their own.
    waiting.push(recorders[n % recorders.length]!.send(stuck, `into the lock ${n}`));
    const sentAt = performance.now();
    await Promise.all(recorders.map((recorder) => recorder.send(normal, `beside it ${n}`)));
    times.push(performance.now() - sentAt);
  }
  expect(countOf(recorders, normal), 'acknowledged in the other channel').toBe(24 * recorders.length);
  expect(Math.max(...times), 'ms until the other channel answered').toBeLessThan(1000);
  await reader!.call('channel.history', { channelId: stuck });

  expect((await Promise.all(waiting)).every((message) => message === undefined)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  for (const recorder of recorders)
    for (const error of recorder.refused.values()) expect(error.code).toBe('UNAVAILABLE');
  await lock.release();
  await Promise.all(recorders.map((recorder) => recorder.flush()));
  for (const channelId of [stuck, normal]) await expectNothingLost(stage.world.db.pool, recorders, channelId);
  await app.stop();
});

function countOf(recorders: { acked: Map<string, { channelId: string }> }[], channelId: string): number {
  return recorders
    .flatMap(({ acked }) => [...acked.values()])
    .filter((message) => message.channelId === channelId).length;
}
