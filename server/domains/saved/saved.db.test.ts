import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PushService, startPushService } from '../../../tests/support/push-service.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

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
});

const saved = () => world.services.saved;
const list = async (person = noor) => (await saved().listSaved(person.ctx, {})).items;
const save = (messageId: string, remindAt?: string | null, person = noor) =>
  saved().saveMessage(person.ctx, { messageId, ...(remindAt !== undefined && { remindAt }) });
/** Of the world's clock, which only ever runs ahead. */
let ahead = 0;
const pass = (ms: number): void => {
  ahead += ms;
  world.advance(ms);
};
const inMinutes = (minutes: number) => new Date(Date.now() + ahead + minutes * 60_000).toISOString();
const inbox = async (person = noor) =>
  (await world.services.notifications.listInbox(person.ctx, { filter: 'all' })).items;
const hide = (isPrivate: boolean) =>
  world.services.overrides.setPrivacy(owner.ctx, {
    place: 'channel',
    placeId: channelId,
    isPrivate,
    roleIds: [],
    memberIds: [],
  });

describe('what is saved', () => {
  test('the latest saved first, each once, for nobody else; removed again', async () => {
    const one = await world.send(owner, channelId, `one for <@${noor.id}>`);
    const two = await world.send(owner, channelId, 'two');
    await save(two.id);
    await save(one.id);
    await save(two.id);
    expect(await list()).toMatchObject([
      {
        messageId: one.id,
        author: { id: owner.id },
        text: `one for <@${noor.id}>`,
        mentioned: [{ id: noor.id }],
        community: { id: communityId },
        channel: { id: channelId, name: 'general' },
        remindAt: null,
      },
      { messageId: two.id },
    ]);
    expect(await list(owner)).toEqual([]);
    expect(await saved().findSaved(owner.ctx, { messageId: one.id })).toEqual({ saved: null });
    await saved().removeSaved(owner.ctx, { messageId: one.id });
    await saved().removeSaved(noor.ctx, { messageId: two.id });
    expect(await list()).toMatchObject([{ messageId: one.id }]);
  });

  test('who may not see a message can neither save it nor learn that it is there', async () => {
    const message = await world.send(owner, channelId);
    const stranger = await world.person();
    await expect(save(message.id, undefined, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(save(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    await expect(save(message.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await list(stranger)).toEqual([]);
  });

  test('what is hidden or deleted is out of the list, and back when it is back', async () => {
    const message = await world.send(owner, channelId, 'a secret');
    await save(message.id);
    await hide(true);
    expect(await saved().listSaved(noor.ctx, {})).toEqual({ items: [], next: null });
    await hide(false);
    expect(await list()).toMatchObject([{ text: 'a secret' }]);
    await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
    expect(await list()).toEqual([]);
    await world.services.messages.restoreMessage(owner.ctx, { messageId: message.id });
    expect(await list()).toHaveLength(1);
    await world.services.communities.leaveCommunity(noor.ctx, { communityId });
    expect(await list()).toEqual([]);
  });

  test('pages follow each other without a gap, whatever was hidden between', async () => {
    const hidden = await world.community(owner);
    await world.join(noor, hidden.communityId);
    const kept: string[] = [];
    for (let n = 0; n < 40; n += 1) {
      kept.push((await world.send(owner, channelId, `number ${n}`)).id);
      await save(kept.at(-1)!);
      await save((await world.send(owner, hidden.channelId, 'hidden')).id);
    }
    await world.services.communities.leaveCommunity(noor.ctx, { communityId: hidden.communityId });
    const first = await saved().listSaved(noor.ctx, {});
    expect(first.items).toHaveLength(30);
    const second = await saved().listSaved(noor.ctx, { before: first.next! });
    expect(second.next).toBeNull();
    expect([...first.items, ...second.items].map(({ messageId }) => messageId)).toEqual(kept.toReversed());
  });

  test('at most a thousand; what is saved already can still be changed', async () => {
    const [message, more] = [await world.send(owner, channelId), await world.send(owner, channelId)];
    await world.db.prisma.message.createMany({
      data: Array.from({ length: 999 }, (_, n) => ({
        ...{ id: randomUUID(), channelId, clientId: randomUUID(), authorId: owner.id, body: 'one of many' },
        ...{ seq: 1000 + n, version: 1000 + n, ordinal: 1000 + n },
      })),
    });
    await world.db.prisma.$executeRaw`
      INSERT INTO saved_messages (id, account_id, message_id)
      SELECT gen_random_uuid(), ${noor.id}::uuid, id FROM messages WHERE channel_id = ${channelId}::uuid AND body = 'one of many'`;
    await save(message.id);
    await expect(save(more.id)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'limit.reached' });
    await save(message.id, inMinutes(5));
  });
});

describe('reminders', () => {
  test('come once, however many replicas look, with the message as it is then', async () => {
    const message = await world.send(owner, channelId, 'to be done');
    const remindAt = inMinutes(20);
    expect(await save(message.id, remindAt)).toEqual({ saved: { remindAt } });
    expect(await save(message.id)).toEqual({ saved: { remindAt } });
    await saved().remindOfSaved();
    expect(await inbox()).toEqual([]);
    await world.services.messages.editMessage(owner.ctx, { messageId: message.id, body: 'done by now' });
    pass(21 * 60_000);
    await Promise.all([saved().remindOfSaved(), saved().remindOfSaved(), saved().remindOfSaved()]);
    expect(await inbox()).toMatchObject([
      {
        kind: 'reminder',
        unread: true,
        count: 1,
        actor: { id: owner.id },
        messageId: message.id,
        channel: { id: channelId },
        text: 'done by now',
      },
    ]);
    expect(await list()).toMatchObject([{ messageId: message.id, remindAt: null }]);
    expect(await saved().remindOfSaved()).toBe(0);
  });

  test('not of what was deleted, hidden or removed; what the inbox had goes with it', async () => {
    const [deleted, gone, told] = [
      await world.send(owner, channelId, 'deleted'),
      await world.send(owner, channelId, 'removed'),
      await world.send(owner, channelId, 'told'),
    ];
    for (const { id } of [deleted, gone]) await save(id, inMinutes(10));
    await save(told.id, inMinutes(1));
    await world.services.messages.deleteMessage(owner.ctx, { messageId: deleted.id });
    await saved().removeSaved(noor.ctx, { messageId: gone.id });
    pass(11 * 60_000);
    await saved().remindOfSaved();
    expect(await inbox()).toMatchObject([{ messageId: told.id }]);
    await save(told.id, inMinutes(10));
    await hide(true);
    expect(await inbox()).toEqual([]);
    pass(11 * 60_000);
    await saved().remindOfSaved();
    await hide(false);
    expect(await inbox()).toMatchObject([{ messageId: told.id, count: 1 }]);
  });

  test('a time that is past or too far is refused; null takes the reminder away', async () => {
    const message = await world.send(owner, channelId);
    for (const remindAt of [inMinutes(-1), inMinutes(366 * 24 * 60)])
      await expect(save(message.id, remindAt)).rejects.toMatchObject({
        code: 'INVALID',
        fields: { remindAt: 'invalid' },
      });
    await save(message.id, inMinutes(10));
    expect(await save(message.id, null)).toEqual({ saved: { remindAt: null } });
    pass(11 * 60_000);
    await saved().remindOfSaved();
    expect(await inbox()).toEqual([]);
  });

  test('reach a browser though the message is read; not while nobody wants to be disturbed', async () => {
    const browser = service.browser();
    await world.services.push.subscribe(noor.ctx, browser.subscription);
    const message = await world.send(owner, channelId, 'read long ago');
    await world.services.channels.markRead(noor.ctx, { channelId, seq: message.seq });
    await save(message.id, inMinutes(5));
    pass(6 * 60_000);
    await saved().remindOfSaved();
    await world.services.push.deliverPushes();
    expect(browser.notices()).toMatchObject([
      { payload: { address: `/c/${communityId}/${channelId}/${message.id}`, text: 'read long ago' } },
    ]);
    await world.services.notifications.setPreferences(noor.ctx, {
      ...{ quiet: true, quietFrom: 0, quietTo: 1439, quietDays: [0, 1, 2, 3, 4, 5, 6] },
    });
    await save(message.id, inMinutes(5));
    pass(6 * 60_000);
    await saved().remindOfSaved();
    await world.services.push.deliverPushes();
    expect(browser.notices()).toHaveLength(1);
  });
});
