import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import type { Permission } from '#contract/permissions';
import { requireUser } from '#server/platform/context.ts';
import { type TestGateway, startGateway } from '../../tests/support/gateway.ts';
import { Recorder } from '../../tests/support/recorder.ts';
import { denyEveryone } from '../../tests/support/replicas.ts';
import { startTcpProxy } from '../../tests/support/tcp-proxy.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../tests/support/world.ts';

let world: World;
let server: TestGateway;
let owner: Person;
let communityId: string;
const recorders: Recorder[] = [];

beforeAll(async () => {
  world = await createWorld();
  server = await startGateway(world.databaseUrl);
  owner = await world.person();
  ({ communityId } = await world.community(owner));
}, 60_000);
afterAll(async () => {
  await server.close();
  await world.close();
});
afterEach(() => recorders.splice(0).forEach((recorder) => recorder.disconnect()));

async function channel(): Promise<string> {
  const input = { communityId, categoryId: null, name: 'a channel' };
  return (await world.services.channels.createChannel(owner.ctx, input)).channelId;
}

async function member(): Promise<Person> {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
}

async function connect(person: Person, url = server.url): Promise<Recorder> {
  const recorder = await Recorder.connect(url, person);
  recorders.push(recorder);
  return recorder;
}

const within = (what: string, condition: () => unknown, timeout = 1000) =>
  waitFor(async () => Boolean(await condition()), { timeout, interval: 10, message: what });
const heard = (recorder: Recorder, message: MessageDto | undefined) =>
  recorder.events('message.created').some(({ payload }) => payload.message.id === message?.id);
const countersOf = (recorder: Recorder, channelId: string) =>
  recorder
    .events('channel.counters')
    .flatMap(({ payload }) => payload.channels.filter((each) => each.channelId === channelId));
const deny = (channelId: string, permissions: Permission[]) =>
  denyEveryone({ world, communityId }, channelId, permissions);

describe('coming in', () => {
  test('hello comes once, and says who the socket acts as', async () => {
    const person = await member();
    const recorder = await connect(person);
    await recorder.call('bootstrap.get', {});
    expect(recorder.events('hello').map(({ payload }) => payload)).toEqual([
      { accountId: person.id, build: 'test-build', serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    ]);
  });

  test('no command runs before it is known that the session did not end on the way in', async () => {
    const channelId = await channel();
    const person = await member();
    await server.services.directory.communityOfChannel(channelId);
    // Who comes in is let in by their session and then waits for their communities.
    const holder = await world.db.pool.connect();
    await holder.query('BEGIN; LOCK TABLE members IN ACCESS EXCLUSIVE MODE');
    const socket = io(server.url, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${person.token}` },
    });
    onTestFinished(() => void socket.close());
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const input = { channelId, clientId: crypto.randomUUID(), body: 'hello' };
    const answer = socket.timeout(1000).emitWithAck('message.send', input);
    answer.catch(() => {});
    await world.db.pool.query('DELETE FROM sessions WHERE account_id = $1', [person.id]);
    await holder.query('COMMIT');
    holder.release();
    await within('the socket to end', () => !socket.connected);
    await answer.catch(() => {});
    expect((await world.services.messages.getPage(owner.ctx, { channelId })).messages).toEqual([]);
  });

  test('one account has a limited number of windows', async () => {
    const narrow = await startGateway(world.databaseUrl, { env: { HEARTH_SOCKETS_PER_ACCOUNT: '2' } });
    onTestFinished(() => narrow.close());
    const person = await member();
    await connect(person, narrow.url);
    const second = await connect(person, narrow.url);
    await expect(Recorder.connect(narrow.url, person, 500)).rejects.toThrow('greeting');
    second.disconnect();
    await waitFor(async () => {
      await connect(person, narrow.url);
      return true;
    });
  });
});

describe('channels on screen', () => {
  test('a subscriber gets full events; everybody else who may see the channel only its counters', async () => {
    const channelId = await channel();
    const [open, closed] = [await connect(await member()), await connect(await member())];
    await open.call('channel.subscribe', { channelIds: [channelId] });
    const message = await server.services.messages.sendMessage(owner.ctx, {
      channelId,
      clientId: crypto.randomUUID(),
      body: 'hello',
    });
    await within('the message', () => heard(open, message));
    await within('the counters', () => countersOf(closed, channelId).length > 0);
    expect(countersOf(closed, channelId)).toEqual([{ channelId, version: message.version, posted: 1 }]);
    expect(heard(closed, message)).toBe(false);
    // Whoever has the channel open counts from the message itself.
    expect(countersOf(open, channelId)).toEqual([]);
  });

  test('unsubscribing ends the full events', async () => {
    const channelId = await channel();
    const recorder = await connect(await member());
    await recorder.call('channel.subscribe', { channelIds: [channelId] });
    await recorder.call('channel.unsubscribe', { channelIds: [channelId] });
    const message = await server.services.messages.sendMessage(owner.ctx, {
      channelId,
      clientId: crypto.randomUUID(),
      body: 'hello',
    });
    await within('the counters', () => countersOf(recorder, channelId).length > 0);
    expect(heard(recorder, message)).toBe(false);
  });

  test('subscribing answers what was granted: not what is hidden or does not exist', async () => {
    const [visible, hidden] = [await channel(), await channel()];
    await deny(hidden, ['channel.view']);
    const recorder = await connect(await member());
    const channelIds = [hidden, crypto.randomUUID(), visible];
    expect(await recorder.call('channel.subscribe', { channelIds })).toEqual({ channelIds: [visible] });
  });

  test('a socket has at most 50 channels open', async () => {
    const recorder = await connect(owner);
    const ids: string[] = [];
    for (let n = 0; n < 51; n += 1) ids.push(await channel());
    await recorder.call('channel.subscribe', { channelIds: ids.slice(0, 50) });
    await recorder.call('channel.subscribe', { channelIds: ids.slice(0, 50) }); // again: no more than before
    await expect(recorder.call('channel.subscribe', { channelIds: ids.slice(50) })).rejects.toMatchObject({
      error: { code: 'CONFLICT', reason: 'limit.reached' },
    });
  });

  test('one member who leaves takes no counters from those who may do the same', async () => {
    // Where nothing was sent before, counters go out 20 ms after the message; rooms follow a change after 30.
    const quiet = await startGateway(world.databaseUrl);
    onTestFinished(() => quiet.close());
    const channelId = await channel();
    const [leaver, stayer] = [await member(), await member()];
    await connect(leaver, quiet.url); // the first, who was asked for all
    const recorder = await connect(stayer, quiet.url);
    const message = await quiet.services.messages.sendMessage(owner.ctx, {
      channelId,
      clientId: crypto.randomUUID(),
      body: 'hello',
    });
    await quiet.services.communities.leaveCommunity(leaver.ctx, { communityId });
    await within(
      'the counters',
      () => countersOf(recorder, channelId).at(-1)?.posted === message.ordinal,
      2000,
    );
  });

  test('counters come at most once a second, and the last ones are right', async () => {
    const [first, second] = [await channel(), await channel()];
    const recorder = await connect(await member());
    const start = performance.now();
    let last = 0;
    while (performance.now() - start < 2500) {
      for (const channelId of [first, second]) {
        const message = await server.services.messages.sendMessage(owner.ctx, {
          channelId,
          clientId: crypto.randomUUID(),
          body: 'hello',
        });
        last = Math.max(last, message.ordinal);
      }
      await sleep(50);
    }
    await within('the last counters', () => countersOf(recorder, second).at(-1)?.posted === last, 2000);
    const packets = recorder.events('channel.counters').length;
    expect(packets).toBeGreaterThan(1);
    expect(packets).toBeLessThanOrEqual(2 + Math.floor((performance.now() - start) / 1000));
  });
});

describe('losing a right', () => {
  test('a channel that turns private is gone within a second', async () => {
    const channelId = await channel();
    const recorder = await connect(await member());
    const keeper = await connect(owner);
    for (const each of [recorder, keeper]) await each.open(channelId);
    await deny(channelId, ['channel.view']);
    await within('the channel to vanish', () => recorder.state.get().counters[channelId] === undefined);
    const message = await keeper.send(channelId, 'a secret');
    await within('the owner to hear', () => heard(keeper, message));
    await recorder.call('bootstrap.get', {});
    expect(heard(recorder, message)).toBe(false);
  });

  test('who leaves the community hears nothing more of it within a second', async () => {
    const channelId = await channel();
    const person = await member();
    const recorder = await connect(person);
    const keeper = await connect(owner);
    for (const each of [recorder, keeper]) await each.open(channelId);
    await world.services.communities.leaveCommunity(person.ctx, { communityId });
    await within('the removal', () =>
      recorder.events('community.removed').some(({ payload }) => payload.communityId === communityId),
    );
    const message = await keeper.send(channelId, 'without you');
    await within('the owner to hear', () => heard(keeper, message));
    await recorder.call('bootstrap.get', {});
    expect(heard(recorder, message)).toBe(false);
    expect(recorder.connected).toBe(true);
  });

  test('so does who came in before their joining was heard of', async () => {
    const channelId = await channel();
    const person = await world.person();
    const membership = [communityId, person.id];
    const { pool } = world.db;
    await server.services.directory.community(communityId);
    // Another replica let them in, and made a channel: the word of it is on the way.
    await pool.query('INSERT INTO members (community_id, account_id) VALUES ($1, $2)', membership);
    const early = crypto.randomUUID();
    await pool.query(`INSERT INTO channels (id, community_id, name, position) VALUES ($1, $2, 'early', 99)`, [
      early,
      communityId,
    ]);
    const recorder = await connect(person);
    expect(await recorder.call('channel.subscribe', { channelIds: [early] })).toEqual({
      channelIds: [early],
    });
    await pool.query('DELETE FROM members WHERE community_id = $1 AND account_id = $2', membership);
    await deny(channelId, []); // whatever tells of a change
    await within('the removal', () => recorder.events('community.removed').length > 0);
    const keeper = await connect(owner);
    await keeper.open(early);
    const message = await keeper.send(early, 'without you');
    await within('the owner to hear', () => heard(keeper, message));
    await recorder.call('channel.unsubscribe', { channelIds: [] });
    expect(heard(recorder, message)).toBe(false);
  });

  test('a session that ends closes its sockets within a second, and no others', async () => {
    const person = await member();
    const other = await world.services.accounts.logIn(world.anonymous(), {
      login: person.username,
      password: 'correct horse battery',
    });
    const here = await connect(person);
    const there = await connect({ ...person, token: other.token });
    await world.services.accounts.endOtherSessions(person.ctx);
    await within('the other one to end', () => !there.connected);
    expect(there.events('session.ended')).toHaveLength(1);
    await here.call('bootstrap.get', {});
    expect(here.events('session.ended')).toEqual([]);
  });
});

test('a session whose end was committed is over here too when the answer to the commit is lost', async () => {
  const proxy = await startTcpProxy(Number(new URL(world.databaseUrl).port));
  const throughProxy = new URL(world.databaseUrl);
  throughProxy.port = String(proxy.port);
  const apart = await startGateway(throughProxy.href, { listenUrl: world.databaseUrl });
  onTestFinished(async () => {
    await apart.close();
    await proxy.close();
  });
  const person = await member();
  const recorder = await connect(person, apart.url);
  proxy.delay(200);
  const loggedOut = apart.services.accounts.logOut(person.ctx);
  loggedOut.catch(() => {});
  const { sessionId } = requireUser(person.ctx);
  await within(
    'the commit',
    async () => (await world.db.prisma.session.count({ where: { id: sessionId } })) === 0,
    5000,
  );
  proxy.cut();
  await expect(loggedOut).rejects.toThrow();
  await within('the session to end', () => recorder.events('session.ended').length > 0);
});

test('an open socket counts as use of its session, and ends when that expires without anybody saying so', async () => {
  const watchful = await startGateway(world.databaseUrl, { sessionsEveryMs: 50 });
  onTestFinished(() => watchful.close());
  const person = await member();
  const { sessionId } = requireUser(person.ctx);
  const recorder = await connect(person, watchful.url);
  const where = { id: sessionId };
  const lastSeenAt = new Date(Date.now() - 29 * 86_400_000);
  await world.db.prisma.session.update({ where, data: { lastSeenAt } });
  await within(
    'the use to be noted',
    async () => (await world.db.prisma.session.findUniqueOrThrow({ where })).lastSeenAt > lastSeenAt,
  );
  expect(recorder.connected).toBe(true);
  await world.db.prisma.session.update({ where, data: { expiresAt: new Date() } });
  await within('the session to end', () => recorder.events('session.ended').length > 0);
});

describe('communities', () => {
  test('everybody is told of the community as they see it', async () => {
    const hidden = await channel();
    await deny(hidden, ['channel.view']);
    const clients = [await connect(owner), await connect(await member()), await connect(await member())];
    const name = `Renamed ${Date.now()}`;
    await world.services.communities.updateCommunity(owner.ctx, { communityId, name, colour: 'teal' });
    const views = clients.map(
      (client) => () =>
        client
          .events('community.updated')
          .map(({ payload }) => payload.community)
          .findLast((view) => view.name === name),
    );
    for (const view of views) await within('the update', view);
    const [asOwner, ...asMembers] = views.map((view) => view()!);
    expect(asOwner!.channels.map(({ id }) => id)).toContain(hidden);
    expect(asOwner!.permissions).toContain('administrator');
    for (const view of asMembers) {
      expect(view.channels.map(({ id }) => id)).not.toContain(hidden);
      expect(view.permissions).not.toContain('channel.manage');
    }
    expect(asMembers[0]).toEqual(asMembers[1]);
  });

  test('who joins gets the community without asking', async () => {
    const person = await world.person();
    const recorder = await connect(person);
    expect(recorder.state.get().communities).toEqual({});
    await world.join(person, communityId);
    await within('the community', () => recorder.state.get().communities[communityId]);
  });
});

describe('while LISTEN is down', () => {
  /** However slow the machine that the test runs on: a moment is over before sockets are closed. */
  const aMoment = { graceMs: 10_000 };

  async function startApart(options: { graceMs?: number } = {}) {
    const proxy = await startTcpProxy(Number(new URL(world.databaseUrl).port));
    const listenUrl = new URL(world.databaseUrl);
    listenUrl.port = String(proxy.port);
    const apart = await startGateway(world.databaseUrl, { listenUrl: listenUrl.href, ...options });
    onTestFinished(async () => {
      await apart.close();
      await proxy.close();
    });
    return { apart, proxy };
  }

  test('for a moment: ended sessions and lost rights are noticed, and a resync follows', async () => {
    const { apart, proxy } = await startApart(aMoment);
    const channelId = await channel();
    const [person, stayer] = [await member(), await member()];
    const recorder = await connect(person, apart.url);
    const loyal = await connect(stayer, apart.url);
    await loyal.open(channelId);

    proxy.cut();
    await within('LISTEN to be down', () => !apart.bus.isUp);
    await world.services.accounts.logOut(person.ctx);
    await expect(recorder.call('bootstrap.get', {})).rejects.toMatchObject({
      error: { code: 'UNAUTHENTICATED' },
    });
    await deny(channelId, ['channel.view']);
    await expect(loyal.call('channel.history', { channelId })).rejects.toMatchObject({
      error: { code: 'NOT_FOUND' },
    });

    proxy.restore();
    await within('the session to end', () => recorder.events('session.ended').length > 0, 2000);
    await within('the resync', () => loyal.events('resync').length > 0, 2000);
    expect(loyal.state.get().counters[channelId]).toBeUndefined();
    expect(loyal.lost).toEqual([]);
  });

  test('for a moment, and there are many communities: nobody is disconnected', async () => {
    const proxy = await startTcpProxy(Number(new URL(world.databaseUrl).port));
    const throughProxy = new URL(world.databaseUrl);
    throughProxy.port = String(proxy.port);
    const apart = await startGateway(throughProxy.href, aMoment);
    onTestFinished(async () => {
      await apart.close();
      await proxy.close();
    });
    const person = await member();
    await world.db.pool.query(
      `WITH c AS (
         INSERT INTO communities (id, name, colour, letter, owner_id)
         SELECT gen_random_uuid(), 'One of many', 'moss', 'M', $1 FROM generate_series(1, 150) RETURNING id)
       INSERT INTO members (community_id, account_id) SELECT id, $1 FROM c`,
      [person.id],
    );
    const recorder = await connect(person, apart.url);
    proxy.delay(15); // a database in another house
    await world.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hearth-listen' AND datname = current_database()`,
    );
    await within('the resync', () => recorder.events('resync').length > 0, 8000);
    expect(recorder.lost).toEqual([]);
  });

  test('for longer: within a second nobody hears anything any more, and nobody comes in', async () => {
    const { apart, proxy } = await startApart();
    const channelId = await channel();
    const person = await member();
    const recorder = await connect(person, apart.url);
    await recorder.open(channelId);

    proxy.cut();
    await within('LISTEN to be down', () => !apart.bus.isUp);
    await world.services.communities.leaveCommunity(person.ctx, { communityId });
    await within('the socket to end', () => recorder.lost.length > 0);
    await apart.services.messages.sendMessage(owner.ctx, {
      channelId,
      clientId: crypto.randomUUID(),
      body: 'without you',
    });
    await expect(Recorder.connect(apart.url, person, 500)).rejects.toThrow('greeting');
    expect(recorder.events('message.created')).toEqual([]);

    proxy.restore();
    await within('LISTEN to be back', () => apart.bus.isUp, 2000);
    await connect(person, apart.url);
  });
});

test('once it drains, a server takes no more commands', async () => {
  const leaving = await startGateway(world.databaseUrl);
  onTestFinished(() => leaving.close());
  const recorder = await connect(await member(), leaving.url);
  await leaving.gateway.drain();
  await expect(recorder.call('bootstrap.get', {})).rejects.toMatchObject({
    error: { code: 'UNAVAILABLE', retryAfter: expect.any(Number) },
  });
});
