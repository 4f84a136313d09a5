import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { messageLimits } from '#contract/messages';
import type { App } from '../support/app-process.ts';
import type { Balancer } from '../support/balancer.ts';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { type Recorder, countAcked, writeSteadily } from '../support/recorder.ts';
import { type Stage, denyEveryone, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';

let stage: Stage;
let apps: [App, App];
let balancer: Balancer;
beforeAll(async () => {
  stage = await startStage();
  ({ apps, balancer } = await stage.startReplicas());
});
afterAll(() => stage.close());

async function withinASecond(what: string, condition: () => unknown): Promise<void> {
  await waitFor(async () => Boolean(await condition()), { timeout: 1000, interval: 10, message: what });
}

const hasMessage = (recorder: Recorder, body: string) =>
  recorder.events('message.created').some(({ payload }) => payload.message.body === body);

test('fault 19: with one of two replicas killed its clients are back within 10 s, and nothing is lost', async () => {
  const channelId = await stage.channel();
  const recorders = await Promise.all(Array.from({ length: 6 }, () => stage.client(balancer.url, channelId)));
  const stop = writeSteadily(recorders, channelId, 20);
  await waitFor(() => countAcked(recorders) > 100, { message: 'some messages' });

  await apps[0].kill9();
  const killedAt = performance.now();
  balancer.remove(apps[0].port); // as its health check would
  await waitFor(() => recorders.some(({ lost }) => lost.length > 0), { message: 'clients to notice' });
  const affected = recorders.filter(({ lost }) => lost.length > 0);
  expect(affected.length).toBeLessThan(recorders.length);
  await Promise.all(
    affected.map((recorder) => recorder.untilGreeted(2, killedAt + 10_000 - performance.now())),
  );
  await stop();
  await Promise.all(recorders.map((recorder) => recorder.flush()));
  for (const recorder of recorders) await untilCaughtUp(stage.world.db.pool, recorder, channelId);
  await expectNothingLost(stage.world.db.pool, recorders, channelId);
  for (const recorder of recorders) recorder.disconnect();

  await apps[0].restart();
  balancer.add(apps[0].port);
});

test('fault 19: messages, typing, read state and structure reach the other replica within a second', async () => {
  const channelId = await stage.channel();
  const here = await stage.client(apps[0].url, channelId);
  const there = await stage.client(apps[1].url, channelId);
  const otherDevice = await stage.client(apps[1].url, channelId, here.person);

  const message = await here.send(channelId, 'hello over there');
  await withinASecond('the message', () => hasMessage(there, 'hello over there'));
  await here.call('message.edit', { messageId: message!.id, body: 'hello again' });
  await withinASecond('the edit', () => there.messages(channelId).some(({ body }) => body === 'hello again'));

  await here.call('channel.typing', { channelId });
  await withinASecond('the typing note', () =>
    there.events('channel.typing').some(({ payload }) => payload.accountId === here.person.id),
  );

  await here.call('channel.read', { channelId, seq: message!.seq });
  await withinASecond('the read pointer', () =>
    otherDevice.events('channel.read').some(({ payload }) => payload.readSeq === message!.seq),
  );
  expect(there.events('channel.read')).toEqual([]);

  await stage.world.services.channels.updateChannel(stage.owner.ctx, { channelId, topic: 'new topic' });
  for (const recorder of [here, there]) {
    await withinASecond('the structure', () =>
      Object.values(recorder.state.get().communities).some(({ channels }) =>
        channels.some(({ id, topic }) => id === channelId && topic === 'new topic'),
      ),
    );
  }
});

test('fault 19: who loses a right loses it on every replica within a second', async () => {
  const channelId = await stage.channel();
  const owner = await stage.client(apps[0].url, channelId, stage.owner);
  const there = await stage.client(apps[1].url, channelId);
  await owner.send(channelId, 'before');
  await withinASecond('the message', () => hasMessage(there, 'before'));

  await denyEveryone(stage, channelId, ['message.send']);
  await withinASecond('the refusal', async () => {
    await there.send(channelId, 'may I?');
    return [...there.refused.values()].some(({ code }) => code === 'FORBIDDEN');
  });

  await denyEveryone(stage, channelId, ['channel.view']);
  await withinASecond('the channel to vanish', () => there.state.get().counters[channelId] === undefined);
  const counted = () =>
    there.events('channel.counters').flatMap(({ payload }) => payload.channels.map((each) => each.channelId));
  const before = counted().filter((id) => id === channelId);
  await owner.send(channelId, 'a secret');
  await expect(there.call('channel.history', { channelId })).rejects.toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
  // Counters of both channels would come in one packet.
  const visible = await stage.channel();
  await owner.send(visible, 'no secret');
  await waitFor(() => counted().includes(visible), { message: 'counters of the visible channel' });
  expect(counted().filter((id) => id === channelId)).toEqual(before);
  expect(hasMessage(there, 'a secret')).toBe(false);
});

test('fault 19: who leaves, or signs out, is out on every replica within a second', async () => {
  const channelId = await stage.channel();
  const owner = await stage.client(apps[0].url, channelId, stage.owner);
  const leaver = await stage.client(apps[1].url, channelId);
  const { communityId } = stage;
  await stage.world.services.communities.leaveCommunity(leaver.person.ctx, { communityId });
  await withinASecond('the removal', () => leaver.events('community.removed').length > 0);
  await owner.send(channelId, 'without you');
  await leaver.call('channel.unsubscribe', { channelIds: [] });
  expect(hasMessage(leaver, 'without you')).toBe(false);

  const signedIn = await stage.client(apps[1].url, channelId);
  await stage.world.services.accounts.logOut(signedIn.person.ctx);
  await withinASecond('the end of the session', () => signedIn.events('session.ended').length > 0);
  await withinASecond('the end of the socket', () => !signedIn.connected);
});

/** What the replicas tell each other from now on: the bytes of each notification. */
async function overhear(): Promise<number[]> {
  const wire = new pg.Client({ connectionString: stage.databaseUrl });
  onTestFinished(() => wire.end());
  await wire.connect();
  const sizes: number[] = [];
  wire.on('notification', ({ payload }) => sizes.push(Buffer.byteLength(payload ?? '')));
  await wire.query('LISTEN "socket.io#/"');
  return sizes;
}

test('fault 5: messages whose notification is just below, at and above 8,000 bytes reach all replicas', async () => {
  const channelId = await stage.channel();
  const here = await stage.client(apps[0].url, channelId);
  const there = await stage.client(apps[1].url, channelId);
  const sizes = await overhear();

  // Three bytes a character and one or two single ones: each message is one byte longer than the one before.
  const bodies = Array.from(
    { length: 600 },
    (_, n) => '漢'.repeat(2280 + Math.floor(n / 3)) + 'a'.repeat(n % 3),
  );
  // One after the other: what is written together crosses together.
  for (const body of [...bodies, '漢'.repeat(messageLimits.bodyMax)]) await here.send(channelId, body);
  const missing = () =>
    bodies.filter((body) => !hasMessage(there, body)).map((body) => Buffer.byteLength(body));
  await waitFor(() => missing().length === 0, { timeout: 10_000 }).catch(() => expect(missing()).toEqual([]));
  await waitFor(() => hasMessage(there, '漢'.repeat(messageLimits.bodyMax)), { message: 'the longest' });

  // So the sizes were met: the largest that goes in one piece, and more than the next hundred in two.
  const inOnePiece = [...new Set(sizes)].filter((size) => size > 7000);
  expect(Math.max(...inOnePiece)).toBe(7900);
  expect(bodies.length - inOnePiece.length).toBeGreaterThan(101);
});

test('messages that are written together are told together', async () => {
  const channelId = await stage.channel();
  const here = await stage.client(apps[0].url, channelId);
  const there = await stage.client(apps[1].url, channelId);
  const sizes = await overhear();
  const bodies = Array.from({ length: 200 }, (_, n) => `of many ${n}`);
  await Promise.all(bodies.map((body) => here.send(channelId, body)));
  await waitFor(() => bodies.every((body) => hasMessage(there, body)), { message: 'all of them' });
  expect(sizes.length).toBeLessThan(bodies.length / 2);
});
