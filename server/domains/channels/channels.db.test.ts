import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import type { Permission } from '#contract/permissions';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;
let general: string;

beforeAll(async () => {
  world = await createWorld();
  [owner, member] = [await world.person(), await world.person()];
});
beforeEach(async () => {
  ({ communityId, channelId: general } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const channels = () => world.services.channels;
const newChannel = async (name: string, categoryId: string | null = null) =>
  (await channels().createChannel(owner.ctx, { communityId, categoryId, name })).channelId;
const newCategory = async (name: string) =>
  (await channels().createCategory(owner.ctx, { communityId, name })).categoryId;

/** The community as one of its members is shown it, once the last change has reached the directory. */
async function seenBy(person: Person) {
  const { communities } = await world.services.communities.getBootstrap(person.ctx);
  return communities.find(({ id }) => id === communityId)!;
}
const order = async (categoryId: string | null = null) =>
  (await seenBy(owner)).channels
    .filter((channel) => channel.categoryId === categoryId)
    .sort((a, b) => a.position - b.position)
    .map(({ name }) => name);

async function override(
  where: { channelId?: string; categoryId?: string },
  who: { roleId?: string; accountId?: string } | 'everyone',
  rule: { allow?: Permission[]; deny?: Permission[] },
) {
  const everyone = await world.db.prisma.role.findFirstOrThrow({ where: { communityId, isEveryone: true } });
  await world.db.prisma.override.create({
    data: {
      id: randomUUID(),
      allow: [],
      deny: [],
      ...where,
      ...(who === 'everyone' ? { roleId: everyone.id } : who),
      ...rule,
    },
  });
  world.services.directory.forget(communityId);
}

describe('making', () => {
  test('a channel comes last in its category, another in the list without one', async () => {
    const category = await newCategory('one');
    for (const name of ['a', 'b', 'c']) await newChannel(name, category);
    await newChannel('loose');
    expect(await order(category)).toEqual(['a', 'b', 'c']);
    expect(await order()).toEqual(['general', 'loose']);
  });

  test('many at once get places of their own', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => newChannel(`c${n}`)));
    const positions = (await seenBy(owner)).channels.map(({ position }) => position);
    expect(new Set(positions).size).toBe(13);
  });

  test('a category of another community is none', async () => {
    const elsewhere = await world.community(owner);
    const { categoryId } = await channels().createCategory(owner.ctx, {
      communityId: elsewhere.communityId,
      name: 'theirs',
    });
    await expect(newChannel('stray', categoryId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      channels().moveChannel(owner.ctx, { channelId: general, categoryId, index: 0 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await order()).toEqual(['general']);
  });

  test('there is an end to it, also when many try at once', async () => {
    const rows = Array.from({ length: 498 }, (_, n) => ({
      id: randomUUID(),
      communityId,
      name: `c${n}`,
      position: n + 1,
    }));
    await world.db.prisma.channel.createMany({ data: rows });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => newChannel(`more${n}`)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', reason: 'limit.reached' },
    });
    expect(await world.db.prisma.channel.count({ where: { communityId } })).toBe(500);
  });

  test('a member may not', async () => {
    const category = await newCategory('one');
    await newChannel('inside', category);
    const attempts = [
      channels().createChannel(member.ctx, { communityId, categoryId: null, name: 'x' }),
      channels().createCategory(member.ctx, { communityId, name: 'x' }),
      channels().updateChannel(member.ctx, { channelId: general, name: 'x' }),
      channels().moveChannel(member.ctx, { channelId: general, categoryId: category, index: 0 }),
      channels().deleteChannel(member.ctx, { channelId: general }),
      channels().renameCategory(member.ctx, { categoryId: category, name: 'x' }),
      channels().moveCategory(member.ctx, { categoryId: category, index: 0 }),
      channels().deleteCategory(member.ctx, { categoryId: category }),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
  });

  test('a member learns nothing of a category whose channels are hidden', async () => {
    const category = await newCategory('secret');
    await newChannel('plans', category);
    await override({ categoryId: category }, 'everyone', { deny: ['channel.view'] });
    for (const categoryId of [category, randomUUID()])
      await expect(channels().renameCategory(member.ctx, { categoryId, name: 'x' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    await channels().renameCategory(owner.ctx, { categoryId: category, name: 'x' });
  });
});

describe('moving', () => {
  test('to the front, the middle, the end and past it', async () => {
    const [a, b, c] = [await newChannel('a'), await newChannel('b'), await newChannel('c')];
    const move = (channelId: string, index: number) =>
      channels().moveChannel(owner.ctx, { channelId, categoryId: null, index });
    await move(c, 0);
    expect(await order()).toEqual(['c', 'general', 'a', 'b']);
    await move(c, 2);
    expect(await order()).toEqual(['general', 'a', 'c', 'b']);
    await move(a, 10_000);
    expect(await order()).toEqual(['general', 'c', 'b', 'a']);
    await move(b, 2);
    expect(await order()).toEqual(['general', 'c', 'b', 'a']);
  });

  test('into a category and out again', async () => {
    const category = await newCategory('one');
    const inside = await newChannel('inside', category);
    await channels().moveChannel(owner.ctx, { channelId: general, categoryId: category, index: 0 });
    expect([await order(), await order(category)]).toEqual([[], ['general', 'inside']]);
    await channels().moveChannel(owner.ctx, { channelId: inside, categoryId: null, index: 0 });
    expect([await order(), await order(category)]).toEqual([['inside'], ['general']]);
  });

  test('many moves at once leave every channel once, in gapless places', async () => {
    const ids = [general, ...(await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => newChannel(name))))];
    const category = await newCategory('one');
    await Promise.all(
      ids.flatMap((channelId, n) => [
        channels().moveChannel(owner.ctx, { channelId, categoryId: n % 2 ? category : null, index: n }),
        channels().moveChannel(owner.ctx, { channelId, categoryId: null, index: 5 - n }),
      ]),
    );
    const rows = await world.db.prisma.channel.findMany({
      where: { communityId },
      orderBy: { position: 'asc' },
    });
    expect(rows).toHaveLength(6);
    for (const place of [null, category]) {
      const positions = rows.filter(({ categoryId }) => categoryId === place).map(({ position }) => position);
      expect(new Set(positions).size).toBe(positions.length);
    }
  });

  test('categories', async () => {
    const [a, , c] = [await newCategory('a'), await newCategory('b'), await newCategory('c')];
    const names = async () =>
      (await seenBy(owner)).categories.sort((x, y) => x.position - y.position).map(({ name }) => name);
    await channels().moveCategory(owner.ctx, { categoryId: c, index: 0 });
    expect(await names()).toEqual(['c', 'a', 'b']);
    await channels().moveCategory(owner.ctx, { categoryId: a, index: 99 });
    expect(await names()).toEqual(['c', 'b', 'a']);
  });
});

describe('who sees a channel that moves', () => {
  const sees = async (channelId: string) =>
    (await seenBy(member)).channels.some(({ id }) => id === channelId);

  test('deleting a private category keeps its channels private, and their exceptions', async () => {
    const category = await newCategory('private');
    await override({ categoryId: category }, 'everyone', { deny: ['channel.view'] });
    const guest = await world.person();
    await world.join(guest, communityId);
    await override({ categoryId: category }, { accountId: guest.id }, { allow: ['channel.view'] });
    const [hidden, open] = [await newChannel('hidden', category), await newChannel('open', category)];
    await world.db.prisma.channel.update({ where: { id: open }, data: { synced: false } });
    world.services.directory.forget(communityId);
    expect([await sees(hidden), await sees(open)]).toEqual([false, true]);

    await channels().deleteCategory(owner.ctx, { categoryId: category });
    expect(await order()).toEqual(['general', 'hidden', 'open']);
    expect([await sees(hidden), await sees(open)]).toEqual([false, true]);
    expect((await seenBy(guest)).channels.map(({ name }) => name).sort()).toEqual([
      'general',
      'hidden',
      'open',
    ]);
    await expect(world.send(member, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a channel that leaves a private category stays private', async () => {
    const [category, other] = [await newCategory('private'), await newCategory('public')];
    await override({ categoryId: category }, 'everyone', { deny: ['channel.view'] });
    const channelId = await newChannel('hidden', category);
    for (const categoryId of [null, other, null]) {
      await channels().moveChannel(owner.ctx, { channelId, categoryId, index: 0 });
      expect([categoryId, await sees(channelId)]).toEqual([categoryId, false]);
    }
  });

  test('a channel of a read-only category stays read-only outside of it', async () => {
    const category = await newCategory('news');
    await override({ categoryId: category }, 'everyone', { deny: ['message.send'] });
    const channelId = await newChannel('news', category);
    await channels().deleteCategory(owner.ctx, { categoryId: category });
    expect(await sees(channelId)).toBe(true);
    await expect(world.send(member, channelId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a channel that enters a private category becomes private', async () => {
    const category = await newCategory('private');
    await override({ categoryId: category }, 'everyone', { deny: ['channel.view'] });
    await channels().moveChannel(owner.ctx, { channelId: general, categoryId: category, index: 0 });
    expect(await sees(general)).toBe(false);
  });

  test('a channel with rules of its own keeps them in any category', async () => {
    const [open, shut] = [await newCategory('open'), await newCategory('shut')];
    await override({ categoryId: shut }, 'everyone', { deny: ['channel.view'] });
    const channelId = await newChannel('own', open);
    await world.db.prisma.channel.update({ where: { id: channelId }, data: { synced: false } });
    await override({ channelId }, 'everyone', { deny: ['channel.view'] });
    expect(await sees(channelId)).toBe(false);
    await channels().moveChannel(owner.ctx, { channelId, categoryId: open, index: 0 });
    expect(await sees(channelId)).toBe(false);
    await channels().moveChannel(owner.ctx, { channelId, categoryId: null, index: 0 });
    expect(await sees(channelId)).toBe(false);
  });

  test('a channel that one cannot see cannot be managed, whatever one may do elsewhere', async () => {
    const manager = await world.person();
    await world.join(manager, communityId);
    const role = await world.db.prisma.role.create({
      data: { id: randomUUID(), communityId, name: 'manager', position: 1, permissions: ['channel.manage'] },
    });
    await world.db.prisma.memberRole.create({
      data: { communityId, accountId: manager.id, roleId: role.id },
    });
    const channelId = await newChannel('hidden');
    await override({ channelId }, 'everyone', { deny: ['channel.view'] });
    await expect(channels().updateChannel(manager.ctx, { channelId, name: 'found' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(channels().deleteChannel(manager.ctx, { channelId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      channels().moveChannel(manager.ctx, { channelId, categoryId: null, index: 0 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await channels().updateChannel(manager.ctx, { channelId: general, name: 'renamed' });
  });
});

/** Runs the chore until nothing is left; how many rows each of its turns removed. */
async function untilPurged(): Promise<number[]> {
  const portions: number[] = [];
  for (;;) {
    const rows = await channels().purgeDeletedChannels();
    if (rows === 0) return portions;
    portions.push(rows);
  }
}

describe('deleting', () => {
  test('a channel goes with its messages, read pointers, rules and answers', async () => {
    const channelId = await newChannel('doomed');
    const message = await world.send(owner, channelId, 'a');
    await world.send(member, channelId, 'b', { replyToId: message.id });
    await channels().markRead(member.ctx, { channelId, seq: 2 });
    await override({ channelId }, 'everyone', { deny: ['mention.everyone'] });
    await channels().deleteChannel(owner.ctx, { channelId });
    const attempts = [
      world.services.messages.getPage(owner.ctx, { channelId }),
      world.services.messages.editMessage(owner.ctx, { messageId: message.id, body: 'still here?' }),
      world.send(owner, channelId, 'still here?'),
      channels().deleteChannel(owner.ctx, { channelId }),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
    await untilPurged();
    const { prisma } = world.db;
    const where = { channelId };
    expect([
      await prisma.channel.count({ where: { id: channelId } }),
      await prisma.message.count({ where }),
      await prisma.readState.count({ where }),
      await prisma.override.count({ where }),
    ]).toEqual([0, 0, 0, 0]);
  });

  test('a large channel is out of sight at once, and its messages go in portions', async () => {
    const category = await newCategory('archive');
    const channelId = await newChannel('large', category);
    // Each replies to the one before it.
    await world.db.pool.query(
      `INSERT INTO messages (id, channel_id, seq, version, ordinal, author_id, body, reply_to_id)
       SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, n, n, n, $2, 'text', CASE WHEN n > 1 THEN ('00000000-0000-7000-8000-' || lpad((n - 1)::text, 12, '0'))::uuid END
         FROM generate_series(1, 5000) n`,
      [channelId, owner.id],
    );
    await channels().deleteChannel(owner.ctx, { channelId });
    expect((await seenBy(owner)).channels.map(({ id }) => id)).not.toContain(channelId);
    await channels().deleteCategory(owner.ctx, { categoryId: category });
    const portions = await untilPurged();
    expect(portions.reduce((sum, rows) => sum + rows)).toBe(5001);
    expect(Math.max(...portions)).toBeLessThanOrEqual(2000);
    expect(await world.db.prisma.message.count({ where: { channelId } })).toBe(0);
  });

  test('the last channel may go, and a category without channels', async () => {
    const category = await newCategory('empty');
    await channels().deleteChannel(owner.ctx, { channelId: general });
    await channels().deleteCategory(owner.ctx, { categoryId: category });
    expect(await seenBy(owner)).toMatchObject({ channels: [], categories: [] });
  });

  test('who deletes twice at once does it once', async () => {
    const category = await newCategory('once');
    const both = await Promise.allSettled(
      [1, 2].map(() => channels().deleteCategory(owner.ctx, { categoryId: category })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'NOT_FOUND' } });
  });
});

describe('reading and typing', () => {
  test('the pointer goes forward only, to messages that exist, and the own devices hear of it', async () => {
    for (let n = 0; n < 3; n += 1) await world.send(owner, general);
    const at = async () =>
      (await world.services.communities.getBootstrap(member.ctx)).counters.find(
        ({ channelId }) => channelId === general,
      );
    const mark = (seq: number) => channels().markRead(member.ctx, { channelId: general, seq });
    await mark(2);
    expect(await at()).toMatchObject({ readSeq: 2, readOrdinal: 2, posted: 3 });
    await mark(1);
    await mark(0);
    expect(await at()).toMatchObject({ readSeq: 2 });
    await mark(2_147_483_647);
    expect(await at()).toMatchObject({ readSeq: 3, readOrdinal: 3 });
    const told = world.told.read.filter(
      ({ accountId, event }) => accountId === member.id && event.channelId === general,
    );
    expect(told).toEqual(
      [2, 3].map((seq) => ({
        accountId: member.id,
        event: { channelId: general, readSeq: seq, readOrdinal: seq, rewinds: 0 },
      })),
    );
  });

  test('of many marks at once the furthest stays', async () => {
    for (let n = 0; n < 5; n += 1) await world.send(owner, general);
    await Promise.all(
      [3, 5, 1, 4, 2].map((seq) => channels().markRead(member.ctx, { channelId: general, seq })),
    );
    expect(
      await world.db.prisma.readState.findMany({ where: { channelId: general, accountId: member.id } }),
    ).toMatchObject([{ seq: 5 }]);
  });

  test('typing is told with one’s own name, and dropped when it comes too fast', async () => {
    const before = world.told.typing.length;
    for (let n = 0; n < 20; n += 1) await channels().noteTyping(member.ctx, { channelId: general });
    const told = world.told.typing.slice(before);
    expect(told.length).toBeGreaterThanOrEqual(1);
    expect(told.length).toBeLessThanOrEqual(3);
    expect(told[0]).toEqual({ channelId: general, accountId: member.id, displayName: member.username });
  });

  test('who may not write cannot pretend to', async () => {
    await override({ channelId: general }, 'everyone', { deny: ['message.send'] });
    await expect(channels().noteTyping(member.ctx, { channelId: general })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await channels().markRead(member.ctx, { channelId: general, seq: 1 });
  });
});

test('every change of structure is announced once it is there', async () => {
  const before = world.told.changed.length;
  const category = await newCategory('one');
  const channelId = await newChannel('a', category);
  await channels().updateChannel(owner.ctx, { channelId, topic: 'topic' });
  await channels().deleteCategory(owner.ctx, { categoryId: category });
  await waitFor(() => world.told.changed.length >= before + 4);
  expect(world.told.changed.slice(before)).toEqual(Array(4).fill(communityId));
  await expect(
    channels().createChannel(owner.ctx, { communityId, categoryId: randomUUID(), name: 'x' }),
  ).rejects.toThrow();
  expect(world.told.changed.length).toBe(before + 4);
});
