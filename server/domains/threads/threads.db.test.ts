import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let outsider: Person;
let communityId: string;
let channelId: string;

const threads = () => world.services.threads;
const begin = async (person = member, body = 'root **of** it') => {
  const root = await world.send(owner, channelId, body);
  return { root, thread: await threads().createThread(person.ctx, { messageId: root.id }) };
};
const page = (person: Person, id: string) => world.services.messages.getPage(person.ctx, { channelId: id });
const deny = async (permission: string) => {
  const everyone = await world.db.prisma.role.findFirstOrThrow({ where: { communityId, isEveryone: true } });
  await world.db.prisma.override.create({
    data: { id: randomUUID(), channelId, roleId: everyone.id, deny: [permission], allow: [] },
  });
  await world.db.prisma.channel.update({ where: { id: channelId }, data: { synced: false } });
  world.services.directory.forget(communityId);
};

beforeAll(async () => {
  world = await createWorld();
  outsider = await world.person();
});
afterAll(() => world.close());
beforeEach(async () => {
  [owner, member] = [await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
});

test('a message has one thread, whoever begins it at once; its page names it', async () => {
  const root = await world.send(owner, channelId, 'x'.repeat(200));
  const made = await Promise.all(
    [owner, member, owner, member].map(({ ctx }) => threads().createThread(ctx, { messageId: root.id })),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(made[0]).toMatchObject({ parentId: channelId, rootId: root.id, posted: 0, isArchived: false });
  expect(made[0]!.name).toHaveLength(80);
  expect((await page(member, channelId)).threads.map(({ id }) => id)).toEqual([made[0]!.id]);
  expect((await page(member, made[0]!.id)).messages).toEqual([]);
});

test('what is said in it stays in it, has its own counters, and is followed by who writes', async () => {
  const { thread } = await begin();
  await world.send(owner, thread.id, 'one');
  await world.send(member, thread.id, 'two');
  expect((await page(member, thread.id)).messages.map(({ body }) => body)).toEqual(['one', 'two']);
  expect((await page(member, channelId)).messages).toHaveLength(1);
  const seen = async (person: Person) => {
    const { threads: followed, counters } = await world.services.communities.getBootstrap(person.ctx);
    return [followed.map(({ id, posted }) => [id, posted]), counters.find((c) => c.channelId === thread.id)];
  };
  expect(await seen(owner)).toMatchObject([[[thread.id, 2]], { posted: 2, readOrdinal: 1 }]);
  await threads().followThread(owner.ctx, { threadId: thread.id, following: false });
  expect(await seen(owner)).toEqual([[], undefined]);
});

test('who may not see the channel has no thread of it, and nobody finds one by its id elsewhere', async () => {
  const { thread, root } = await begin();
  const message = await world.send(member, thread.id, 'inside');
  const { messages, channels, reports } = world.services;
  const attempts = (person: Person) => [
    () => page(person, thread.id),
    () => messages.getPage(person.ctx, { channelId: thread.id, around: message.id }),
    () => messages.getChanges(person.ctx, { channelId: thread.id, since: 0 }),
    () => world.send(person, thread.id),
    () => messages.deleteMessage(person.ctx, { messageId: message.id }),
    () => channels.markRead(person.ctx, { channelId: thread.id, seq: 1 }),
    () => channels.noteTyping(person.ctx, { channelId: thread.id }),
    () => threads().getThread(person.ctx, { threadId: thread.id }),
    () => threads().followThread(person.ctx, { threadId: thread.id, following: true }),
    () => threads().updateThread(person.ctx, { threadId: thread.id, name: 'x' }),
    () => threads().listThreads(person.ctx, { channelId }),
    () => threads().createThread(person.ctx, { messageId: root.id }),
  ];
  for (const attempt of attempts(outsider))
    await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  // A thread is no channel that one could manage, reply from or report in.
  for (const attempt of [
    () => channels.updateChannel(owner.ctx, { channelId: thread.id, name: 'x' }),
    () => channels.deleteChannel(owner.ctx, { channelId: thread.id }),
    () => threads().createThread(owner.ctx, { messageId: message.id }),
    () => world.send(owner, channelId, 'x', { replyToId: message.id }),
    () => reports.createReport(outsider.ctx, { messageId: message.id, reason: 'spam' }),
  ])
    await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await deny('channel.view');
  for (const attempt of attempts(member))
    await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { threads: followed, counters } = await world.services.communities.getBootstrap(member.ctx);
  expect([followed, counters.filter((each) => each.channelId === thread.id)]).toEqual([[], []]);
});

test('permissions are those of the channel; a locked one is for moderators', async () => {
  const { thread } = await begin();
  await expect(threads().lockThread(member.ctx, { threadId: thread.id, locked: true })).rejects.toMatchObject(
    { code: 'FORBIDDEN' },
  );
  await threads().lockThread(owner.ctx, { threadId: thread.id, locked: true });
  await expect(world.send(member, thread.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(world.send(owner, thread.id)).resolves.toMatchObject({ body: 'hello' });
  await threads().lockThread(owner.ctx, { threadId: thread.id, locked: false });
  await threads().updateThread(member.ctx, { threadId: thread.id, name: 'Renamed' });
  await deny('thread.create');
  await expect(begin()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await deny('message.send').catch(() => undefined);
});

test('quiet ones are archived, and come back with a message; lists go page by page', async () => {
  const { thread } = await begin();
  const { thread: busy } = await begin();
  world.advance(71 * 60 * 60_000);
  expect(await threads().archiveQuietThreads()).toBe(0);
  await threads().updateThread(member.ctx, { threadId: thread.id, archiveHours: 24 });
  expect(await threads().archiveQuietThreads()).toBe(1);
  const list = async (archived: boolean) =>
    (await threads().listThreads(member.ctx, { channelId, archived })).threads.map(({ id }) => id);
  expect([await list(true), await list(false)]).toEqual([[thread.id], [busy.id]]);
  await world.send(owner, thread.id);
  expect(await list(true)).toEqual([]);
  world.advance(-71 * 60 * 60_000);
});

test('reopened ones stay for as long as they say, though nobody writes', async () => {
  const { thread } = await begin();
  const archived = async () =>
    (await threads().getThread(member.ctx, { threadId: thread.id })).thread.isArchived;
  await threads().updateThread(member.ctx, { threadId: thread.id, archiveHours: 24 });
  world.advance(25 * 60 * 60_000);
  await threads().archiveQuietThreads();
  expect(await archived()).toBe(true);
  await threads().updateThread(member.ctx, { threadId: thread.id, archived: false });
  world.advance(23 * 60 * 60_000);
  await threads().archiveQuietThreads();
  expect(await archived()).toBe(false);
  world.advance(2 * 60 * 60_000);
  await threads().archiveQuietThreads();
  expect(await archived()).toBe(true);
  world.advance(-50 * 60 * 60_000);
});

test('with its channel it is gone, and a chore removes both', async () => {
  const { thread } = await begin();
  await world.send(owner, thread.id);
  await world.services.channels.deleteChannel(owner.ctx, { channelId });
  await expect(page(owner, thread.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (let round = 0; round < 6; round += 1) await world.services.channels.purgeDeletedChannels();
  expect(await world.db.prisma.channel.count({ where: { id: { in: [thread.id, channelId] } } })).toBe(0);
});

test('filters judge the name that it is begun with, as they do a new one', async () => {
  const rule = {
    ...{ communityId, name: 'No lamps', kind: 'words', mode: 'all', patterns: ['lamp'], leet: false },
    ...{ action: 'block', notice: 'No lamps here.', exemptRoleIds: [], exemptChannelIds: [] },
    ...{ mentionMax: 5, enabled: true },
  };
  await world.services.filters.createFilter(owner.ctx, rule);
  const root = await world.send(owner, channelId, 'a root');
  const create = (name: string) => threads().createThread(member.ctx, { messageId: root.id, name });
  await expect(create('a lamp')).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'message.filtered' });
  expect(await world.db.prisma.channel.count({ where: { rootId: root.id } })).toBe(0);
  expect(await create('a candle')).toMatchObject({ name: 'a candle' });
});

test('without a name it is called by what the message says: no marks, no spoilers, people by name', async () => {
  const { channelId: hidden } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'hidden' },
  });
  const named = async (body: string) => (await begin(owner, body)).thread.name;
  const { displayName } = await world.db.prisma.account.findUniqueOrThrow({ where: { id: member.id } });
  expect(await named(`**Ask** <@${member.id}>\nhow ||he dies||`)).toBe(`Ask @${displayName} how ▮▮▮▮`);
  expect(await named(`see <#${hidden}>`)).toBe('see #…');
  expect(await named(`${'x'.repeat(78)} and <@${member.id}>`)).toBe(`${'x'.repeat(78)} …`);
});

describe('with all that somebody wrote', () => {
  const nameOf = async (id: string) =>
    (await world.db.prisma.channel.findUniqueOrThrow({ where: { id } })).name;
  const isThere = async (id: string) => (await world.services.directory.thread(id)) !== undefined;
  const begun = async (name: string) => {
    const root = await world.send(owner, channelId, 'a root');
    const { id } = await threads().createThread(member.ctx, { messageId: root.id, name });
    await world.send(member, id, 'spam');
    return { root, id };
  };
  const makePosts = async () => {
    const { channelId: forumId } = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
    });
    const post = async (title: string) =>
      (
        await world.services.forums.createPost(member.ctx, {
          ...{ channelId: forumId, clientId: randomUUID(), title, body: 'spam' },
        })
      ).thread.id;
    const list = async () =>
      (await world.services.forums.listPosts(owner.ctx, { channelId: forumId })).posts.map(({ thread }) => [
        thread.id,
        thread.name,
      ]);
    return { post, list };
  };

  test('a ban takes threads and posts that nobody else wrote in, and the names of the others', async () => {
    const { post, list } = await makePosts();
    const old = await post('before');
    await world.db.prisma.channel.update({
      where: { id: old },
      data: { createdAt: new Date(Date.now() - 7200_000) },
    });
    const [, answered] = [await post('a slur'), await post('another')];
    await world.send(owner, answered!, 'not nice');
    const [own, shared] = [await begun('a slur'), await begun('a slur')];
    await world.send(owner, shared.id, 'not nice');
    await threads().getThread(owner.ctx, { threadId: shared.id });
    const { thread: others } = await begin(owner, 'another’s');
    await world.send(member, others.id, 'spam');
    const ban = { communityId, accountId: member.id, seconds: null, sweep: 3600 };
    expect(await world.services.members.banMember(owner.ctx, ban)).toEqual({ deletedMessages: 6 });
    expect(await list()).toEqual(
      expect.arrayContaining([
        [answered, '…'],
        [old, 'before'],
      ]),
    );
    expect(await list()).toHaveLength(2);
    expect([await isThere(own.id), await isThere(shared.id)]).toEqual([false, true]);
    expect([await nameOf(shared.id), await nameOf(others.id)]).toEqual(['…', 'another’s']);
    expect((await threads().getThread(owner.ctx, { threadId: shared.id })).thread.name).toBe('…');
    // At the message another may begin.
    const again = await threads().createThread(owner.ctx, { messageId: own.root.id, name: 'anew' });
    expect(again).toMatchObject({ name: 'anew', rootId: own.root.id });
  });

  test('so does the deletion of an account with its texts, and only with them', async () => {
    const { post, list } = await makePosts();
    const [alone, answered] = [await post('mine'), await post('mine too')];
    await world.send(owner, answered!, 'an answer');
    const { forgetAuthor } = world.services.messages;
    while ((await forgetAuthor(outsider.id, { blank: true })) > 0);
    expect((await list()).map(([, name]) => name).toSorted()).toEqual(['mine', 'mine too']);
    while ((await forgetAuthor(member.id, { blank: true })) > 0);
    expect(await list()).toEqual([[answered, '…']]);
    expect(await isThere(alone!)).toBe(false);
  });
});
