import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PresenceDto } from '#contract/presence';
import { type TestGateway, startGateway } from '../../tests/support/gateway.ts';
import { type SocketClient, asBrowser, connectSocket } from '../../tests/support/socket-client.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../tests/support/world.ts';
import { addCrowd } from '../../tests/support/replicas.ts';

let world: World;
let server: TestGateway;
let owner: Person;
let communityId: string;
let channelId: string;
const clients: SocketClient[] = [];

beforeAll(async () => {
  world = await createWorld();
  server = await startGateway(world.databaseUrl);
  owner = await world.person();
  ({ communityId, channelId } = await world.community(owner));
}, 60_000);
afterAll(async () => {
  await server.close();
  await world.close();
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));

async function member(): Promise<Person> {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
}
async function connect(person: Person): Promise<SocketClient> {
  const client = await connectSocket(server.url, asBrowser(server.url, person.token));
  clients.push(client);
  return client;
}
const follow = async (client: SocketClient, ...people: Person[]): Promise<PresenceDto[]> =>
  (await client.call('presence.watch', { accountIds: people.map(({ id }) => id) })).data.people;
const told = (client: SocketClient): PresenceDto[] =>
  client.heard.flatMap(({ name, payload }) => (name === 'presence.changed' ? payload.people : []));
const packets = (client: SocketClient) => client.heard.filter(({ name }) => name === 'presence.changed');
const until = (
  client: SocketClient,
  person: Person,
  expected: Omit<PresenceDto, 'accountId'>,
  timeout = 2500,
) =>
  waitFor(
    async () => {
      const last = told(client).findLast(({ accountId }) => accountId === person.id);
      return JSON.stringify(last) === JSON.stringify({ accountId: person.id, ...expected });
    },
    { timeout, interval: 20, message: `${JSON.stringify(expected)}, of ${JSON.stringify(told(client))}` },
  );

describe('who follows somebody', () => {
  test('learns how they are, and what changes', async () => {
    const [viewer, other] = [await member(), await member()];
    const screen = await connect(viewer);
    expect(await follow(screen, other)).toEqual([{ accountId: other.id, state: 'offline' }]);
    const phone = await connect(other);
    await until(screen, other, { state: 'online' });
    await phone.call('presence.activity', { idle: true });
    await until(screen, other, { state: 'idle' });
    const laptop = await connect(other);
    await until(screen, other, { state: 'online' });
    await laptop.call('presence.choose', { state: 'dnd' });
    await until(screen, other, { state: 'dnd' });
    expect(phone.heard.findLast(({ name }) => name === 'presence.own')?.payload.own.chosen).toBe('dnd');
    await laptop.call('status.set', { emoji: '🌱', text: 'Growing', seconds: null });
    await until(screen, other, { state: 'dnd', status: { emoji: '🌱', text: 'Growing' } });
    expect(await follow(screen, other)).toEqual([
      { accountId: other.id, state: 'dnd', status: { emoji: '🌱', text: 'Growing' } },
    ]);
    phone.close();
    laptop.close();
    await until(screen, other, { state: 'offline' }, 7000);
  }, 20_000);

  test('sees no sign of who is invisible, and sees them leave when they hide', async () => {
    const [viewer, other] = [await member(), await member()];
    const screen = await connect(viewer);
    await world.services.presence.chooseState(other.ctx, { state: 'invisible' });
    expect(await follow(screen, other)).toEqual([{ accountId: other.id, state: 'offline' }]);
    const device = await connect(other);
    await device.call('status.set', { emoji: '', text: 'hidden', seconds: null });
    await device.call('presence.activity', { idle: true });
    await device.call('channel.subscribe', { channelIds: [channelId] });
    await screen.call('channel.subscribe', { channelIds: [channelId] });
    await device.call('channel.typing', { channelId });
    expect(await follow(screen, other)).toEqual([{ accountId: other.id, state: 'offline' }]);
    expect(JSON.stringify(screen.heard)).not.toContain('channel.typing');
    expect(told(screen)).toEqual([]);
    await device.call('presence.choose', { state: 'online' });
    await until(screen, other, { state: 'idle', status: { emoji: '', text: 'hidden' } });
    await device.call('presence.choose', { state: 'invisible' });
    await until(screen, other, { state: 'offline' });
  });

  test('learns nothing of strangers, nor of who no longer shares a place with them', async () => {
    const [viewer, other, stranger] = [await member(), await member(), await world.person()];
    const [screen, hidden] = [await connect(viewer), await connect(stranger)];
    await connect(other);
    expect((await follow(screen, stranger, other)).map(({ state }) => state)).toEqual(['offline', 'online']);
    expect((await follow(hidden, other)).map(({ state }) => state)).toEqual(['offline']);
    await hidden.call('presence.choose', { state: 'dnd' });
    await world.services.presence.chooseState(other.ctx, { state: 'dnd' });
    await until(screen, other, { state: 'dnd' });
    await world.services.communities.leaveCommunity(other.ctx, { communityId });
    await waitFor(() => screen.heard.some(({ name }) => name === 'community.updated'));
    const before = told(screen).length;
    await world.services.presence.chooseState(other.ctx, { state: 'online' });
    await world.services.presence.chooseState(owner.ctx, { state: 'online' });
    // What there was to tell of a moment ago is told by then.
    await sleep(1300);
    expect([told(screen).slice(before), told(hidden)]).toEqual([[], []]);
  });

  test('takes who blocked them for offline, from that moment until they do no more', async () => {
    const [viewer, other] = [await member(), await member()];
    const [screen, device] = [await connect(viewer), await connect(other)];
    await follow(screen, other);
    await follow(device, viewer);
    const { friends } = server.services;
    await friends.blockAccount(other.ctx, { accountId: viewer.id });
    await until(screen, other, { state: 'offline' });
    await until(device, viewer, { state: 'offline' });
    const before = told(screen).length;
    await device.call('presence.choose', { state: 'dnd' });
    expect((await follow(screen, other))[0]).toEqual({ accountId: other.id, state: 'offline' });
    await sleep(1300);
    expect(told(screen)).toHaveLength(before);
    await friends.unblockAccount(other.ctx, { accountId: viewer.id });
    await until(screen, other, { state: 'dnd' });
  });

  test('sees friends and who is in a conversation with them, without a community', async () => {
    const [viewer, other] = [await world.person(), await world.person()];
    const [screen] = [await connect(viewer), await connect(other)];
    expect((await follow(screen, other))[0]!.state).toBe('offline');
    const { friends } = server.services;
    await friends.requestFriend(viewer.ctx, { username: other.username });
    await friends.acceptFriend(other.ctx, { accountId: viewer.id });
    await until(screen, other, { state: 'online' });
    await friends.removeFriend(other.ctx, { accountId: viewer.id });
    await until(screen, other, { state: 'offline' });
  });

  test('a choice that is made while a device comes in holds for it', async () => {
    const [viewer, other] = [await member(), await member()];
    const screen = await connect(viewer);
    await follow(screen, other);
    await Promise.all([
      connect(other),
      world.services.presence.chooseState(other.ctx, { state: 'invisible' }),
      connect(other),
    ]);
    await sleep(1300);
    expect(told(screen).at(-1)?.state ?? 'offline').toBe('offline');
  });
});

test(
  'of 200 who come and go within 3 s one viewer hears in at most 4 packets',
  { timeout: 60_000 },
  async () => {
    const crowd = await addCrowd({ world, communityId }, 200);
    server.bus.share('community.changed', { communityId });
    await waitFor(async () => (await server.services.directory.community(communityId))!.memberCount > 200);
    const screen = await connect(await member());
    await follow(screen, ...crowd);
    const start = performance.now();
    await Promise.all(
      crowd.map(async (person, index) => {
        await sleep((index / crowd.length) * 2000);
        const client = await connect(person);
        if (index % 2 === 0) await client.call('presence.activity', { idle: true });
        else client.close();
      }),
    );
    await sleep(3000 - (performance.now() - start));
    expect(packets(screen).length).toBeGreaterThan(0);
    expect(packets(screen).length).toBeLessThanOrEqual(4);
    await waitFor(() => new Set(told(screen).map(({ accountId }) => accountId)).size === 200, {
      timeout: 3000,
    });
  },
);
