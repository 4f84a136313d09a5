import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { countAcked, writeSteadily } from '../support/recorder.ts';
import { type Stage, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const isReady = async (url: string) => (await fetch(`${url}/readyz`)).status === 200;

test('fault 3: a killed Postgres costs no acknowledged message and no restart of the app, which is healthy within 30 s', async () => {
  const { cluster, world } = stage;
  const channelId = await stage.channel();
  const app = await stage.start();
  const { pid } = app;
  const recorders = await Promise.all(Array.from({ length: 4 }, () => stage.client(app.url, channelId)));
  const stop = writeSteadily(recorders, channelId, 20);
  await waitFor(() => countAcked(recorders) > 50, { message: 'some messages' });

  await cluster.kill9();
  await waitFor(async () => (await fetch(`${app.url}/readyz`)).status === 503, {
    message: 'the app to be unready',
  });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await stop();
  expect(recorders.flatMap((recorder) => recorder.unacked()).length).toBeGreaterThan(0);

  await cluster.restart();
  await waitFor(() => isReady(app.url), { timeout: 30_000, message: 'the app to be ready again' });
  expect(app.exited()).toBeUndefined();
  expect(app.pid).toBe(pid);
  await Promise.all(recorders.map((recorder) => recorder.flush(20_000)));
  await expectNothingLost(world.db.pool, recorders, channelId);
  for (const recorder of recorders) await untilCaughtUp(world.db.pool, recorder, channelId);
  await app.stop();
});

test('fault 4: a Postgres restarted during broadcasts is heard again by all replicas, and gaps are filled within 5 s', async () => {
  const { cluster, world } = stage;
  const channelId = await stage.channel();
  const { apps } = await stage.startReplicas();
  const recorders = await Promise.all(
    [0, 0, 1, 1].map((replica) => stage.client(apps[replica]!.url, channelId)),
  );
  const [here, , there] = recorders;
  const stop = writeSteadily(recorders, channelId, 20);
  await waitFor(() => countAcked(recorders) > 50, { message: 'some messages' });
  await cluster.restart();
  const before = countAcked(recorders);
  await waitFor(() => countAcked(recorders) > before + 50, {
    timeout: 30_000,
    message: 'messages after the restart',
  });
  await stop();
  await Promise.all(recorders.map((recorder) => recorder.flush(20_000)));
  await Promise.all(recorders.map((recorder) => untilCaughtUp(world.db.pool, recorder, channelId, 5000)));
  await expectNothingLost(world.db.pool, recorders, channelId);
  for (const app of apps) expect(app.exited()).toBeUndefined();

  // Not by catching up: the replicas tell each other again.
  await waitFor(
    async () => {
      const message = await here!.send(channelId, 'heard again?');
      await waitFor(
        () => there!.events('message.created').some(({ payload }) => payload.message.id === message?.id),
        { timeout: 300 },
      );
      return true;
    },
    { timeout: 5000, message: 'the other replica to hear broadcasts' },
  );
});
