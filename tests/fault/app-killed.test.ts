import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { type Recorder, countAcked, writeSteadily } from '../support/recorder.ts';
import { type Stage, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

test('fault 1: an app killed in the middle of sending loses nothing it acknowledged, and retries make no double', async () => {
  const { world } = stage;
  const channelId = await stage.channel();
  const app = await stage.start();
  const recorders = await Promise.all(Array.from({ length: 4 }, () => stage.client(app.url, channelId)));
  const stop = writeSteadily(recorders, channelId);
  await waitFor(() => countAcked(recorders) > 200, { message: 'some messages' });
  await app.kill9();
  await stop();
  const unacked = recorders.flatMap((recorder) => recorder.unacked());
  expect(unacked.length, 'messages that were under way').toBeGreaterThan(0);
  await expectNothingLost(world.db.pool, recorders, channelId);

  await app.restart();
  await Promise.all(recorders.map((recorder) => recorder.untilGreeted(2, 20_000)));
  await Promise.all(recorders.map((recorder) => recorder.flush()));
  await expectNothingLost(world.db.pool, recorders, channelId);
  for (const recorder of recorders) await untilCaughtUp(world.db.pool, recorder, channelId);
  await app.stop();
});

test('an app that is asked to stop answers what it has taken, and ends within 20 s', async () => {
  const { world } = stage;
  const channelId = await stage.channel();
  const app = await stage.start();
  const recorders = await Promise.all(Array.from({ length: 4 }, () => stage.client(app.url, channelId)));
  const [poster] = recorders as [Recorder];
  const stopWriting = writeSteadily(recorders, channelId);
  const stopPosting = postSteadily(app.url, poster.person.token, channelId);
  await waitFor(() => countAcked(recorders) > 200, { message: 'some messages' });
  process.kill(app.pid, 'SIGTERM');
  await waitFor(() => app.exited(), { timeout: 20_000, message: 'the app to end' });
  await stopWriting();
  const posted = await stopPosting();
  expect(app.exited()).toBe('exit code 0');
  expect(posted.length).toBeGreaterThan(5);

  const senders = recorders.map(({ person }) => person.id);
  const written = await world.db.pool.query<{ id: string; body: string }>(
    'SELECT id, body FROM messages WHERE author_id = ANY($1)',
    [senders],
  );
  const answered = new Set([
    ...recorders.flatMap((recorder) => [...recorder.acked.values()].map(({ id }) => id)),
    ...posted,
  ]);
  expect(written.rows.filter(({ id }) => !answered.has(id))).toEqual([]);
  expect(written.rows).toHaveLength(answered.size);
});

/** Posts over HTTP, four at a time, until the server is gone. The returned function gives the ids answered. */
function postSteadily(url: string, token: string, channelId: string): () => Promise<string[]> {
  const ids: string[] = [];
  const post = async () => {
    for (;;) {
      const response = await fetch(`${url}/api/v1/channels/${channelId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ clientId: randomUUID(), body: 'posted' }),
      }).catch(() => undefined);
      if (!response?.ok) return;
      ids.push(((await response.json()) as MessageDto).id);
    }
  };
  const posting = Promise.all(Array.from({ length: 4 }, post));
  return async () => {
    await posting;
    return ids;
  };
}
