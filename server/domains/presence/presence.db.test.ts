import { afterAll, beforeAll, expect, test } from 'vitest';
import { choresOf } from '#server/jobs/sweeper.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let ada: Person;
beforeAll(async () => {
  world = await createWorld();
  ada = await world.person();
});
afterAll(() => world.close());

const own = (person: Person) => world.services.presence.getOwn(person.id);

test('a choice is kept on the account, and counts its changes', async () => {
  const { presence } = world.services;
  expect(await own(ada)).toEqual({ chosen: 'online', status: null, version: 0 });
  expect(await presence.chooseState(ada.ctx, { state: 'dnd' })).toMatchObject({ chosen: 'dnd', version: 1 });
  const status = { emoji: '🌱', text: 'Growing', seconds: null };
  expect(await presence.setStatus(ada.ctx, status)).toEqual({
    chosen: 'dnd',
    status: { emoji: '🌱', text: 'Growing', endsAt: null },
    version: 2,
  });
  expect(await own(ada)).toMatchObject({ chosen: 'dnd', version: 2 });
  expect((await world.services.communities.getBootstrap(ada.ctx)).own).toEqual(await own(ada));
});

test('of two devices that choose at once neither undoes what the other did', async () => {
  const { presence } = world.services;
  for (let round = 0; round < 4; round += 1) {
    const bea = await world.person();
    const [chosen, said] = await Promise.all([
      presence.chooseState(bea.ctx, { state: 'invisible' }),
      presence.setStatus(bea.ctx, { emoji: '', text: 'both', seconds: null }),
    ]);
    expect([chosen.version, said.version].toSorted()).toEqual([1, 2]);
    expect(await own(bea)).toMatchObject({ chosen: 'invisible', status: { text: 'both' }, version: 2 });
  }
});

test('a status ends by the clock, whoever reads it, and its words are removed', async () => {
  const { presence, jobs } = world.services;
  const cid = await world.person();
  await presence.setStatus(cid.ctx, { emoji: '', text: 'For half an hour', seconds: 1800 });
  expect((await own(cid)).status?.endsAt).toMatch(/^\d{4}-/);
  world.advance(1_800_001);
  expect((await own(cid)).status).toBeNull();
  const kept = () => world.db.prisma.presence.findUniqueOrThrow({ where: { accountId: cid.id } });
  expect((await kept()).text).toBe('For half an hour');
  jobs.register(choresOf(world.services));
  await jobs.runDue('clear past statuses');
  expect(await kept()).toMatchObject({ text: '', endsAt: null, version: 2 });
});

test('both empty takes a status away', async () => {
  const { presence } = world.services;
  const dee = await world.person();
  await presence.setStatus(dee.ctx, { emoji: '☕', text: '', seconds: 3600 });
  expect(await presence.setStatus(dee.ctx, { emoji: '', text: '', seconds: 3600 })).toMatchObject({
    status: null,
  });
});

test('X1 X6 an emoji is one emoji, and the words are one honest line', async () => {
  const { presence } = world.services;
  const refused = async (status: object) => {
    const input = { emoji: '', text: 'x', seconds: null, ...status };
    await expect(presence.setStatus(ada.ctx, input)).rejects.toMatchObject({ code: 'INVALID' });
  };
  for (const emoji of ['x', '🌱🌱', '<b>', '\u202e', '🌱\u200b', '1']) await refused({ emoji });
  for (const text of ['\u202egnp.exe', 'a\u0300'.padEnd(60, '\u0300'), 'x'.repeat(81)])
    await refused({ text });
  for (const emoji of ['🌱', '👩🏽‍💻', '🇩🇪', '❤️', '1️⃣'])
    expect((await presence.setStatus(await fresh(), { emoji, text: '', seconds: null })).status?.emoji).toBe(
      emoji,
    );
});
const fresh = async () => (await world.person()).ctx;

test('who writes invisibly gives no sign of it', async () => {
  const { channels, presence } = world.services;
  const { communityId, channelId } = await world.community(ada);
  const eve = await world.person();
  await world.join(eve, communityId);
  await channels.noteTyping(eve.ctx, { channelId });
  expect(world.told.typing.map(({ accountId }) => accountId)).toEqual([eve.id]);
  await presence.chooseState(eve.ctx, { state: 'invisible' });
  await channels.noteTyping(eve.ctx, { channelId });
  expect(world.told.typing).toHaveLength(1);
});

test('who changes their choice again and again is slowed down', async () => {
  const ctx = await fresh();
  const { presence } = world.services;
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, () => presence.chooseState(ctx, { state: 'dnd' })),
  );
  const failed = results.filter(({ status }) => status === 'rejected');
  expect(failed).toHaveLength(2);
  expect(failed[0]).toMatchObject({ reason: { code: 'RATE_LIMITED' } });
});

test('a rule hides two people from one another, and nothing else does', async () => {
  const { presence } = world.services;
  presence.people.connect('device of ada', ada.id, await presence.choiceOf(ada.id));
  const stateFor = async (viewer: Person) => (await presence.presenceFor(viewer.id, ada.id)).state;
  const [blocked, viewer] = [await world.person(), await world.person()];
  expect(await stateFor(blocked)).not.toBe('offline');
  await world.services.friends.blockAccount(ada.ctx, { accountId: blocked.id });
  expect([await stateFor(blocked), await stateFor(viewer)]).toEqual([
    'offline',
    expect.not.stringMatching('offline'),
  ]);
  expect(await presence.isVisibleTo(ada.id, blocked.id)).toBe(false);
});
