import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Permission } from '#contract/permissions';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { SlowMode } from './slow-mode.ts';

let world: World;
let owner: Person;
let member: Person;
let moderator: Person;
let outsider: Person;
let communityId: string;
let channelId: string;

const services = () => world.services;
const fields = {
  ...{ name: 'rule', mode: 'all', patterns: ['bad*'], leet: false, mentionMax: 5, action: 'block' },
  ...{ notice: 'Not here.', exemptRoleIds: [], exemptChannelIds: [], enabled: true },
} as const;
const addFilter = (more: object) =>
  services().filters.createFilter(owner.ctx, { communityId, kind: 'words', ...fields, ...more });
const entries = async (action: string) =>
  world.db.prisma.auditEntry.findMany({ where: { communityId, action }, orderBy: { id: 'asc' } });
const bodies = async () =>
  (await services().messages.getPage(owner.ctx, { channelId })).messages.map(({ body }) => body);

/** Gives a person a role of their own with these permissions. */
async function grant(person: Person, permissions: Permission[]): Promise<void> {
  const id = randomUUID();
  await world.db.prisma.role.create({ data: { id, communityId, name: 'r', position: 5, permissions } });
  await world.db.prisma.memberRole.create({ data: { communityId, accountId: person.id, roleId: id } });
  services().directory.forget(communityId);
}

beforeAll(async () => {
  world = await createWorld();
  [owner, member, moderator, outsider] = (await Promise.all(
    ['o', 'm', 'x', 's'].map((name) => world.person(`${name}-moderation`)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ communityId, channelId } = await world.community(owner));
  for (const person of [member, moderator]) await world.join(person, communityId);
  await grant(moderator, ['message.manage', 'message.pin', 'report.review']);
});

describe('slow mode', () => {
  const slow = (seconds: 5 | 21_600) =>
    services().channels.setSlowMode(moderator.ctx, { channelId, slowMode: seconds });

  test('is for who manages the channel or its messages, and for the lengths there are', async () => {
    await expect(
      services().channels.setSlowMode(member.ctx, { channelId, slowMode: 5 }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(
      services().channels.setSlowMode(outsider.ctx, { channelId, slowMode: 5 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      services().channels.setSlowMode(owner.ctx, { channelId, slowMode: 7 }),
    ).rejects.toMatchObject({
      fields: { slowMode: 'invalid' },
    });
    await slow(5);
    expect((await entries('channel.update')).at(-1)).toMatchObject({
      before: { slowMode: 0 },
      after: { slowMode: 5 },
    });
  });

  test('of twenty messages at once one is posted; its retry is too; a moderator does not wait', async () => {
    await slow(21_600);
    const clientIds = Array.from({ length: 20 }, () => randomUUID());
    const send = (clientId: string, person = member) => world.send(person, channelId, 'x', { clientId });
    const results = await Promise.allSettled(clientIds.map((clientId) => send(clientId)));
    const posted = results.flatMap((result, n) => (result.status === 'fulfilled' ? [clientIds[n]!] : []));
    expect(posted).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({
          code: 'RATE_LIMITED',
          reason: 'channel.slow_mode',
          retryAfter: 21_600,
        });
    expect((await send(posted[0]!)).clientId).toBe(posted[0]);
    await Promise.all([send(randomUUID(), moderator), send(randomUUID(), moderator)]);
    expect(await bodies()).toHaveLength(3);
  });

  test('what was accepted before is answered, not refused', async () => {
    const clientId = randomUUID();
    await world.send(member, channelId, 'before', { clientId });
    await slow(21_600);
    await world.send(member, channelId, 'first');
    expect(await world.send(member, channelId, 'before', { clientId })).toMatchObject({ body: 'before' });
  });

  test('a message that was not posted takes no turn', async () => {
    await slow(21_600);
    const { channelId: other } = await world.community(owner);
    await world.join(member, (await services().directory.communityOfChannel(other))!.id);
    const clientId = randomUUID();
    await world.send(member, other, 'taken', { clientId });
    await expect(world.send(member, channelId, 'x', { clientId })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await world.send(member, channelId, 'y');
  });

  test('the turn comes back after the time, and what is remembered is bounded', () => {
    let now = 0;
    const turns = new SlowMode(() => now);
    expect(turns.take('a', '1', 5)).toBe(0);
    now = 4000;
    expect(turns.take('a', '2', 5)).toBe(1);
    now = 5000;
    expect(turns.take('a', '2', 5)).toBe(0);
    for (let n = 0; n < 60_000; n += 1) turns.take(`k${n}`, '1', 1000);
    expect(turns.take('k59999', '2', 5)).toBeGreaterThan(0);
    expect(turns.take('k0', '2', 5)).toBe(0);
  });
});

describe('a locked channel, and one for announcements', () => {
  test('who manages messages locks; others read; it opens again', async () => {
    const { channels } = services();
    await expect(channels.lockChannel(member.ctx, { channelId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(channels.lockChannel(outsider.ctx, { channelId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await channels.lockChannel(moderator.ctx, { channelId, reason: 'Cool down.' });
    await expect(world.send(member, channelId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await world.send(moderator, channelId);
    await channels.lockChannel(moderator.ctx, { channelId });
    expect(await entries('channel.lock')).toMatchObject([{ after: { locked: true }, reason: 'Cool down.' }]);
    await channels.unlockChannel(moderator.ctx, { channelId });
    await world.send(member, channelId);
  });

  test('who manages channels makes one for announcements', async () => {
    const { channels } = services();
    const made = { communityId, categoryId: null, name: 'news', kind: 'announcement' } as const;
    await expect(channels.createChannel(moderator.ctx, made)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { channelId: news } = await channels.createChannel(owner.ctx, made);
    await expect(world.send(member, news)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await channels.updateChannel(owner.ctx, { channelId: news, kind: 'text' });
    await world.send(member, news);
  });
});

describe('pins', () => {
  test('are kept in order, recorded, and taken back; a second pin changes nothing', async () => {
    const { messages } = services();
    const [one, two] = [
      await world.send(member, channelId, 'one'),
      await world.send(member, channelId, 'two'),
    ];
    await expect(messages.pinMessage(member.ctx, { messageId: one.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(messages.pinMessage(outsider.ctx, { messageId: one.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const pinned = await messages.pinMessage(moderator.ctx, { messageId: one.id });
    expect(pinned).toMatchObject({ version: 3, pinnedAt: expect.any(String) as unknown });
    expect(world.told.updated.at(-1)).toEqual(pinned);
    expect(await messages.pinMessage(moderator.ctx, { messageId: one.id })).toEqual(pinned);
    await messages.pinMessage(moderator.ctx, { messageId: two.id });
    expect((await messages.listPins(member.ctx, { channelId })).map(({ body }) => body)).toEqual([
      'two',
      'one',
    ]);
    await expect(messages.listPins(outsider.ctx, { channelId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await messages.unpinMessage(moderator.ctx, { messageId: two.id });
    expect(await messages.listPins(member.ctx, { channelId })).toHaveLength(1);
    expect(await entries('message.pin')).toHaveLength(2);
    expect(await entries('message.unpin')).toHaveLength(1);
  });

  test('a hundred at most, also when two are made at once; a deleted message is no pin', async () => {
    const { messages } = services();
    const ids: string[] = [];
    for (let n = 0; n < 101; n += 1) ids.push((await world.send(member, channelId)).id);
    await world.db.prisma.message.updateMany({
      where: { id: { in: ids.slice(0, 99) } },
      data: { pinnedAt: new Date() },
    });
    const results = await Promise.allSettled(
      ids.slice(99).map((messageId) => messages.pinMessage(moderator.ctx, { messageId })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', reason: 'channel.pins_full' },
    });
    await messages.deleteMessage(moderator.ctx, { messageId: ids[0]! });
    expect(await messages.listPins(member.ctx, { channelId })).toHaveLength(99);
  });
});

describe('deleting', () => {
  test("somebody else's message is recorded, without its text; one's own is not", async () => {
    const { messages } = services();
    const [own, others] = [
      await world.send(moderator, channelId, 'mine'),
      await world.send(member, channelId, 'CANARY'),
    ];
    await messages.deleteMessage(moderator.ctx, { messageId: own.id });
    await messages.deleteMessage(moderator.ctx, { messageId: others.id, reason: 'Off topic.' });
    const [entry, ...more] = await entries('message.delete');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      targetId: others.id,
      targetName: member.username,
      after: { author: member.id, channel: 'general' },
      reason: 'Off topic.',
    });
    expect(JSON.stringify(entry)).not.toContain('CANARY');
    await messages.restoreMessage(moderator.ctx, { messageId: others.id });
    expect(await entries('message.restore')).toHaveLength(1);
    expect(await bodies()).toEqual(['CANARY']);
  });

  test('many at once: one step, one entry, versions without a gap; and back', async () => {
    const { messages } = services();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await world.send(member, channelId, `n${n}`)).id);
    const elsewhere = await world.community(owner);
    const foreign = await world.send(owner, elsewhere.channelId, 'elsewhere');
    const messageIds = [ids[3]!, ids[1]!, foreign.id, randomUUID()];
    await expect(messages.deleteMessages(member.ctx, { channelId, messageIds })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const before = world.told.updated.length;
    const { messages: gone } = await messages.deleteMessages(moderator.ctx, { channelId, messageIds });
    expect(gone.map(({ id, version, body }) => [id, version, body])).toEqual([
      [ids[1], 6, null],
      [ids[3], 7, null],
    ]);
    expect(world.told.updated.slice(before)).toEqual(gone);
    expect(await bodies()).toEqual(['n0', 'n2', 'n4']);
    expect(await entries('message.bulk_delete')).toMatchObject([{ after: { count: 2 } }]);
    expect((await messages.getPage(owner.ctx, { channelId: elsewhere.channelId })).messages).toHaveLength(1);
    await expect(messages.restoreMessages(owner.ctx, { channelId, messageIds })).rejects.toMatchObject({
      reason: 'message.undo_expired',
    });
    await messages.restoreMessages(moderator.ctx, { channelId, messageIds });
    expect(await bodies()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    await messages.deleteMessages(moderator.ctx, { channelId, messageIds });
    world.advance(31_000);
    await expect(messages.restoreMessages(moderator.ctx, { channelId, messageIds })).rejects.toMatchObject({
      code: 'GONE',
    });
    world.advance(-31_000);
    await expect(messages.deleteMessages(moderator.ctx, { channelId, messageIds })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('filters', () => {
  test('block, with the words of the place; edits too; moderators, exempt roles and channels pass', async () => {
    const { filterId } = await addFilter({});
    await expect(world.send(member, channelId, 'a Badger')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'message.filtered',
      detail: 'Not here.',
    });
    const fine = await world.send(member, channelId, 'fine');
    await expect(
      services().messages.editMessage(member.ctx, { messageId: fine.id, body: 'bad' }),
    ).rejects.toMatchObject({ reason: 'message.filtered' });
    await world.send(moderator, channelId, 'bad');
    const update = (more: object) =>
      services().filters.updateFilter(owner.ctx, { communityId, filterId, ...fields, ...more });
    const everyone = (await services().directory.community(communityId))!.everyone.id;
    await grant(member, []);
    const own = (await services().directory.community(communityId))!.rolesOf(member.id)[0]!.id;
    await update({ exemptRoleIds: [own] });
    await world.send(member, channelId, 'bad');
    await update({ exemptRoleIds: [everyone], exemptChannelIds: [channelId] });
    await world.send(member, channelId, 'bad');
    await update({ enabled: false });
    await world.send(member, channelId, 'bad');
    await update({});
    await expect(world.send(member, channelId, 'bad')).rejects.toMatchObject({ reason: 'message.filtered' });
    await services().filters.deleteFilter(owner.ctx, { communityId, filterId });
    await world.send(member, channelId, 'bad');
    expect(JSON.stringify(await entries('filter.create'))).not.toContain('bad*');
  });

  test('are for who manages them, in their own community; wrong patterns are refused by name', async () => {
    const { filters } = services();
    for (const call of [
      () => filters.listFilters(member.ctx, { communityId }),
      () => filters.createFilter(member.ctx, { communityId, kind: 'words', ...fields }),
      () => filters.testFilters(member.ctx, { communityId, body: 'x' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(filters.listFilters(outsider.ctx, { communityId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (const patterns of [['*'], [], ['  .,'.trim()], ['a*b c']])
      await expect(addFilter({ patterns })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(
      addFilter({ kind: 'links', mode: 'block', patterns: ['not a domain'] }),
    ).rejects.toMatchObject({
      fields: { patterns: 'invalid' },
    });
    const other = await world.community(owner);
    for (const more of [{ exemptChannelIds: [other.channelId] }, { exemptRoleIds: [randomUUID()] }])
      await expect(addFilter(more)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { filterId } = await addFilter({});
    await expect(
      filters.deleteFilter(owner.ctx, { communityId: other.communityId, filterId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await filters.testFilters(owner.ctx, { communityId, body: 'so bad' })).toMatchObject({
      action: 'block',
    });
    expect(await filters.testFilters(owner.ctx, { communityId, body: 'fine' })).toEqual({
      matches: [],
      action: null,
    });
  });

  test('mentions count over a minute too', async () => {
    await addFilter({ kind: 'mentions', mentionMax: 3, patterns: [] });
    await world.send(member, channelId, `<@${owner.id}> <@${member.id}>`);
    await world.send(member, channelId, `<@${moderator.id}>`);
    await expect(world.send(member, channelId, `<@${owner.id}>`)).rejects.toMatchObject({
      reason: 'message.filtered',
    });
  });

  test('alert: posted, and reported once it is there', async () => {
    await addFilter({ action: 'alert' });
    const message = await world.send(member, channelId, 'bad');
    await expect
      .poll(
        async () =>
          (await services().reports.listReports(moderator.ctx, { communityId, state: 'open' })).reports,
      )
      .toMatchObject([
        { messageId: message.id, body: 'bad', reporter: null, filterName: 'rule', reason: 'filter' },
      ]);
  });
});

describe('held messages', () => {
  const hold = async (body = 'bad word', clientId: string = randomUUID()) => {
    await expect(world.send(member, channelId, body, { clientId })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'message.held',
    });
    return clientId;
  };
  const held = () => services().messages.listHeld(moderator.ctx, { communityId });
  beforeEach(() => addFilter({ action: 'hold' }));

  test('are not posted, are kept once, and show to who manages messages there', async () => {
    const clientId = await hold();
    await hold('bad word', clientId);
    expect(await bodies()).toEqual([]);
    expect(await held()).toMatchObject([{ body: 'bad word', filterName: 'rule', author: { id: member.id } }]);
    await expect(services().messages.listHeld(member.ctx, { communityId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const seen = async (person: Person) =>
      (await services().communities.getBootstrap(person.ctx)).communities.find(
        ({ id }) => id === communityId,
      );
    expect([(await seen(moderator))?.heldMessages, (await seen(member))?.heldMessages]).toEqual([1, null]);
  });

  test('approved: posted as their author, by their own key; of two moderators at once one decides', async () => {
    const clientId = await hold('**bad** word');
    const { id: heldId } = (await held())[0]!;
    const input = { communityId, heldId };
    await expect(services().messages.approveHeld(member.ctx, input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(services().messages.approveHeld(outsider.ctx, input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const other = await world.community(owner);
    await expect(
      services().messages.approveHeld(owner.ctx, { communityId: other.communityId, heldId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const results = await Promise.allSettled([
      services().messages.approveHeld(moderator.ctx, input),
      services().messages.approveHeld(owner.ctx, input),
      services().messages.refuseHeld(owner.ctx, input),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const approved = (await bodies()).length;
    expect((await entries('message.approve')).length + (await entries('message.refuse')).length).toBe(1);
    expect((await entries('message.approve')).length).toBe(approved);
    if (approved > 0)
      expect(await world.send(member, channelId, '**bad** word', { clientId })).toMatchObject({
        author: { id: member.id },
        clientId,
        tree: expect.anything() as unknown,
      });
    expect(await held()).toEqual([]);
  });

  test('are posted with what is decided, and need no second connection for it', async () => {
    const clientId = await hold();
    const { id: heldId } = (await held())[0]!;
    const narrow = await createWorld({
      HEARTH_DATABASE_URL: world.databaseUrl,
      HEARTH_DATABASE_POOL: '2',
    });
    try {
      const input = { communityId, heldId };
      const change = { communityId, letter: 'X' };
      const start = performance.now();
      const results = await Promise.allSettled([
        narrow.services.messages.approveHeld(moderator.ctx, input),
        narrow.services.communities.updateCommunity(owner.ctx, change),
        narrow.services.messages.approveHeld(owner.ctx, input),
        narrow.services.communities.updateCommunity(owner.ctx, change),
      ]);
      expect(performance.now() - start).toBeLessThan(2500);
      expect(results.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(3);
      expect(narrow.told.created).toMatchObject([{ clientId, body: 'bad word', author: { id: member.id } }]);
    } finally {
      await narrow.close();
    }
    expect(await bodies()).toEqual(['bad word']);
    expect(await entries('message.approve')).toHaveLength(1);
  });

  test('take their turn of slow mode once, however often their author asks', async () => {
    await services().channels.setSlowMode(moderator.ctx, { channelId, slowMode: 21_600 });
    const clientId = await hold();
    await hold('bad word', clientId);
    await expect(world.send(member, channelId, 'fine')).rejects.toMatchObject({
      reason: 'channel.slow_mode',
    });
    await expect(world.send(member, channelId, 'bad')).rejects.toMatchObject({ reason: 'channel.slow_mode' });
    expect(await held()).toHaveLength(1);
  });

  test('refused: the author hears so when they ask again', async () => {
    const clientId = await hold();
    const { id: heldId } = (await held())[0]!;
    await services().messages.refuseHeld(moderator.ctx, { communityId, heldId, reason: 'Be kind.' });
    await expect(world.send(member, channelId, 'bad word', { clientId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'message.refused',
      detail: 'Be kind.',
    });
  });

  test('an author who may not write there any more is not posted', async () => {
    await hold();
    const { id: heldId } = (await held())[0]!;
    await services().communities.leaveCommunity(member.ctx, { communityId });
    await expect(
      services().messages.approveHeld(moderator.ctx, { communityId, heldId }),
    ).rejects.toMatchObject({
      reason: 'held.author_gone',
    });
    expect(await held()).toMatchObject([{ mayPost: false }]);
  });

  test('one author has ten at most; after thirty days they go', async () => {
    for (let n = 0; n < 10; n += 1) await hold();
    await expect(world.send(member, channelId, 'bad')).rejects.toMatchObject({ reason: 'limit.reached' });
    world.advance(31 * 24 * 3600_000);
    expect(await services().messages.purgeHeld()).toBeGreaterThanOrEqual(10);
    world.advance(-31 * 24 * 3600_000);
    expect(await held()).toEqual([]);
  });
});
