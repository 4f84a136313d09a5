import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let ada: Person;
let bram: Person;
let chiara: Person;
let stranger: Person;
let communityId: string;

const conversations = () => world.services.conversations;
const friends = () => world.services.friends;
const befriend = async (one: Person, other: Person) => {
  await friends().requestFriend(one.ctx, { username: other.username });
  await friends().acceptFriend(other.ctx, { accountId: one.id });
};
const direct = (from: Person, to: Person) => conversations().startDirect(from.ctx, { accountId: to.id });
const group = (owner: Person, ...others: Person[]) =>
  conversations().createGroup(owner.ctx, { memberIds: others.map(({ id }) => id) });
const listOf = async (person: Person) =>
  (await world.services.communities.getBootstrap(person.ctx)).conversations;
const seen = async (person: Person, id: string) => (await listOf(person)).find((each) => each.id === id);
const mayWrite = async (person: Person, id: string) =>
  (await seen(person, id))?.permissions.includes('message.send');
const page = (person: Person, channelId: string) =>
  world.services.messages.getPage(person.ctx, { channelId });

beforeAll(async () => {
  world = await createWorld();
  const owner = await world.person();
  ({ communityId } = await world.community(owner));
});
afterAll(() => world.close());
beforeEach(async () => {
  [ada, bram, chiara, stranger] = await Promise.all([
    world.person(),
    world.person(),
    world.person(),
    world.person(),
  ]);
  for (const person of [ada, bram, chiara]) await world.join(person, communityId);
});

describe('direct', () => {
  test('two people have one, however they start it', async () => {
    await befriend(ada, bram);
    const started = await Promise.all([
      direct(ada, bram),
      direct(bram, ada),
      direct(ada, bram),
      direct(bram, ada),
    ]);
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    expect(await listOf(ada)).toMatchObject([{ kind: 'direct', answer: 'accepted' }]);
  });

  test('messages go by the way of every channel', async () => {
    await befriend(ada, bram);
    const { id } = await direct(ada, bram);
    const first = await world.send(ada, id, 'hello **you**');
    await world.send(bram, id, 'and you', { replyToId: first.id });
    expect((await page(bram, id)).messages.map(({ body }) => body)).toEqual(['hello **you**', 'and you']);
    const { counters } = await world.services.communities.getBootstrap(ada.ctx);
    expect(counters.find(({ channelId }) => channelId === id)).toMatchObject({ posted: 2, readOrdinal: 1 });
    await world.services.channels.markRead(ada.ctx, { channelId: id, seq: 2 });
    await world.services.messages.pinMessage(bram.ctx, { messageId: first.id });
    await expect(
      world.services.messages.deleteMessage(bram.ctx, { messageId: first.id }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('Z15 to a third person it does not exist, by whatever door of a channel', async () => {
    await befriend(ada, bram);
    const { id } = await direct(ada, bram);
    const message = await world.send(ada, id, 'between us');
    const { channels, messages, members } = world.services;
    for (const attempt of [
      () => page(chiara, id),
      () => messages.getPage(chiara.ctx, { channelId: id, around: message.id }),
      () => messages.getChanges(chiara.ctx, { channelId: id, since: 0 }),
      () => world.send(chiara, id, 'me too'),
      () => messages.editMessage(chiara.ctx, { messageId: message.id, body: 'x' }),
      () => messages.listPins(chiara.ctx, { channelId: id }),
      () => channels.markRead(chiara.ctx, { channelId: id, seq: 1 }),
      () => channels.noteTyping(chiara.ctx, { channelId: id }),
      () => channels.updateChannel(ada.ctx, { channelId: id, name: 'mine' }),
      () => channels.deleteChannel(ada.ctx, { channelId: id }),
      () => world.services.reports.createReport(chiara.ctx, { messageId: message.id, reason: 'spam' }),
      () => conversations().closeConversation(chiara.ctx, { conversationId: id }),
      () => members.getMember(chiara.ctx, { communityId: id, accountId: ada.id }),
    ])
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('from somebody of one community it is a request; an answer accepts it', async () => {
    const { id } = await direct(ada, bram);
    await world.send(ada, id, 'may I?');
    expect([(await seen(ada, id))?.answer, (await seen(bram, id))?.answer]).toEqual(['accepted', 'waiting']);
    await world.send(bram, id, 'sure');
    expect((await seen(bram, id))?.answer).toBe('accepted');
  });

  test('who shares nothing with somebody cannot reach them, and friends of a community only if they are let', async () => {
    await expect(direct(stranger, ada)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await friends().setPrivacy(bram.ctx, { messagesFrom: 'friends' });
    await expect(direct(ada, bram)).rejects.toMatchObject({ reason: 'conversation.closed' });
    await befriend(ada, bram);
    await expect(direct(ada, bram)).resolves.toMatchObject({ kind: 'direct' });
    await expect(direct(ada, ada)).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('blocked, declined and refused look the same from outside', async () => {
    const outcomes: unknown[] = [];
    for (const refuse of [
      async (me: Person, them: Person, id: string) => {
        await friends().blockAccount(me.ctx, { accountId: them.id });
        return id;
      },
      async (me: Person, _: Person, id: string) => {
        await conversations().answerConversation(me.ctx, { conversationId: id, answer: 'declined' });
        return id;
      },
    ]) {
      const [me, them] = [await world.person(), await world.person()];
      for (const person of [me, them]) await world.join(person, communityId);
      const { id } = await direct(them, me);
      await world.send(them, id, 'hello?');
      await refuse(me, them, id);
      const dto = await seen(them, id);
      const failure = await world.send(them, id, 'still there?').catch((error: unknown) => error);
      const again = await direct(them, me);
      outcomes.push({
        failure: { ...(failure as object) },
        permissions: dto?.permissions,
        answer: dto?.answer,
        again: again.id === id,
        shown: (await page(them, id)).messages.length,
        relations: await friends().getRelations(them.ctx),
      });
      expect(await mayWrite(me, id)).toBe(false);
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    // One that was never started: as with somebody who takes messages of friends only.
    const [blocker, closed, them] = [await world.person(), await world.person(), await world.person()];
    for (const person of [blocker, closed, them]) await world.join(person, communityId);
    await friends().blockAccount(blocker.ctx, { accountId: them.id });
    await friends().setPrivacy(closed.ctx, { messagesFrom: 'friends' });
    const failures = await Promise.all(
      [blocker, closed].map((to) => direct(them, to).catch((error: unknown) => ({ ...(error as object) }))),
    );
    expect(failures[0]).toEqual(failures[1]);
  });

  test('a block closes it at once, for messages, changes and typing; without it it goes on', async () => {
    await befriend(ada, bram);
    const { id } = await direct(ada, bram);
    const message = await world.send(bram, id, 'one');
    await friends().blockAccount(ada.ctx, { accountId: bram.id });
    for (const attempt of [
      () => world.send(bram, id, 'two'),
      () => world.send(ada, id, 'three'),
      () => world.services.messages.editMessage(bram.ctx, { messageId: message.id, body: 'four' }),
      () => world.services.channels.noteTyping(bram.ctx, { channelId: id }),
    ])
      await expect(attempt(), attempt.toString()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await friends().unblockAccount(ada.ctx, { accountId: bram.id });
    await expect(world.send(bram, id, 'five')).resolves.toMatchObject({ body: 'five' });
  });

  test('put away it is gone until the next message', async () => {
    await befriend(ada, bram);
    const { id } = await direct(ada, bram);
    await world.send(bram, id, 'one');
    await conversations().closeConversation(ada.ctx, { conversationId: id });
    expect((await seen(ada, id))?.closedAt).toBe(1);
    expect((await seen(bram, id))?.closedAt).toBeNull();
    await direct(ada, bram);
    expect((await seen(ada, id))?.closedAt).toBeNull();
  });
});

describe('groups', () => {
  test('are made of friends, who see it all; nobody else does', async () => {
    await befriend(ada, bram);
    await expect(group(ada, bram, chiara)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await group(ada, bram);
    await world.send(ada, id, 'us two');
    await expect(page(chiara, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await befriend(bram, chiara);
    await conversations().addMembers(bram.ctx, { conversationId: id, memberIds: [chiara.id] });
    expect((await page(chiara, id)).messages).toHaveLength(1);
    await expect(
      conversations().removeMember(bram.ctx, { conversationId: id, accountId: chiara.id }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await conversations().removeMember(ada.ctx, { conversationId: id, accountId: chiara.id });
    await expect(page(chiara, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await listOf(chiara)).toEqual([]);
    await expect(
      conversations().answerConversation(bram.ctx, { conversationId: id, answer: 'declined' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('the owner who leaves hands it on; with the last one it ends', async () => {
    await befriend(ada, bram);
    const { id } = await group(ada, bram);
    await conversations().updateGroup(bram.ctx, { conversationId: id, name: 'Boat', colour: 'sky' });
    await conversations().leaveGroup(ada.ctx, { conversationId: id });
    expect(await seen(bram, id)).toMatchObject({ ownerId: bram.id, name: 'Boat', colour: 'sky' });
    await conversations().leaveGroup(bram.ctx, { conversationId: id });
    await expect(page(bram, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.db.prisma.conversation.count({ where: { id } })).toBe(0);
    await world.services.channels.purgeDeletedChannels();
    await world.services.channels.purgeDeletedChannels();
    expect(await world.db.prisma.channel.count({ where: { id } })).toBe(0);
  });

  test('hold 50 people, also when many are added at once', async () => {
    const { id } = await group(ada);
    const many = Array.from({ length: 60 }, () => randomUUID());
    await world.db.pool.query(
      `INSERT INTO accounts (id, username, username_skeleton, display_name, password_hash) SELECT u, u, u, 'X', '' FROM unnest($1::uuid[]) u`,
      [many],
    );
    await world.db.pool.query(
      `INSERT INTO friendships (low_id, high_id, requested_by, accepted_at) SELECT least(u, $1), greatest(u, $1), u, now() FROM unnest($2::uuid[]) u`,
      [ada.id, many],
    );
    await Promise.allSettled(
      many.map((memberId) =>
        conversations().addMembers(ada.ctx, { conversationId: id, memberIds: [memberId] }),
      ),
    );
    expect(await world.db.prisma.conversationMember.count({ where: { conversationId: id } })).toBe(50);
  });

  test('two acts on one member at once leave one outcome', async () => {
    await befriend(ada, bram);
    await befriend(ada, chiara);
    for (let round = 0; round < 5; round += 1) {
      const { id } = await group(ada, bram, chiara);
      await Promise.allSettled([
        conversations().handGroupOver(ada.ctx, { conversationId: id, accountId: bram.id }),
        conversations().leaveGroup(bram.ctx, { conversationId: id }),
        conversations().removeMember(ada.ctx, { conversationId: id, accountId: bram.id }),
      ]);
      const { ownerId, members } = (await seen(ada, id))!;
      expect(members.map((each) => each.id)).not.toContain(bram.id);
      expect(members.map((each) => each.id)).toContain(ownerId);
    }
  });
});

test('who is deleted leaves groups, and closes direct conversations', async () => {
  const admin = await world.person();
  await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
  await befriend(ada, bram);
  const [{ id: two }, { id: many }] = [await direct(ada, bram), await group(ada, bram)];
  await world.services.accounts.deleteAccount(
    { ...admin.ctx, actor: { ...admin.ctx.actor, account: { ...accountOf(admin), isAdmin: true } } as never },
    { targetId: ada.id, messages: 'keep' },
  );
  expect(await mayWrite(bram, two)).toBe(false);
  expect(await seen(bram, many)).toMatchObject({ ownerId: bram.id, members: [{ id: bram.id }] });
});

const accountOf = ({ ctx }: Person) => (ctx.actor.kind === 'user' ? ctx.actor.account : undefined)!;
