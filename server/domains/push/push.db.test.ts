import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PushService, startPushService } from '../../../tests/support/push-service.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import type { PushPayload } from './contract.ts';

let world: World;
let service: PushService;
let owner: Person, noor: Person;
let communityId: string, channelId: string;
beforeAll(async () => {
  service = await startPushService();
  world = await createWorld({ HEARTH_TEST_PUSH_ORIGIN: service.origin });
});
afterAll(async () => {
  await world.close();
  await service.close();
});
beforeEach(async () => {
  [owner, noor] = [await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(noor, communityId);
  // What earlier tests posted is nobody's news.
  await world.db.prisma.pushSubscription.deleteMany();
  await settle();
  service.received.length = 0;
});

const push = () => world.services.push;
/** Lets the chores run as if some time had gone by. */
async function settle(): Promise<void> {
  world.advance(4000);
  while ((await push().planPushes()) > 0);
  while ((await push().deliverPushes()) > 0);
}
const device = async (person: Person) => {
  const browser = service.browser();
  await push().subscribe(person.ctx, browser.subscription);
  return browser;
};
const mention = (text = 'come') => world.send(owner, channelId, `<@${noor.id}> ${text}`);

describe('what is pushed', () => {
  test('a mention: signed by the instance, readable by its browser alone, one for a channel', async () => {
    const browser = await device(noor);
    await mention('first');
    const last = await mention('**second**');
    await settle();
    const notices = browser.notices();
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      headers: { ttl: '43200', topic: channelId.replaceAll('-', '') },
      vapid: { aud: service.origin, sub: expect.stringMatching(/^(https|mailto):/) },
      payload: {
        kind: 'message',
        address: `/c/${communityId}/${channelId}/${last.id}`,
        tag: channelId,
        title: `${owner.username} (#general)`,
        text: `@${noor.username} second`,
      },
    });
    expect(notices[0]!.key).toBe((await push().getKey(noor.ctx)).key);
    await settle();
    expect(browser.notices()).toHaveLength(1);
  });

  test('not the author, nor what is no mention, unless they want all; without texts when they want none', async () => {
    const [theirs, own] = [await device(noor), await device(owner)];
    await world.send(owner, channelId, 'nobody in particular');
    await settle();
    expect(theirs.notices()).toEqual([]);
    const { notifications } = world.services;
    await notifications.setPlace(noor.ctx, { place: 'channel', placeId: channelId, level: 'all' });
    await notifications.setPreferences(noor.ctx, { previews: false });
    await world.send(owner, channelId, 'nobody in particular');
    await settle();
    expect(theirs.notices().map(({ payload }) => payload)).toEqual([
      { kind: 'message', address: expect.any(String), tag: channelId },
    ]);
    expect(own.notices()).toEqual([]);
  });

  test('nothing that was read, muted, deleted, in quiet hours, or of a channel they may not view', async () => {
    const browser = await device(noor);
    const { channels, messages, notifications } = world.services;
    const read = await mention();
    await channels.markRead(noor.ctx, { channelId, seq: read.seq });
    // Long enough ago not to count as being there.
    await world.db.prisma.readState.updateMany({ data: { updatedAt: new Date(0) } });
    await settle();
    const deleted = await mention();
    await messages.deleteMessage(owner.ctx, { messageId: deleted.id });
    await settle();
    const hidden = await channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'hidden', isPrivate: true },
    });
    await world.send(owner, hidden.channelId, `<@${noor.id}>`);
    await settle();
    await notifications.setPlace(noor.ctx, { place: 'community', placeId: communityId, mute: 'always' });
    await mention();
    await settle();
    await notifications.setPlace(noor.ctx, { place: 'community', placeId: communityId, mute: 'off' });
    await notifications.setPreferences(noor.ctx, { quiet: true, quietFrom: 0, quietTo: 1439 });
    await mention();
    await settle();
    expect(browser.notices()).toEqual([]);
    await notifications.setPreferences(noor.ctx, { quiet: false });
    await mention();
    await settle();
    expect(browser.notices()).toHaveLength(1);
  });

  test('of a thread: for who follows it or is named, by what they chose for the channel above', async () => {
    const browser = await device(noor);
    const { notifications, threads } = world.services;
    const root = await world.send(owner, channelId, 'root');
    const { id: threadId } = await threads.createThread(owner.ctx, { messageId: root.id });
    await settle();
    const pushed = async (text: string) => {
      service.received.length = 0;
      await world.send(owner, threadId, text);
      await settle();
      return browser.notices().length;
    };
    const choose = (place: 'channel' | 'community', more: object) =>
      notifications.setPlace(noor.ctx, {
        ...{ place, placeId: place === 'channel' ? channelId : communityId, ...more },
      });
    await choose('community', { level: 'all' });
    expect(await pushed('not followed')).toBe(0);
    expect(await pushed(`<@${noor.id}>`)).toBe(1);
    await threads.followThread(noor.ctx, { threadId, following: true });
    expect(await pushed('followed')).toBe(1);
    await choose('channel', { level: 'mentions' });
    expect(await pushed('followed, mentions only')).toBe(0);
    await choose('channel', { level: 'all', mute: 'always' });
    expect(await pushed(`<@${noor.id}>`)).toBe(0);
  });

  test('of a forum: a new post for whoever wants all of it, answers for who follows', async () => {
    const browser = await device(noor);
    const { channels, forums, notifications } = world.services;
    const { channelId: forumId } = await channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
    });
    await notifications.setPlace(noor.ctx, { place: 'channel', placeId: forumId, level: 'all' });
    const { thread } = await forums.createPost(owner.ctx, {
      ...{ channelId: forumId, clientId: crypto.randomUUID(), title: 'A question', body: 'Who knows?' },
    });
    await settle();
    expect(browser.notices()).toMatchObject([{ payload: { tag: thread.id } }]);
    await world.send(owner, thread.id, 'an answer');
    await settle();
    expect(browser.notices()).toHaveLength(1);
  });

  test('each reminder by itself, whatever else is new in its channel', async () => {
    const browser = await device(noor);
    const [one, two] = [await world.send(owner, channelId, 'one'), await world.send(owner, channelId, 'two')];
    await settle();
    const due = [one, two].map(({ id: messageId }) => ({ accountId: noor.id, channelId, messageId }));
    await push().remind(due);
    await mention('three');
    await settle();
    const told = browser.notices().map((notice) => notice.payload as PushPayload);
    expect(new Map(told.map(({ tag, title }) => [tag, title?.startsWith('⏰')]))).toEqual(
      new Map([...[one, two].map(({ id }) => [id, true] as const), [channelId, false] as const]),
    );
    expect(told).toHaveLength(3);
  });

  test('nothing while they are there on another device', async () => {
    const browser = await device(noor);
    const elsewhere = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'elsewhere' },
    });
    const seen = await world.send(owner, elsewhere.channelId, 'x');
    await world.services.channels.markRead(noor.ctx, { channelId: elsewhere.channelId, seq: seen.seq });
    await world.db.prisma.readState.updateMany({
      where: { accountId: noor.id },
      data: { updatedAt: new Date(Date.now() + 3_600_000) },
    });
    await mention();
    await settle();
    expect(browser.notices()).toEqual([]);
  });
});

describe('devices', () => {
  test('a service that is busy is asked again; one that knows the browser no more ends it', async () => {
    const browser = await device(noor);
    browser.answerWith(503);
    await mention();
    await settle();
    expect(service.received).toHaveLength(1);
    expect(await push().listDevices(noor.ctx)).toMatchObject([
      { failure: 'HTTP 503', arrivedAt: null, current: true },
    ]);
    browser.answerWith(201);
    await world.db.prisma.pushDelivery.updateMany({ data: { dueAt: new Date(0) } });
    await settle();
    expect(browser.notices()).toHaveLength(2);
    expect(await push().listDevices(noor.ctx)).toMatchObject([
      { failure: '', arrivedAt: expect.any(String) },
    ]);
    browser.answerWith(410);
    await mention();
    await settle();
    expect(await push().listDevices(noor.ctx)).toEqual([]);
  });

  test('a test says what became of it; only one’s own devices are there', async () => {
    const browser = await device(noor);
    const [known] = await push().listDevices(noor.ctx);
    expect(await push().testDevice(noor.ctx, { deviceId: known!.id })).toEqual({
      arrived: true,
      failure: '',
    });
    expect(browser.notices()[0]?.payload).toMatchObject({ kind: 'test' });
    browser.answerWith(400);
    expect(await push().testDevice(noor.ctx, { deviceId: known!.id })).toEqual({
      arrived: false,
      failure: 'HTTP 400',
    });
    for (const act of [push().testDevice, push().removeDevice])
      await expect(act(owner.ctx, { deviceId: known!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await push().removeDevice(noor.ctx, { deviceId: known!.id });
    expect(await push().listDevices(noor.ctx)).toEqual([]);
  });

  test('a device ends with its session', async () => {
    await device(noor);
    await world.services.accounts.logOut(noor.ctx);
    expect(await world.db.prisma.pushSubscription.count({ where: { accountId: noor.id } })).toBe(0);
  });

  test.each([
    'http://push.example.org/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.1/x',
    'https://2130706433/x',
    'ftp://push.example.org/x',
  ])('F6 %s is refused', async (endpoint) => {
    const { subscription } = service.browser();
    await expect(push().subscribe(noor.ctx, { ...subscription, endpoint })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { endpoint: 'invalid' },
    });
  });
});
