import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { App } from '../support/app-process.ts';
import { startBalancer } from '../support/balancer.ts';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { countAcked, writeSteadily } from '../support/recorder.ts';
import { type Stage, denyEveryone, startStage } from '../support/replicas.ts';
import { type TcpProxy, startTcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).status;

/** Two replicas, the first of which reaches Postgres by a way that the test can break. */
async function startWithProxy(): Promise<{ apart: App; fine: App; proxy: TcpProxy }> {
  const proxy = await startTcpProxy(stage.cluster.port);
  onTestFinished(() => proxy.close());
  const throughProxy = new URL(stage.databaseUrl);
  throughProxy.port = String(proxy.port);
  const env = { HEARTH_STATEMENT_TIMEOUT_MS: '3000' }; // what is stuck is given up a second later
  const [apart, fine] = await Promise.all([
    stage.start({ cluster: true, env, databaseUrl: throughProxy.href }),
    stage.start({ cluster: true, env }),
  ]);
  onTestFinished(async () => void (await Promise.all([apart.stop(), fine.stop()])));
  return { apart, fine, proxy };
}

test('fault 20: a replica cut off from Postgres is unready, sheds its sockets and acknowledges nothing', async () => {
  const channelId = await stage.channel();
  const { pool } = stage.world.db;
  const { apart, fine, proxy } = await startWithProxy();
  const balancer = await startBalancer([apart.port, fine.port]);
  onTestFinished(() => balancer.close());
  const recorders = await Promise.all(Array.from({ length: 4 }, () => stage.client(balancer.url, channelId)));
  const stop = writeSteadily(recorders, channelId, 25);
  await waitFor(() => countAcked(recorders) > 100, { message: 'some messages' });

  // No reset, no error: packets go nowhere.
  proxy.stall();
  const cutAt = performance.now();
  await waitFor(async () => (await readiness(apart.url)) === 503, { timeout: 5000, message: 'unreadiness' });
  balancer.remove(apart.port); // as its health check would
  expect(await readiness(fine.url)).toBe(200);
  const moved = () => recorders.filter(({ lost }) => lost.length > 0);
  await waitFor(() => moved().length === 2, { timeout: 15_000, message: 'its two clients to be shed' });
  for (const { lost, sent } of moved()) {
    // What was on its way back when the packets stopped may still arrive.
    const late = [...sent.values()].filter(({ ackedAt }) => ackedAt > cutAt + 250 && ackedAt < lost[0]!);
    expect(late, 'acknowledged without a database').toEqual([]);
  }
  await Promise.all(moved().map((recorder) => recorder.untilGreeted(2, 15_000)));
  await stop();
  await Promise.all(recorders.map((recorder) => recorder.flush()));
  for (const recorder of recorders) await untilCaughtUp(pool, recorder, channelId);

  // What was stuck in the replica arrives late: it must not come twice.
  proxy.restore();
  await waitFor(async () => (await readiness(apart.url)) === 200, { timeout: 20_000, message: 'readiness' });
  const back = await stage.client(apart.url, channelId);
  await back.send(channelId, 'back in touch');
  await back.flush();
  for (const recorder of [...recorders, back]) await untilCaughtUp(pool, recorder, channelId);
  await expectNothingLost(pool, [...recorders, back], channelId);
});

test('fault 20: a Postgres that moved away without a word is found again within 30 s', async () => {
  const channelId = await stage.channel();
  const { pool } = stage.world.db;
  const { apart, fine, proxy } = await startWithProxy();
  const [here, there] = await Promise.all([
    stage.client(apart.url, channelId),
    stage.client(fine.url, channelId),
  ]);
  const stop = writeSteadily([here], channelId, 25);
  await waitFor(() => here.acked.size > 50, { message: 'some messages' });
  proxy.abandon();
  await stop();
  await here.flush(30_000);
  await untilCaughtUp(pool, there, channelId);

  // Not by catching up: the replicas tell each other again.
  await waitFor(
    async () => {
      const message = await there.send(channelId, 'heard again?');
      const heard = () =>
        here.events('message.created').some(({ payload }) => payload.message.id === message?.id);
      await waitFor(heard, { timeout: 300 });
      return true;
    },
    { timeout: 5000, message: 'broadcasts from the other replica' },
  );
  await expectNothingLost(pool, [here, there], channelId);
});

test('while LISTEN is down no stale permission is used, and what was missed is made up for', async () => {
  const channelId = await stage.channel();
  const app = await stage.start();
  onTestFinished(() => app.stop());
  const [owner, member] = await Promise.all([
    stage.client(app.url, channelId, stage.owner),
    stage.client(app.url, channelId),
  ]);
  // The event of this commit goes out while nobody at the app listens.
  const hangUp = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'hearth-listen'`;
  await denyEveryone(stage, channelId, ['channel.view'], hangUp);
  const refusal = { error: { code: 'NOT_FOUND' } };
  await expect(member.call('channel.history', { channelId })).rejects.toMatchObject(refusal);
  // On a busy machine that takes longer than sockets are left open: whoever comes back asks for everything too.
  await waitFor(() => member.events('resync').length > 0 || member.greeted.length > 1, {
    timeout: 15_000,
    message: 'LISTEN to be back',
  });
  await waitFor(() => member.state.get().counters[channelId] === undefined, {
    timeout: 1000,
    message: 'the channel to vanish',
  });
  await owner.send(channelId, 'a secret');
  await owner.flush();
  await expect(member.call('channel.history', { channelId })).rejects.toMatchObject(refusal);
  expect(member.events('message.created')).toEqual([]);
});
