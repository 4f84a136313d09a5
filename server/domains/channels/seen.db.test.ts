import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { seenMembersMax } from './contract.ts';

let world: World;
let communityId: string;
let channelId: string;
let ada: Person;
let bram: Person;

beforeAll(async () => {
  world = await createWorld();
  const owner = await world.person();
  ({ communityId, channelId } = await world.community(owner));
});
afterAll(() => world.close());
beforeEach(async () => {
  [ada, bram] = await Promise.all([newMember(), newMember()]);
});

async function newMember(): Promise<Person> {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
}
const befriend = async (one: Person, other: Person) => {
  await world.services.friends.requestFriend(one.ctx, { username: other.username });
  await world.services.friends.acceptFriend(other.ctx, { accountId: one.id });
};
const between = async (one: Person, other: Person) =>
  (await world.services.conversations.startDirect(one.ctx, { accountId: other.id })).id;
const reads = (person: Person, id: string, seq: number) =>
  world.services.channels.markRead(person.ctx, { channelId: id, seq });
const seenBy = (person: Person, id: string) =>
  world.services.channels.listSeen(person.ctx, { channelId: id });
const shares = (person: Person, sharesSeen: boolean) =>
  world.services.friends.setPrivacy(person.ctx, { sharesSeen });

test('each learns how far the other has read, and nothing of themselves', async () => {
  await befriend(ada, bram);
  const id = await between(ada, bram);
  const { seq } = await world.send(ada, id);
  expect(await seenBy(ada, id)).toEqual([]);
  await reads(bram, id, seq);
  expect(await seenBy(ada, id)).toEqual([{ accountId: bram.id, seq }]);
  expect(await seenBy(bram, id)).toEqual([{ accountId: ada.id, seq }]);
});

test('it is fair: who does not tell is not told, until they do again', async () => {
  await befriend(ada, bram);
  const id = await between(ada, bram);
  const { seq } = await world.send(ada, id);
  await reads(bram, id, seq);
  await shares(bram, false);
  expect([await seenBy(ada, id), await seenBy(bram, id)]).toEqual([[], []]);
  await shares(bram, true);
  await shares(ada, false);
  expect([await seenBy(ada, id), await seenBy(bram, id)]).toEqual([[], []]);
  await shares(ada, true);
  expect(await seenBy(ada, id)).toHaveLength(1);
});

test('a request tells nobody that it was read, nor does either learn of the other once one is blocked', async () => {
  const id = await between(ada, bram);
  const { seq } = await world.send(ada, id);
  await reads(bram, id, seq);
  expect(await seenBy(ada, id)).toEqual([]);
  await befriend(ada, bram);
  await world.send(bram, id);
  expect(await seenBy(ada, id)).toHaveLength(1);
  await world.services.friends.blockAccount(bram.ctx, { accountId: ada.id });
  expect([await seenBy(ada, id), await seenBy(bram, id)]).toEqual([[], []]);
});

test('communities and large groups tell nobody', async () => {
  const { seq } = await world.send(ada, channelId);
  await reads(bram, channelId, seq);
  expect(await seenBy(ada, channelId)).toEqual([]);

  const others = await Promise.all(Array.from({ length: seenMembersMax }, newMember));
  for (const one of others) await befriend(ada, one);
  const memberIds = others.map((one) => one.id);
  const small = await world.services.conversations.createGroup(ada.ctx, { memberIds: memberIds.slice(1) });
  const large = await world.services.conversations.createGroup(ada.ctx, { memberIds });
  for (const { id } of [small, large]) {
    const sent = await world.send(ada, id);
    await reads(others[1] as Person, id, sent.seq);
  }
  expect(await seenBy(ada, small.id)).toHaveLength(1);
  expect(await seenBy(ada, large.id)).toEqual([]);
});

test('who is not in a conversation learns nothing of it', async () => {
  await befriend(ada, bram);
  const id = await between(ada, bram);
  await expect(seenBy(await newMember(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('reading on is told to those who may know, and to nobody when it went no further', async () => {
  await befriend(ada, bram);
  const id = await between(ada, bram);
  const { seq } = await world.send(ada, id);
  const told = () => world.told.seen.filter(({ event }) => event.channelId === id);
  await reads(bram, id, seq);
  await reads(bram, id, seq);
  expect(told()).toEqual([{ accountIds: [ada.id], event: { channelId: id, accountId: bram.id, seq } }]);
  await shares(ada, false);
  const later = await world.send(ada, id);
  await reads(bram, id, later.seq);
  expect(told()).toHaveLength(1);
});
