import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import type { Recorder } from '../support/recorder.ts';
import { type Stage, addCrowd, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

test('fault 29: after a restart 300 clients are back within 30 s, catch up, and nothing falls over', async () => {
  const channelId = await stage.channel();
  const { pool } = stage.world.db;
  const app = await stage.start();
  const crowd = await addCrowd(stage, 300);
  const recorders: Recorder[] = [];
  for (let start = 0; start < crowd.length; start += 25) {
    const some = crowd.slice(start, start + 25).map((person) => stage.client(app.url, channelId, person));
    recorders.push(...(await Promise.all(some)));
  }

  await app.kill9();
  await waitFor(() => recorders.every(({ connected }) => !connected), { message: 'all to notice' });
  const waiting = recorders.slice(0, 100);
  await Promise.all(waiting.map((recorder) => recorder.send(channelId, 'written while it was away')));
  await app.restart();
  const readyAt = performance.now();
  await Promise.all(recorders.map((recorder) => recorder.untilGreeted(2, 60_000)));
  const waits = recorders.map(({ greeted }) => greeted[1]! - readyAt).toSorted((a, b) => a - b);
  expect(waits[Math.ceil(waits.length * 0.99) - 1], 'p99 until greeted again').toBeLessThan(30_000);

  // A storm of its own: what waited goes out from everybody to everybody.
  await Promise.all(waiting.map((recorder) => recorder.flush()));
  for (const recorder of recorders.slice(80, 120)) await untilCaughtUp(pool, recorder, channelId, 10_000);
  await expectNothingLost(pool, recorders, channelId);
  expect(recorders[119]!.messages(channelId)).toHaveLength(waiting.length);
  expect(app.exited()).toBeUndefined();
});
