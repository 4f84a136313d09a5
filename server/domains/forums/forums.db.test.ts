import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let outsider: Person;
let communityId: string;
let forumId: string;

const forums = () => world.services.forums;
const post = (person = member, more: { title?: string; body?: string; tagIds?: string[] } = {}) =>
  forums().createPost(person.ctx, {
    channelId: forumId,
    clientId: randomUUID(),
    title: 'How warm is the kiln?',
    body: 'I **wonder**.',
    ...more,
  });
const list = async (filter = {}, person = member) =>
  (await forums().listPosts(person.ctx, { channelId: forumId, ...filter })).posts.map(
    ({ thread }) => thread.id,
  );
const countersOf = async (person: Person) =>
  (await world.services.communities.getBootstrap(person.ctx)).counters.find(
    ({ channelId }) => channelId === forumId,
  );
const deny = async (permission: string) => {
  const everyone = await world.db.prisma.role.findFirstOrThrow({ where: { communityId, isEveryone: true } });
  await world.db.prisma.override.create({
    data: { id: randomUUID(), channelId: forumId, roleId: everyone.id, deny: [permission], allow: [] },
  });
  await world.db.prisma.channel.update({ where: { id: forumId }, data: { synced: false } });
  world.services.directory.forget(communityId);
};

beforeAll(async () => {
  world = await createWorld();
  outsider = await world.person();
});
afterAll(() => world.close());
beforeEach(async () => {
  [owner, member] = [await world.person(), await world.person()];
  ({ communityId } = await world.community(owner));
  await world.join(member, communityId);
  const made = { communityId, categoryId: null, name: 'questions', kind: 'forum' } as const;
  ({ channelId: forumId } = await world.services.channels.createChannel(owner.ctx, made));
});

test('a post is a thread with a first message; its author follows it, and the forum is unread for the others', async () => {
  const { thread, first } = await post();
  expect(thread).toMatchObject({ parentId: forumId, name: 'How warm is the kiln?', posted: 1, rootId: null });
  expect(first).toMatchObject({ channelId: thread.id, body: 'I **wonder**.', ordinal: 1 });
  const page = await forums().listPosts(owner.ctx, { channelId: forumId });
  expect(page.posts).toMatchObject([{ thread: { id: thread.id }, first: { id: first!.id }, readOrdinal: 0 }]);
  const { threads } = await world.services.communities.getBootstrap(member.ctx);
  expect(threads.map(({ id }) => id)).toEqual([thread.id]);
  expect(await countersOf(member)).toMatchObject({ posted: 1, readOrdinal: 1 });
  expect(await countersOf(owner)).toMatchObject({ posted: 1, readOrdinal: 0 });
  await world.services.channels.markRead(owner.ctx, { channelId: forumId, seq: 1 });
  expect(await countersOf(owner)).toMatchObject({ posted: 1, readOrdinal: 1 });
  // What is said in it is news of the post, not of the forum.
  await world.send(member, thread.id, 'anybody?');
  expect(await countersOf(owner)).toMatchObject({ posted: 1, readOrdinal: 1 });
});

test('of several tries with one clientId there is one post; a refused message leaves none behind', async () => {
  const input = { channelId: forumId, clientId: randomUUID(), title: 'Once', body: 'only' };
  const made = await Promise.all([1, 2, 3].map(() => forums().createPost(member.ctx, input)));
  expect(new Set(made.map(({ thread }) => thread.id)).size).toBe(1);
  expect(await list()).toHaveLength(1);
  const rule = {
    ...{ communityId, name: 'No lamps', kind: 'words', mode: 'all', patterns: ['lamp'], leet: false },
    ...{ action: 'block', notice: 'No lamps here.', exemptRoleIds: [], exemptChannelIds: [] },
    ...{ mentionMax: 5, enabled: true },
  };
  await world.services.filters.createFilter(owner.ctx, rule);
  for (const words of [{ title: 'a lamp' }, { body: 'a lamp' }])
    await expect(post(member, words)).rejects.toMatchObject({ reason: 'message.filtered' });
  await expect(
    world.services.threads.updateThread(member.ctx, { threadId: made[0]!.thread.id, name: 'lamp' }),
  ).rejects.toMatchObject({ reason: 'message.filtered' });
  await world.services.channels.setSlowMode(owner.ctx, { channelId: forumId, slowMode: 60 });
  await post();
  await expect(post()).rejects.toMatchObject({ reason: 'channel.slow_mode' });
  expect(await list()).toHaveLength(2);
  expect(await world.db.prisma.channel.count({ where: { parentId: forumId } })).toBe(2);
  expect(await countersOf(owner)).toMatchObject({ posted: 2 });
});

test('in the forum itself nobody writes; its kind stays', async () => {
  const { channels } = world.services;
  await expect(world.send(owner, forumId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(channels.noteTyping(owner.ctx, { channelId: forumId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(channels.updateChannel(owner.ctx, { channelId: forumId, kind: 'text' })).rejects.toMatchObject(
    { code: 'INVALID', fields: { kind: 'invalid' } },
  );
  const { channelId: other } = await channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'chat' },
  });
  await expect(channels.updateChannel(owner.ctx, { channelId: other, kind: 'forum' })).rejects.toMatchObject({
    code: 'INVALID',
  });
  await expect(forums().listPosts(owner.ctx, { channelId: other })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect((await world.services.messages.getPage(owner.ctx, { channelId: forumId })).messages).toEqual([]);
  expect(await world.services.messages.listPins(owner.ctx, { channelId: forumId })).toEqual([]);
});

test('who may not see the forum learns of no post, title or tag; who may not begin one cannot', async () => {
  const { tagId } = await forums().createTag(owner.ctx, { channelId: forumId, name: 'Glaze' });
  const { thread } = await post(owner);
  const { threads, messages } = world.services;
  const attempts = (person: Person) => [
    () => list({}, person),
    () => forums().listTags(person.ctx, { channelId: forumId }),
    () => post(person),
    () => forums().tagPost(person.ctx, { threadId: thread.id, tagIds: [tagId] }),
    () => forums().pinPost(person.ctx, { threadId: thread.id, pinned: true }),
    () => forums().deletePost(person.ctx, { threadId: thread.id }),
    () => forums().createTag(person.ctx, { channelId: forumId, name: 'x' }),
    () => threads.getThread(person.ctx, { threadId: thread.id }),
    () => messages.getPage(person.ctx, { channelId: thread.id }),
  ];
  for (const attempt of attempts(outsider))
    await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await deny('channel.view');
  for (const attempt of attempts(member))
    await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('without the right to begin threads, or to write, there is no post', async () => {
  await deny('thread.create');
  await expect(post()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await world.db.prisma.override.deleteMany({ where: { channelId: forumId } });
  await deny('message.send');
  await expect(post()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await list()).toEqual([]);
});

test('tags: managed with the channel, at most twenty; those of the moderators are theirs', async () => {
  const make = (name: string, more = {}) =>
    forums().createTag(owner.ctx, { channelId: forumId, name, ...more });
  const { tagId: glaze } = await make('Glaze', { emoji: '🏺' });
  const { tagId: solved } = await make('Solved', { moderated: true });
  await forums().moveTag(owner.ctx, { channelId: forumId, tagId: solved, index: 0 });
  const { tags } = await forums().listTags(member.ctx, { channelId: forumId });
  expect(tags).toEqual([
    { id: solved, name: 'Solved', emoji: '', moderated: true },
    { id: glaze, name: 'Glaze', emoji: '🏺', moderated: false },
  ]);
  for (const tagIds of [[solved], [randomUUID()]])
    await expect(post(member, { tagIds })).rejects.toMatchObject({
      code: tagIds[0] === solved ? 'FORBIDDEN' : 'INVALID',
    });
  const { thread } = await post(member, { tagIds: [glaze] });
  expect(thread.tagIds).toEqual([glaze]);
  const plain = await post(member);
  await forums().tagPost(owner.ctx, { threadId: thread.id, tagIds: [glaze, solved] });
  // Who does not moderate leaves the moderators' tag where it is.
  await expect(forums().tagPost(member.ctx, { threadId: thread.id, tagIds: [glaze] })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await forums().tagPost(member.ctx, { threadId: thread.id, tagIds: [solved] });
  expect(await list({ tagIds: [solved] })).toEqual([thread.id]);
  expect(await list({ tagIds: [glaze] })).toEqual([]);
  await forums().deleteTag(owner.ctx, { channelId: forumId, tagId: solved });
  const { posts } = await forums().listPosts(member.ctx, { channelId: forumId });
  expect(posts.map((each) => [each.thread.id, each.thread.tagIds])).toEqual([
    [plain.thread.id, []],
    [thread.id, []],
  ]);
  await expect(forums().createTag(member.ctx, { channelId: forumId, name: 'mine' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  for (let n = 2; n <= 20; n += 1) await make(`tag ${n}`);
  await expect(make('one more')).rejects.toMatchObject({ reason: 'limit.reached' });
});

test('lists: by activity or age, unanswered, archived, pinned first, page by page', async () => {
  const made: string[] = [];
  for (let n = 0; n < 3; n += 1) made.push((await post(owner, { title: `post ${n}` })).thread.id);
  const [a, b, c] = made as [string, string, string];
  await world.send(member, a, 'an answer');
  expect(await list()).toEqual([a, c, b]);
  expect(await list({ order: 'newest' })).toEqual([c, b, a]);
  expect(await list({ unanswered: true })).toEqual([c, b]);
  await forums().pinPost(owner.ctx, { threadId: b, pinned: true });
  expect(await list()).toEqual([b, a, c]);
  await expect(forums().pinPost(member.ctx, { threadId: c, pinned: true })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await world.services.threads.updateThread(owner.ctx, { threadId: a, archived: true });
  expect([await list(), await list({ archived: true })]).toEqual([[b, c], [a]]);
  for (let n = 0; n < 26; n += 1) await insertPost(`more ${n}`);
  const first = await forums().listPosts(member.ctx, { channelId: forumId });
  const second = await forums().listPosts(member.ctx, { channelId: forumId, before: first.next! });
  const all = [...first.posts, ...second.posts].map(({ thread }) => thread.id);
  expect([first.posts.length, second.next, new Set(all).size, all[0]]).toEqual([26, null, 28, b]);
});

test('three posts can be pinned, and no more at once', async () => {
  const ids = [];
  for (let n = 0; n < 5; n += 1) ids.push(await insertPost(`post ${n}`));
  const tries = await Promise.allSettled(
    ids.map((threadId) => forums().pinPost(owner.ctx, { threadId, pinned: true })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('pinned posts are not archived for being quiet; archived by hand they are pinned no more', async () => {
  const { threads } = world.services;
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) ids.push(await insertPost(`post ${n}`));
  const pin = (threadId: string) => forums().pinPost(owner.ctx, { threadId, pinned: true });
  const [a, b, c, d] = ids as [string, string, string, string];
  for (const id of [a, b, c]) await pin(id);
  world.advance(8 * 24 * 60 * 60_000);
  await threads.archiveQuietThreads();
  world.advance(-8 * 24 * 60 * 60_000);
  expect([(await list()).toSorted(), await list({ archived: true })]).toEqual([[a, b, c].toSorted(), [d]]);
  await threads.updateThread(owner.ctx, { threadId: a, archived: true });
  // Out of the archive, in its stead.
  await pin(d);
  expect([(await list()).toSorted(), await list({ archived: true })]).toEqual([[b, c, d].toSorted(), [a]]);
  await threads.updateThread(owner.ctx, { threadId: a, archived: false });
  await expect(pin(a)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'limit.reached' });
});

test('an author deletes a post while nobody answered; a moderator always, with a record', async () => {
  const { thread: lonely } = await post();
  const { thread: answered } = await post();
  await world.send(owner, answered.id, 'an answer');
  await forums().deletePost(member.ctx, { threadId: lonely.id });
  await expect(forums().deletePost(member.ctx, { threadId: answered.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  // The first message can go by itself: what others said stays.
  const { posts } = await forums().listPosts(member.ctx, { channelId: forumId });
  await world.services.messages.deleteMessage(member.ctx, { messageId: posts[0]!.first!.id });
  expect(await forums().listPosts(member.ctx, { channelId: forumId })).toMatchObject({
    posts: [{ thread: { id: answered.id }, first: null }],
  });
  await forums().deletePost(owner.ctx, { threadId: answered.id, reason: 'off topic' });
  expect(await list()).toEqual([]);
  await expect(world.send(owner, answered.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { entries } = await world.services.audit.listEntries(owner.ctx, { communityId });
  expect(entries[0]).toMatchObject({ action: 'channel.delete', reason: 'off topic' });
  for (let round = 0; round < 6; round += 1) await world.services.channels.purgeDeletedChannels();
  expect(await world.db.prisma.channel.count({ where: { parentId: forumId } })).toBe(0);
});

/** A post without a message, faster than anybody may write. */
async function insertPost(name: string): Promise<string> {
  const id = randomUUID();
  await world.db.prisma.channel.create({
    data: { id, communityId, parentId: forumId, createdById: member.id, kind: 'thread', name, position: 0 },
  });
  return id;
}

test('who lost the forum hears no more of a post that they follow; a moderator’s deletion of answers is recorded', async () => {
  const { thread } = await post();
  await world.send(owner, thread.id, 'an answer');
  await deny('channel.view');
  world.told.threads.length = 0;
  await world.services.threads.updateThread(owner.ctx, { threadId: thread.id, name: 'No longer yours' });
  const [told] = world.told.threads;
  expect(told?.followers).toEqual([owner.id]);
  const own = await post(owner, { title: 'Mine' });
  await world.db.prisma.override.deleteMany({ where: { channelId: forumId } });
  world.services.directory.forget(communityId);
  await world.send(member, own.thread.id, 'theirs');
  await expect(forums().deletePost(member.ctx, { threadId: own.thread.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await forums().deletePost(owner.ctx, { threadId: own.thread.id });
  expect(
    await world.db.prisma.auditEntry.count({
      where: { communityId, action: 'channel.delete', targetId: own.thread.id },
    }),
  ).toBe(1);
});

test('what a filter notices in a post stands in the forum, with the title; posts come at the pace of threads', async () => {
  const rule = {
    ...{ communityId, name: 'Lamps', kind: 'words', mode: 'all', patterns: ['lamp'], leet: false },
    ...{ action: 'alert', notice: '', exemptRoleIds: [], exemptChannelIds: [], mentionMax: 5, enabled: true },
  };
  await world.services.filters.createFilter(owner.ctx, rule);
  const { thread } = await post(member, { title: 'A lamp' });
  await world.send(member, thread.id, 'another lamp');
  await expect
    .poll(async () =>
      (await world.services.reports.listReports(owner.ctx, { communityId, state: 'open' })).reports.map(
        ({ channel, body }) => [channel?.id, body],
      ),
    )
    .toEqual(
      expect.arrayContaining([
        [forumId, expect.stringContaining('A lamp')],
        [forumId, 'another lamp'],
      ]),
    );
  for (let n = 2; n <= 10; n += 1) await post();
  await expect(post()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(await list()).toHaveLength(10);
});
