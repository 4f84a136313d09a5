import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';

let world: World;
let owner: Person, member: Person, outsider: Person;
let communityId: string, channelId: string;
beforeAll(async () => {
  world = await createWorld();
  [owner, member, outsider] = [await world.person(), await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const previews = (person: Person, ...messageIds: string[]) =>
  world.services.messages.listPreviews(person.ctx, { messageIds });
const idsFor = async (person: Person, ...messageIds: string[]) =>
  (await previews(person, ...messageIds)).map(({ id }) => id);

test('a message is shown with its author, its place and its text, to who may see it at that moment', async () => {
  const { id } = await world.send(owner, channelId, `**Hot** <@${member.id}>\n||hidden||`);
  const [shown] = await previews(member, id);
  expect(shown).toMatchObject({
    id,
    channel: { id: channelId, name: 'general', parentId: null },
    place: { kind: 'community', id: communityId, name: 'Test' },
    author: { id: owner.id },
    excerpt: `Hot <@${member.id}> ▮▮▮▮`,
    mentioned: [{ id: member.id }],
  });
  const edited = await world.services.messages.editMessage(owner.ctx, { messageId: id, body: 'cold' });
  expect(await previews(member, id)).toMatchObject([{ excerpt: 'cold', version: edited.version }]);
  expect(await idsFor(outsider, id)).toEqual([]);
  await world.join(outsider, communityId);
  expect(await idsFor(outsider, id)).toEqual([id]);
  await world.services.communities.leaveCommunity(outsider.ctx, { communityId });
  expect(await idsFor(outsider, id)).toEqual([]);
});

test('hidden, deleted, of a blocked author and never there: all are left out alike', async () => {
  const { channelId: hidden } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'hidden', isPrivate: true },
  });
  const secret = await world.send(owner, hidden);
  const deleted = await world.send(owner, channelId);
  await world.services.messages.deleteMessage(owner.ctx, { messageId: deleted.id });
  const theirs = await world.send(owner, channelId, 'theirs');
  const own = await world.send(member, channelId, 'own');
  const all = [secret.id, deleted.id, randomUUID(), theirs.id, own.id];
  expect((await idsFor(member, ...all)).toSorted()).toEqual([theirs.id, own.id].toSorted());
  expect((await idsFor(owner, ...all)).toSorted()).toEqual([secret.id, theirs.id, own.id].toSorted());

  await world.services.friends.blockAccount(member.ctx, { accountId: owner.id });
  expect(await idsFor(member, ...all)).toEqual([own.id]);
  // Who was blocked cannot tell.
  expect((await idsFor(owner, ...all)).toSorted()).toEqual([secret.id, theirs.id, own.id].toSorted());
  await world.services.friends.unblockAccount(member.ctx, { accountId: owner.id });
  expect((await idsFor(member, ...all)).toSorted()).toEqual([theirs.id, own.id].toSorted());
});

test('of a thread and of a conversation; only for who is there', async () => {
  const root = await world.send(owner, channelId, 'root');
  const { id: threadId } = await world.services.threads.createThread(owner.ctx, { messageId: root.id });
  const reply = await world.send(owner, threadId, 'reply');
  expect(await previews(member, reply.id)).toMatchObject([
    { channel: { id: threadId, parentId: channelId }, place: { kind: 'community', id: communityId } },
  ]);
  const { id: direct } = await world.services.conversations.startDirect(owner.ctx, { accountId: member.id });
  const said = await world.send(owner, direct, 'between us');
  expect(await previews(member, said.id)).toMatchObject([
    { channel: { id: direct, parentId: null }, place: { kind: 'conversation', id: direct } },
  ]);
  expect(await idsFor(outsider, reply.id, said.id)).toEqual([]);
});

test('at most twenty are asked for at once', async () => {
  await expect(previews(member)).rejects.toMatchObject({ code: 'INVALID' });
  const many = Array.from({ length: 21 }, () => randomUUID());
  await expect(previews(member, ...many)).rejects.toMatchObject({ code: 'INVALID' });
  expect(await idsFor(member, ...many.slice(1))).toEqual([]);
});
