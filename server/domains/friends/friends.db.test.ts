import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let ada: Person;
let bram: Person;

const friends = () => world.services.friends;
const ask = (from: Person, to: Person) => friends().requestFriend(from.ctx, { username: to.username });
const standing = async (person: Person) =>
  Object.fromEntries(
    (await friends().getRelations(person.ctx)).map(({ account, state }) => [account.id, state]),
  );
const toldOf = (person: Person) =>
  world.told.related.filter(({ accountId }) => accountId === person.id).map(({ event }) => event.state);

beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  [ada, bram] = [await world.person(), await world.person()];
  world.told.related.length = 0;
});

test('a request, an answer, an end: both see it, on all their devices', async () => {
  expect(await ask(ada, bram)).toEqual({ state: 'outgoing' });
  expect([await standing(ada), await standing(bram)]).toEqual([
    { [bram.id]: 'outgoing' },
    { [ada.id]: 'incoming' },
  ]);
  await expect(friends().acceptFriend(ada.ctx, { accountId: bram.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await friends().acceptFriend(bram.ctx, { accountId: ada.id });
  expect(await standing(ada)).toEqual({ [bram.id]: 'friend' });
  await friends().removeFriend(ada.ctx, { accountId: bram.id });
  expect([await standing(ada), await standing(bram)]).toEqual([{}, {}]);
  expect([toldOf(ada), toldOf(bram)]).toEqual([
    ['outgoing', 'friend', null],
    ['incoming', 'friend', null],
  ]);
});

test('two who ask each other at once are friends', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await world.person(), await world.person()];
    await Promise.all([ask(one, other), ask(other, one), ask(one, other)]);
    expect(await standing(one)).toEqual({ [other.id]: 'friend' });
  }
});

test('names: in any spelling of theirs, with an @; nobody, oneself and odd ones are refused', async () => {
  await friends().requestFriend(ada.ctx, { username: `@${bram.username.toUpperCase()}` });
  expect(await standing(bram)).toEqual({ [ada.id]: 'incoming' });
  await expect(friends().requestFriend(ada.ctx, { username: 'nobody.here' })).rejects.toMatchObject({
    reason: 'person.unknown',
  });
  for (const username of [ada.username, 'a\0', '', 'x'.repeat(500)])
    await expect(friends().requestFriend(ada.ctx, { username })).rejects.toMatchObject({ code: 'INVALID' });
});

describe('blocking', () => {
  test('ends what there was, and is told to nobody else', async () => {
    await ask(ada, bram);
    await friends().acceptFriend(bram.ctx, { accountId: ada.id });
    world.told.related.length = 0;
    await friends().blockAccount(ada.ctx, { accountId: bram.id });
    expect([await standing(ada), await standing(bram)]).toEqual([{ [bram.id]: 'blocked' }, {}]);
    expect([toldOf(ada), toldOf(bram)]).toEqual([['blocked'], [null]]);
    await friends().unblockAccount(ada.ctx, { accountId: bram.id });
    expect(await standing(ada)).toEqual({});
    // Bram has heard of nothing but the end of the friendship.
    expect(toldOf(bram)).toEqual([null]);
  });

  test('a blocked person asks as anybody else, and is not heard', async () => {
    const other = await world.person();
    await friends().blockAccount(ada.ctx, { accountId: bram.id });
    const answers = await Promise.all([ask(bram, ada), ask(bram, other)]);
    expect(answers).toEqual([{ state: 'outgoing' }, { state: 'outgoing' }]);
    expect(await standing(bram)).toEqual({ [ada.id]: 'outgoing', [other.id]: 'outgoing' });
    expect(await standing(ada)).toEqual({ [bram.id]: 'blocked' });
    expect(toldOf(ada)).toEqual(['blocked']);
    await expect(friends().acceptFriend(ada.ctx, { accountId: bram.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(ask(ada, bram)).rejects.toMatchObject({ reason: 'person.blocked' });
  });

  test('itself, and somebody who is not there, cannot be blocked', async () => {
    await expect(friends().blockAccount(ada.ctx, { accountId: ada.id })).rejects.toMatchObject({
      code: 'INVALID',
    });
    await expect(
      friends().blockAccount(ada.ctx, { accountId: '00000000-0000-7000-8000-000000000000' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
