import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { defaultPreferences, isMuted, type InboxFilter } from './contract.ts';
import { isQuiet, levelOf } from '#contract/push';

let world: World;
let owner: Person, noor: Person;
let communityId: string, channelId: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  [owner, noor] = [await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(noor, communityId);
});

const notifications = () => world.services.notifications;
const inbox = async (person: Person, filter: InboxFilter = 'all') =>
  (await notifications().listInbox(person.ctx, { filter })).items;
const tell = (news: Parameters<World['services']['news']['notify']>[1]) =>
  world.db.transaction((tx) =>
    world.services.news.notify(
      { tx, publish: async (name, payload) => void published.push([name, payload]) },
      news,
    ),
  );
const published: unknown[] = [];
const stateOf = async (person: Person) =>
  (await world.services.communities.getBootstrap(person.ctx)).notifications;

describe('the inbox', () => {
  test('mentions, replies and news in one order, each with where it leads', async () => {
    const mine = await world.send(noor, channelId, 'a question');
    const mention = await world.send(owner, channelId, `<@${noor.id}> here, <#${channelId}>`);
    const reply = await world.send(owner, channelId, 'an answer', { replyToId: mine.id });
    await world.services.members.timeOutMember(owner.ctx, { communityId, accountId: noor.id, seconds: 60 });
    const items = await inbox(noor);
    expect(items.map(({ kind, unread }) => [kind, unread])).toEqual([
      ...[
        ['member.timeout', true],
        ['reply', true],
        ['mention', true],
      ],
    ]);
    expect(items[2]).toMatchObject({
      messageId: mention.id,
      actor: { id: owner.id },
      community: { id: communityId },
      channel: { id: channelId, name: 'general' },
      text: `<@${noor.id}> here, <#${channelId}>`,
      mentioned: [{ id: noor.id }],
    });
    expect(items[1]).toMatchObject({ messageId: reply.id, text: 'an answer' });
    expect(await inbox(noor, 'mentions')).toHaveLength(2);
    expect(await inbox(owner)).toEqual([]);
    expect((await stateOf(noor)).unread).toBe(1);
  });

  test('one marked as read, then all: the channel keeps what is unread in it, its mentions go', async () => {
    const one = await world.send(owner, channelId, `<@${noor.id}> one`);
    const two = await world.send(owner, channelId, `<@${noor.id}> two`);
    world.told.unmarked.length = 0;
    await notifications().markItemsRead(noor.ctx, { itemIds: [one.id, crypto.randomUUID()] });
    expect((await inbox(noor, 'unread')).map(({ id }) => id)).toEqual([two.id]);
    expect(world.told.unmarked).toEqual([
      {
        accountId: noor.id,
        event: { channelId, marks: [{ seq: one.seq, version: one.version, on: false }] },
      },
    ]);
    await notifications().markAllItemsRead(noor.ctx);
    expect(await inbox(noor, 'unread')).toEqual([]);
    const counters = (await world.services.communities.getBootstrap(noor.ctx)).counters[0];
    expect(counters).toMatchObject({ mentions: [], readOrdinal: 0, posted: 2 });
    const three = await world.send(owner, channelId, `<@${noor.id}> three`);
    expect((await inbox(noor, 'unread')).map(({ id }) => id)).toEqual([three.id]);
  });

  test('others’ items are not marked, and what one may not view is not shown', async () => {
    const hidden = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'hidden', isPrivate: true },
    });
    const secret = await world.send(owner, hidden.channelId, `<@${noor.id}> @everyone secret`);
    expect(await inbox(noor)).toEqual([]);
    await notifications().markItemsRead(noor.ctx, { itemIds: [secret.id] });
    expect(await world.db.prisma.mentionRead.count({ where: { accountId: noor.id } })).toBe(0);
    await tell({
      accountId: noor.id,
      kind: 'reaction',
      actorId: owner.id,
      channelId: hidden.channelId,
      messageId: secret.id,
    });
    expect(await inbox(noor)).toMatchObject([
      { kind: 'reaction', channel: null, messageId: null, community: null },
    ]);
  });

  test('pages have no gaps and nothing twice', async () => {
    for (let n = 0; n < 35; n += 1) {
      await world.send(owner, channelId, `<@${noor.id}> ${n}`);
      await tell({ accountId: noor.id, kind: 'friend.request', actorId: owner.id });
    }
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await notifications().listInbox(noor.ctx, { before });
      seen.push(...page.items.map(({ id }) => id));
      before = page.next ?? undefined;
    } while (before);
    expect(seen).toHaveLength(70);
    expect(new Set(seen).size).toBe(70);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  test('news with one key are one, counted; taken back they are gone; quiet ones count nowhere', async () => {
    const news = { accountId: noor.id, kind: 'reaction', actorId: owner.id, key: 'reaction:x' } as const;
    await tell(news);
    await tell(news);
    expect(await inbox(noor)).toMatchObject([{ kind: 'reaction', count: 2 }]);
    expect((await stateOf(noor)).unread).toBe(0);
    await world.db.transaction((tx) =>
      world.services.news.retract({ tx, publish: async () => {} }, { accountId: noor.id, key: news.key }),
    );
    expect(await inbox(noor)).toEqual([]);
    await tell({ ...news, actorId: noor.id });
    expect(await inbox(noor)).toEqual([]);
  });

  test('reminders of what was deleted or hidden count as little as they show', async () => {
    const { channels, messages, overrides } = world.services;
    const elsewhere = await channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'elsewhere' },
    });
    const deleted = await world.send(owner, channelId, 'deleted');
    const hidden = await world.send(owner, elsewhere.channelId, 'hidden');
    for (const { id: messageId, channelId: place } of [deleted, hidden])
      await tell({ accountId: noor.id, kind: 'reminder', channelId: place, messageId });
    expect((await stateOf(noor)).unread).toBe(2);
    await messages.deleteMessage(owner.ctx, { messageId: deleted.id });
    expect((await stateOf(noor)).unread).toBe(1);
    await overrides.setPrivacy(owner.ctx, {
      ...{ place: 'channel', placeId: elsewhere.channelId, isPrivate: true, roleIds: [], memberIds: [] },
    });
    expect(await inbox(noor)).toEqual([]);
    expect((await stateOf(noor)).unread).toBe(0);
  });

  test('who reported hears how it ended, and not by whom', async () => {
    const message = await world.send(owner, channelId, 'bad');
    await world.services.reports.createReport(noor.ctx, { messageId: message.id, reason: 'spam' });
    const { reports } = await world.services.reports.listReports(owner.ctx, { communityId, state: 'open' });
    await world.services.reports.resolveReport(owner.ctx, {
      ...{ communityId, reportId: reports[0]!.id, outcome: 'dismissed' },
    });
    expect(await inbox(noor)).toMatchObject([
      { kind: 'report.resolved', text: 'dismissed', actor: null, community: { id: communityId } },
    ]);
  });
});

describe('levels', () => {
  test('are set for what one may view, and show in one’s own state alone', async () => {
    await notifications().setPlace(noor.ctx, { place: 'channel', placeId: channelId, level: 'nothing' });
    await notifications().setPlace(noor.ctx, { place: 'community', placeId: communityId, mute: '60' });
    expect((await stateOf(noor)).places).toMatchObject([
      { place: 'channel', placeId: channelId, level: 'nothing', muted: false },
      { place: 'community', placeId: communityId, level: null, muted: true, mutedUntil: expect.any(String) },
    ]);
    expect((await stateOf(owner)).places).toEqual([]);
    await notifications().setPlace(noor.ctx, { place: 'channel', placeId: channelId, level: null });
    await notifications().setPlace(noor.ctx, { place: 'community', placeId: communityId, mute: 'off' });
    expect((await stateOf(noor)).places).toEqual([]);
    const outsider = await world.person();
    for (const place of ['channel', 'community', 'category'] as const)
      await expect(
        notifications().setPlace(outsider.ctx, {
          place,
          placeId: { channel: channelId, community: communityId, category: crypto.randomUUID() }[place],
          level: 'all',
        }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the nearest counts; muting counts from wherever it is', () => {
    const path = { communityId: 'c', categoryId: 'k', channelId: 'x' };
    const setting = (placeId: string, more: object) => ({
      ...{ placeId, place: 'channel' as const, level: null, muted: false, mutedUntil: null },
      ...more,
    });
    expect(levelOf([], path)).toBe('mentions');
    expect(levelOf([], { ...path, communityId: null })).toBe('all');
    expect(levelOf([setting('c', { level: 'all' }), setting('k', { level: 'nothing' })], path)).toBe(
      'nothing',
    );
    const until = [setting('k', { muted: true, mutedUntil: '2026-01-01T00:00:00.000Z' })];
    expect(isMuted(until, path, Date.parse('2025-12-31T23:59:00Z'))).toBe(true);
    expect(isMuted(until, path, Date.parse('2026-01-01T00:00:00Z'))).toBe(false);
    expect(isMuted([setting('c', { muted: true })], path, 0)).toBe(true);
  });

  test('do not disturb: days, zone, and nights that belong to their evening', async () => {
    await notifications().setPreferences(noor.ctx, {
      quiet: true,
      quietDays: [5, 5, 6],
      timeZone: 'Europe/Berlin',
    });
    const { preferences } = await stateOf(noor);
    expect(preferences).toEqual({
      ...defaultPreferences,
      ...{ quiet: true, quietDays: [5, 6], timeZone: 'Europe/Berlin' },
    });
    const at = (time: string) => isQuiet(preferences, new Date(time));
    // A Friday in winter: Berlin is an hour ahead.
    expect(at('2026-11-27T20:59:00Z')).toBe(false);
    expect(at('2026-11-27T21:00:00Z')).toBe(true);
    expect(at('2026-11-28T05:59:00Z')).toBe(true);
    expect(at('2026-11-28T06:00:00Z')).toBe(false);
    // The night after Sunday is Sunday's, and Thursday's ends on Friday.
    expect(at('2026-11-29T22:00:00Z')).toBe(false);
    expect(at('2026-11-27T02:00:00Z')).toBe(false);
    await expect(notifications().setPreferences(noor.ctx, { timeZone: 'Nowhere/No' })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });
});
