import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;
let channelId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.person('owner');
  member = await world.person('member');
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const faces = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x1f600 + n));

const react = (person: Person, { id }: { id: string }, emoji: string) =>
  world.services.reactions.addReaction(person.ctx, { messageId: id, emoji });
const takeBack = (person: Person, { id }: { id: string }, emoji: string) =>
  world.services.reactions.removeReaction(person.ctx, { messageId: id, emoji });
const shown = async (person: Person, { id }: { id: string }): Promise<MessageDto> => {
  const { messages } = await world.services.messages.getPage(person.ctx, { channelId });
  return messages.find((message) => message.id === id)!;
};
const rows = async ({ id }: { id: string }) => world.db.prisma.reaction.count({ where: { messageId: id } });
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; reason?: string }) => error.reason ?? error.code,
  );

describe('reacting', () => {
  test('each reader sees the counts, and which are their own', async () => {
    const message = await world.send(owner, channelId);
    await react(owner, message, '👍');
    await react(member, message, '👍');
    await react(member, message, '❤');
    expect((await shown(owner, message)).reactions).toEqual([
      { emoji: '👍', count: 2, mine: true },
      { emoji: '❤️', count: 1, mine: false },
    ]);
    await takeBack(owner, message, '👍');
    expect((await shown(owner, message)).reactions?.[0]).toEqual({ emoji: '👍', count: 1, mine: false });
    await takeBack(member, message, '👍');
    await takeBack(member, message, '❤️');
    expect((await shown(member, message)).reactions).toEqual([]);
    expect(await rows(message)).toBe(0);
  });

  test('the same again, and at the same moment, counts once', async () => {
    const message = await world.send(owner, channelId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => react(owner, message, '🎉')));
    expect(answers.filter(({ change }) => change !== null)).toHaveLength(1);
    expect((await shown(owner, message)).reactions).toEqual([{ emoji: '🎉', count: 1, mine: true }]);
    const before = (await shown(owner, message)).version;
    expect(await takeBack(member, message, '🎉')).toEqual({ change: null });
    const gone = await Promise.all(Array.from({ length: 20 }, () => takeBack(owner, message, '🎉')));
    expect(gone.filter(({ change }) => change !== null)).toHaveLength(1);
    expect((await shown(owner, message)).version).toBe(before + 1);
  });

  test('of thirty kinds at once, twenty are taken; more of those still count', async () => {
    const message = await world.send(owner, channelId);
    const outcomes = await Promise.all(
      faces.slice(0, 30).map((emoji) => refusal(react(owner, message, emoji))),
    );
    expect(outcomes.filter((each) => each === 'done')).toHaveLength(20);
    expect(outcomes.filter((each) => each === 'message.reactions_full')).toHaveLength(10);
    const { reactions } = await shown(owner, message);
    expect(reactions).toHaveLength(20);
    expect(await rows(message)).toBe(20);
    await react(member, message, reactions![7]!.emoji);
    expect((await shown(member, message)).reactions![7]).toMatchObject({ count: 2, mine: true });
    await takeBack(owner, message, reactions![0]!.emoji);
    expect(await refusal(react(member, message, '🇩🇪'))).toBe('done');
  });

  test('the database counts right, and holds the limit, whichever connection it comes from', async () => {
    const { createStore } = await import('./store.ts');
    const { newId } = await import('#server/platform/ids.ts');
    // Not in line, as on replicas of their own.
    const store = createStore(world.db);
    const message = await world.send(owner, channelId);
    const key = (emoji: string, { id }: Person) => ({
      messageId: message.id,
      channelId,
      emoji,
      accountId: id,
    });
    const outcomes = await Promise.all([
      ...faces
        .slice(0, 30)
        .flatMap((emoji) => [owner, member].map((who) => store.add(key(emoji, who), newId()))),
    ]);
    expect(new Set(outcomes.flatMap((each) => each?.version ?? [])).size).toBe(40);
    const { reactions } = await shown(owner, message);
    expect(reactions).toHaveLength(20);
    expect(reactions!.every(({ count, mine }) => count === 2 && mine)).toBe(true);
    const counted = await world.db.prisma.reaction.groupBy({
      by: ['emoji'],
      where: { messageId: message.id },
      _count: true,
    });
    expect(counted.every(({ _count }) => _count === 2)).toBe(true);
    await Promise.all(
      reactions!.flatMap(({ emoji }) => [owner, member].map((who) => store.remove(key(emoji, who)))),
    );
    expect((await shown(owner, message)).reactions).toEqual([]);
    await expect(
      world.db.pool.query(
        `UPDATE messages SET reactions = (SELECT jsonb_agg(n) FROM generate_series(1, 21) n) WHERE id = $1`,
        [message.id],
      ),
    ).rejects.toThrow(/messages_reactions_check/);
  });

  test('each change takes the next version, and a catch-up shows what a page shows', async () => {
    const message = await world.send(owner, channelId);
    const { version } = await world.services.messages.getPage(owner.ctx, { channelId });
    world.told.reactions.length = 0;
    await react(owner, message, '👍');
    await react(member, message, '🦜');
    await takeBack(owner, message, '👍');
    await react(owner, message, '🦜');
    expect(world.told.reactions.map((told) => told.version - version)).toEqual([1, 2, 3, 4]);
    for (const person of [owner, member]) {
      const changes = await world.services.messages.getChanges(person.ctx, { channelId, since: version });
      const page = await world.services.messages.getPage(person.ctx, { channelId });
      expect(changes.reload).toBe(false);
      if (!changes.reload) expect(changes.messages).toEqual([page.messages.at(-1)]);
      expect(changes.version).toBe(version + 4);
    }
  });

  test('a thousand who react are one small event, and a page of them does not list them', async () => {
    const message = await world.send(owner, channelId);
    await world.db.pool.query(
      `WITH made AS (INSERT INTO accounts (id, username, username_skeleton, display_name, password_hash)
         SELECT gen_random_uuid(), 'crowd' || n, 'crowd' || n, 'Crowd ' || n, '' FROM generate_series(1, 1000) n RETURNING id)
       INSERT INTO reactions (id, message_id, account_id, emoji) SELECT uuidv7(), $1, id, '👍' FROM made`,
      [message.id],
    );
    await world.db.pool.query(
      `UPDATE messages SET reactions = '[{"emoji":"👍","count":1000}]' WHERE id = $1`,
      [message.id],
    );
    world.told.reactions.length = 0;
    await react(owner, message, '👍');
    expect(world.told.reactions).toEqual([
      {
        channelId,
        messageId: message.id,
        emoji: '👍',
        count: 1001,
        accountId: owner.id,
        added: true,
        version: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(await shown(owner, message)).length).toBeLessThan(1000);

    const seen: string[] = [];
    let after: string | null | undefined;
    for (let pages = 0; after !== null; pages += 1) {
      const page = await world.services.reactions.listReactors(owner.ctx, {
        messageId: message.id,
        emoji: '👍',
        ...(after && { after }),
      });
      seen.push(...page.reactors.map(({ author }) => author.id));
      after = page.next;
      expect(pages).toBeLessThan(25);
    }
    expect(seen).toHaveLength(1001);
    expect(new Set(seen).size).toBe(1001);
    expect(seen.at(-1)).toBe(owner.id);
  });

  test('counts at the pace of messages', async () => {
    const slow = await createWorld({ HEARTH_MESSAGES_PER_SECOND: '1', HEARTH_MESSAGES_BURST: '3' });
    try {
      const person = await slow.person();
      const place = await slow.community(person);
      const { id } = await slow.send(person, place.channelId);
      const add = (emoji: string) =>
        slow.services.reactions.addReaction(person.ctx, { messageId: id, emoji });
      await add('👍');
      await add('🎉');
      await expect(add('🦜')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    } finally {
      await slow.close();
    }
  });
});

describe('who may', () => {
  test('who is timed out takes back, and adds nothing', async () => {
    const message = await world.send(owner, channelId);
    await react(member, message, '👍');
    const target = { communityId, accountId: member.id };
    await world.services.members.timeOutMember(owner.ctx, { ...target, seconds: 3600 });
    expect(await refusal(react(member, message, '🎉'))).toBe('FORBIDDEN');
    expect(await refusal(takeBack(member, message, '👍'))).toBe('done');
    await world.services.members.endTimeout(owner.ctx, target);
  });

  test('a hidden channel, a message that never was and a deleted one answer alike', async () => {
    const { channelId: hidden } = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'hidden', isPrivate: true },
    });
    const secret = await world.send(owner, hidden);
    const deleted = await world.send(owner, channelId);
    await react(owner, secret, '👍');
    await world.services.messages.deleteMessage(owner.ctx, { messageId: deleted.id });
    for (const { id } of [secret, deleted, { id: '00000000-0000-7000-8000-000000000000' }]) {
      expect(await refusal(react(member, { id }, '👍'))).toBe('NOT_FOUND');
      expect(await refusal(takeBack(member, { id }, '👍'))).toBe('NOT_FOUND');
      expect(await refusal(world.services.reactions.clearReactions(member.ctx, { messageId: id }))).toBe(
        'NOT_FOUND',
      );
      expect(
        await refusal(world.services.reactions.listReactors(member.ctx, { messageId: id, emoji: '👍' })),
      ).toBe('NOT_FOUND');
    }
  });

  test('who manages messages removes one emoji of everybody, or all; it is recorded', async () => {
    const message = await world.send(member, channelId);
    for (const emoji of ['👍', '🎉', '🦜']) await react(member, message, emoji);
    await react(owner, message, '🎉');
    expect(
      await refusal(world.services.reactions.clearReactions(member.ctx, { messageId: message.id })),
    ).toBe('FORBIDDEN');
    world.told.reactions.length = 0;
    const one = await world.services.reactions.clearReactions(owner.ctx, {
      messageId: message.id,
      emoji: '🎉',
    });
    expect(world.told.reactions).toEqual([one.cleared]);
    expect((await shown(member, message)).reactions?.map(({ emoji }) => emoji)).toEqual(['👍', '🦜']);
    expect(
      await world.services.reactions.clearReactions(owner.ctx, { messageId: message.id, emoji: '🎉' }),
    ).toEqual({ cleared: null });
    await world.services.reactions.clearReactions(owner.ctx, { messageId: message.id, reason: 'noise' });
    const after = await shown(member, message);
    expect(after.reactions).toEqual([]);
    expect(await rows(message)).toBe(0);
    const { entries } = await world.services.audit.listEntries(owner.ctx, {
      communityId,
      action: 'message.reactions_clear',
    });
    expect(entries.map(({ after: values, reason }) => [values?.['emoji'] ?? null, reason])).toEqual([
      [null, 'noise'],
      ['🎉', ''],
    ]);
  });
});

describe('what goes', () => {
  test('a message that is deleted has none, and none when it comes back', async () => {
    const message = await world.send(owner, channelId);
    await react(member, message, '👍');
    await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    expect(await rows(message)).toBe(0);
    const restored = await world.services.messages.restoreMessage(owner.ctx, { messageId: message.id });
    expect(restored.reactions).toEqual([]);
    await react(member, message, '👍');
    expect((await shown(owner, message)).reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
    await world.services.messages.deleteMessages(owner.ctx, { channelId, messageIds: [message.id] });
    expect(await rows(message)).toBe(0);
  });

  test('a deleted account’s go, with a version for each message that had them', async () => {
    const leaver = await world.person();
    await world.join(leaver, communityId);
    const messages = await Promise.all([1, 2, 3].map(() => world.send(owner, channelId)));
    for (const message of messages) {
      await react(leaver, message, '👍');
      await react(leaver, message, '🎉');
      await react(owner, message, '👍');
    }
    const { version } = await world.services.messages.getPage(owner.ctx, { channelId });
    world.told.moved.length = 0;
    while ((await world.services.reactions.forgetReactor(leaver.id)) > 0);
    expect(world.told.moved).toEqual([channelId]);
    for (const message of messages)
      expect((await shown(owner, message)).reactions).toEqual([{ emoji: '👍', count: 1, mine: true }]);
    const changes = await world.services.messages.getChanges(owner.ctx, { channelId, since: version });
    expect(!changes.reload && changes.messages.map((each) => each.version - version)).toEqual([1, 2, 3]);
    expect(await world.db.prisma.reaction.count({ where: { accountId: leaver.id } })).toBe(0);
  });
});
