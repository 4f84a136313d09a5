import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpClient } from '../support/http-client.ts';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { Recorder, countAcked, writeSteadily } from '../support/recorder.ts';
import type { Person } from '../support/world.ts';
import { waitFor } from '../support/wait-for.ts';
import { docker } from './docker.ts';
import { type Community, setUp, signIn } from './people.ts';
import { type Stack, startStack } from './stack.ts';

let stack: Stack;
let community: Community;
/** The edge's cookie for each of the two replicas. */
let cookies: string[];
const recorders: Recorder[] = [];
beforeAll(async () => {
  const wide = { HEARTH_MESSAGES_PER_SECOND: '10000', HEARTH_MESSAGES_BURST: '10000' };
  stack = await startStack(wide, ['deploy/compose.scale.yml']);
  community = await setUp(stack);
  const found = new Set<string>();
  await waitFor(async () => {
    const visitor = new HttpClient(stack.url);
    await visitor.get('/readyz');
    visitor.close();
    return found.add(visitor.cookies.get('hearth-replica') ?? '').size === 2;
  });
  cookies = [...found];
});
afterAll(async () => {
  for (const recorder of recorders) recorder.disconnect();
  await stack?.destroy();
});

/** Somebody's client on one of the replicas, with the channel open. */
async function client(replica: 0 | 1, person?: Person): Promise<Recorder> {
  const headers = { cookie: `hearth-replica=${cookies[replica]}` };
  const somebody = person ?? (await community.member());
  const recorder = await Recorder.connect(stack.url, somebody, 10_000, headers);
  recorders.push(recorder);
  await recorder.open(community.channelId);
  return recorder;
}

const withinASecond = (what: string, condition: () => unknown) =>
  waitFor(() => Boolean(condition()), { timeout: 1000, interval: 10, message: what });

test('both replicas show the same set-up code, that of the box', async () => {
  const logs = await stack.compose('logs', 'app');
  const shown = Array.from(logs.matchAll(/Set-up code: (\S+)/g), ([, code]) => code);
  const [one] = await stack.containers('app');
  const made = await docker(['exec', one!.Id, 'cat', '/run/hearth/secrets/setup_code']);
  expect(shown).toEqual([made, made]);
});

test('a browser stays with its replica, which polling needs', async () => {
  const polling = '/socket.io/?EIO=4&transport=polling';
  const browser = new HttpClient(stack.url, { headers: { 'X-Hearth-Client': '1' } });
  const sessions = new Set<string | undefined>();
  for (let n = 0; n < 8; n += 1) {
    const opened = await browser.get(polling);
    const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
    // Only the replica that opened it knows it; of nobody it asks who they are.
    const next = await browser.send(
      'POST',
      `${polling}&sid=${sid}`,
      { 'Content-Type': 'text/plain;charset=UTF-8', Origin: stack.url },
      '40',
    );
    expect([n, next.status]).toEqual([n, 200]);
    sessions.add(browser.cookies.get('hearth-replica'));
  }
  expect(sessions.size).toBe(1);
  browser.close();
});

test('fault 19: messages, typing and the end of a session reach the other replica within a second', async () => {
  const here = await client(0);
  const there = await client(1);
  await here.send(community.channelId, 'hello over there');
  await withinASecond('the message', () =>
    there.events('message.created').some(({ payload }) => payload.message.body === 'hello over there'),
  );
  await here.call('channel.typing', { channelId: community.channelId });
  await withinASecond('the typing note', () =>
    there.events('channel.typing').some(({ payload }) => payload.accountId === here.person.id),
  );
  const twice = await signIn(stack, here.person.username);
  const evicted = await client(1, twice);
  const api = new HttpClient(stack.url, {
    bearer: twice.token,
    headers: { Cookie: `hearth-replica=${cookies[0]}` },
  });
  expect((await api.json('POST', '/api/v1/logout')).status).toBe(200);
  await withinASecond('the end of the session', () => evicted.events('session.ended').length > 0);
  await withinASecond('the end of the socket', () => !evicted.connected);
  evicted.disconnect();
  expect(here.connected && there.connected).toBe(true);
});

test('fault 19: with one of two replicas killed its clients are back within 10 s, and nothing is lost', async () => {
  const writers = [await client(0), await client(0), await client(1), await client(1)];
  const stop = writeSteadily(writers, community.channelId, 20);
  await waitFor(() => countAcked(writers) > 100, { message: 'some messages' });
  const lostBefore = writers.map(({ lost }) => lost.length);
  const [victim] = await stack.containers('app');
  await docker(['kill', '--signal', 'KILL', victim!.Id]);
  const killedAt = performance.now();
  const affected = () => writers.filter(({ lost }, n) => lost.length > lostBefore[n]!);
  await waitFor(() => affected().length === 2, { message: 'its two clients to notice' });
  await Promise.all(
    affected().map((recorder) => recorder.untilGreeted(2, killedAt + 10_000 - performance.now())),
  );
  await stop();
  for (const recorder of writers) await recorder.flush(60_000);
  for (const recorder of writers) await untilCaughtUp(stack.database, recorder, community.channelId, 20_000);
  await expectNothingLost(stack.database, recorders, community.channelId);

  await docker(['start', victim!.Id]);
  await stack.untilHealthy('app');
});
