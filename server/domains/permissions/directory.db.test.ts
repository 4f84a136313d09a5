import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { Bus } from '#server/platform/bus.ts';
import { readConfig } from '#server/platform/config.ts';
import { createLogger } from '#server/platform/logger.ts';
import { Directory } from './directory.ts';
import { createStore, type Store } from './store.ts';

let world: World;
let bus: Bus;
let owner: Person;
let communityId: string;
let channelId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.person();
  const config = readConfig({ HEARTH_DATABASE_URL: world.databaseUrl, HEARTH_LOG_LEVEL: 'silent' });
  bus = new Bus(config, world.db, createLogger(config));
  await bus.start();
});
beforeEach(async () => {
  ({ communityId, channelId } = await world.community(owner));
});
afterAll(async () => {
  await bus.close();
  await world.close();
});

/** The real store, whose reads of communities are counted and can be held back after they saw the database. */
function slowStore() {
  const real = createStore(world.db);
  let release = () => {};
  let held: Promise<void> | undefined;
  let reads = 0;
  const store: Store = {
    ...real,
    findCommunity: async (id) => {
      const row = await real.findCommunity(id);
      reads += 1;
      await held;
      return row;
    },
  };
  const hold = () => void (held = new Promise((resolve) => (release = resolve)));
  return { store, hold, release: () => (release(), (held = undefined)), reads: () => reads };
}

test('a read that a change overtook is not given to those who wait for it', async () => {
  const member = await world.person();
  await world.join(member, communityId);
  const { store, hold, release, reads } = slowStore();
  const directory = new Directory(store, bus);
  hold();
  const asked = directory.community(communityId);
  await waitFor(() => reads() === 1);
  // The row that was read has the member in it; then they leave, and the event of it arrives.
  await world.services.communities.leaveCommunity(member.ctx, { communityId });
  const changed = new Promise<void>((resolve) => bus.on('community.changed', () => resolve()));
  await world.services.communities.updateCommunity(owner.ctx, { communityId, name: 'Changed' });
  await changed;
  release();
  expect((await asked)?.isMember(member.id)).toBe(false);
  expect((await directory.community(communityId))?.name).toBe('Changed');
});

test('a community is read once for all who ask at the same moment, and kept until it changes', async () => {
  const { store, reads } = slowStore();
  const directory = new Directory(store, bus);
  await Promise.all(Array.from({ length: 20 }, () => directory.communityOfChannel(channelId)));
  expect(reads()).toBe(1);
  expect(directory.readySpotOfChannel(channelId)?.place.id).toBe(communityId);

  await world.services.communities.updateCommunity(owner.ctx, { communityId, name: 'Other' });
  await waitFor(async () => (await directory.community(communityId))?.name === 'Other');
  expect(reads()).toBeLessThanOrEqual(3);
});

test('what does not exist is not remembered as missing', async () => {
  const directory = new Directory(createStore(world.db), bus);
  const absent = crypto.randomUUID();
  expect(await directory.community(absent)).toBeUndefined();
  expect(await directory.communityOfChannel(absent)).toBeUndefined();
  expect(await directory.communityOfCategory(absent)).toBeUndefined();
  await world.db.prisma.channel.create({ data: { id: absent, communityId, name: 'late', position: 9 } });
  await world.services.communities.updateCommunity(owner.ctx, { communityId, name: 'Late' });
  await waitFor(async () => (await directory.communityOfChannel(absent))?.id === communityId);
});

test('while no events can be heard each question is asked of the database', async () => {
  const config = readConfig({ HEARTH_DATABASE_URL: world.databaseUrl, HEARTH_LOG_LEVEL: 'silent' });
  const deaf = new Bus(config, world.db, createLogger(config));
  const { store, reads } = slowStore();
  const directory = new Directory(store, deaf);
  await directory.community(communityId);
  await directory.community(communityId);
  expect(reads()).toBe(2);
  expect(directory.readySpotOfChannel(channelId)).toBeUndefined();
});

test('a deleted channel is gone at once, though its community was known', async () => {
  const directory = new Directory(createStore(world.db), bus);
  const place = { communityId, categoryId: null, name: 'short-lived' };
  const created = await world.services.channels.createChannel(owner.ctx, place);
  expect((await directory.communityOfChannel(created.channelId))?.id).toBe(communityId);
  await world.services.channels.deleteChannel(owner.ctx, created);
  await waitFor(async () => (await directory.communityOfChannel(created.channelId)) === undefined);
});
