import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

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

const scheduled = () => world.services.scheduled;
/** Of the world's clock, which only ever runs ahead. */
let ahead = 0;
const pass = (ms: number): void => {
  ahead += ms;
  world.advance(ms);
};
const inMinutes = (minutes: number) => new Date(Date.now() + ahead + minutes * 60_000).toISOString();
const schedule = (body = 'later', more: { sendAt?: string; clientId?: string } = {}, person = noor) =>
  scheduled().scheduleMessage(person.ctx, {
    ...{ channelId, clientId: randomUUID(), body, sendAt: inMinutes(10) },
    ...more,
  });
const list = async (person = noor) => (await scheduled().listScheduled(person.ctx, {})).items;
const posted = async () =>
  (await world.services.messages.getPage(owner.ctx, { channelId })).messages.map(({ body }) => body);
const news = async (person = noor) =>
  (await world.services.notifications.listInbox(person.ctx, { filter: 'all' })).items.map(({ kind }) => kind);
const comeDue = async () => {
  pass(11 * 60_000);
  await scheduled().sendDueMessages();
};

describe('what waits', () => {
  test('is its author’s alone, the next first, and can be changed', async () => {
    const late = await schedule('late', { sendAt: inMinutes(60) });
    const soon = await schedule('soon');
    expect(await list()).toMatchObject([
      { body: 'soon', channel: { id: channelId, name: 'general' }, community: { id: communityId } },
      { body: 'late', failure: null },
    ]);
    expect(await scheduled().countScheduled(noor.ctx, {})).toEqual({ channels: [{ channelId, count: 2 }] });
    expect(await list(owner)).toEqual([]);
    for (const act of [
      () => scheduled().changeScheduled(owner.ctx, { scheduledId: soon.id, body: 'mine' }),
      () => scheduled().sendNow(owner.ctx, { scheduledId: soon.id }),
      () => scheduled().removeScheduled(owner.ctx, { scheduledId: soon.id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await scheduled().changeScheduled(noor.ctx, {
      scheduledId: late.id,
      body: 'first',
      sendAt: inMinutes(5),
    });
    await scheduled().removeScheduled(noor.ctx, { scheduledId: soon.id });
    expect((await list()).map(({ body }) => body)).toEqual(['first']);
    expect(await posted()).toEqual([]);
  });

  test('says whom its text names, of members alone', async () => {
    const stranger = await world.person();
    const { mentioned } = await schedule(`<@${owner.id}> and <@${stranger.id}>, <@${owner.id}>`);
    expect(mentioned).toMatchObject([{ id: owner.id, username: owner.username }]);
    expect((await list())[0]?.mentioned).toEqual(mentioned);
  });

  test('needs the right to write now, a time within a year, and room', async () => {
    const stranger = await world.person();
    await expect(schedule('x', {}, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.services.channels.lockChannel(owner.ctx, { channelId });
    await expect(schedule()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await world.services.channels.unlockChannel(owner.ctx, { channelId });
    for (const sendAt of [inMinutes(-1), inMinutes(366 * 24 * 60)])
      await expect(schedule('x', { sendAt })).rejects.toMatchObject({ fields: { sendAt: 'invalid' } });
    const clientId = randomUUID();
    const first = await schedule('once', { clientId });
    expect(await schedule('once', { clientId })).toMatchObject({ id: first.id });
    for (let n = 1; n < 50; n += 1) await schedule();
    await expect(schedule()).rejects.toMatchObject({ code: 'CONFLICT', reason: 'limit.reached' });
    expect(await list()).toHaveLength(50);
  });
});

describe('when its time comes', () => {
  test('it is sent once, however many replicas look, as if it were written then', async () => {
    await schedule('on time');
    await schedule('too early', { sendAt: inMinutes(60) });
    await scheduled().sendDueMessages();
    expect(await posted()).toEqual([]);
    pass(11 * 60_000);
    await Promise.all([1, 2, 3].map(() => scheduled().sendDueMessages()));
    expect(await posted()).toEqual(['on time']);
    expect((await list()).map(({ body }) => body)).toEqual(['too early']);
  });

  test('a try that died between sending and noting it is not sent twice', async () => {
    const clientId = randomUUID();
    await schedule('once', { clientId });
    await world.send(noor, channelId, 'once', { clientId });
    await comeDue();
    expect(await posted()).toEqual(['once']);
    expect(await list()).toEqual([]);
    // Even when its author lost the right meanwhile: sent is sent, and no failure.
    const other = randomUUID();
    await schedule('twice', { clientId: other });
    await world.send(noor, channelId, 'twice', { clientId: other });
    await world.services.channels.lockChannel(owner.ctx, { channelId });
    await comeDue();
    expect(await list()).toEqual([]);
    expect(await news()).toEqual([]);
  });

  test('while it is being sent nobody changes it; whoever died leaves it to the others', async () => {
    const { id: scheduledId } = await schedule();
    const takenUntil = new Date(Date.now() + ahead + 60_000);
    await world.db.prisma.scheduledMessage.update({ where: { id: scheduledId }, data: { takenUntil } });
    for (const act of [
      () => scheduled().changeScheduled(noor.ctx, { scheduledId, body: 'other' }),
      () => scheduled().sendNow(noor.ctx, { scheduledId }),
      () => scheduled().removeScheduled(noor.ctx, { scheduledId }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'CONFLICT', reason: 'scheduled.sending' });
    await comeDue();
    expect(await posted()).toEqual(['later']);
  });

  test('what is refused stays with its author, with the reason, and can be sent when it is allowed', async () => {
    const { id: scheduledId } = await schedule('please');
    await world.services.channels.lockChannel(owner.ctx, { channelId });
    await comeDue();
    expect(await list()).toMatchObject([{ id: scheduledId, failure: { code: 'FORBIDDEN' } }]);
    expect(await news()).toEqual(['scheduled.failed']);
    expect(await scheduled().countScheduled(noor.ctx, {})).toEqual({ channels: [] });
    await scheduled().sendDueMessages();
    expect(await news()).toHaveLength(1);
    await expect(scheduled().sendNow(noor.ctx, { scheduledId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await world.services.channels.unlockChannel(owner.ctx, { channelId });
    await scheduled().changeScheduled(noor.ctx, { scheduledId, sendAt: inMinutes(10) });
    expect(await list()).toMatchObject([{ failure: null }]);
    await comeDue();
    expect(await posted()).toEqual(['please']);
  });

  test('who is timed out, banned, gone or disabled sends nothing, and the channel’s name is not told', async () => {
    await schedule('timed out');
    await world.services.members.timeOutMember(owner.ctx, { communityId, accountId: noor.id, seconds: 3600 });
    await comeDue();
    expect(await list()).toMatchObject([{ failure: { code: 'FORBIDDEN' } }]);
    await world.services.members.endTimeout(owner.ctx, { communityId, accountId: noor.id });
    await schedule('gone');
    await world.services.communities.leaveCommunity(noor.ctx, { communityId });
    await comeDue();
    expect((await list()).find(({ body }) => body === 'gone')).toMatchObject({
      failure: { code: 'NOT_FOUND' },
      channel: null,
      community: null,
    });
    await world.join(noor, communityId);
    await schedule('disabled');
    const where = { id: noor.id };
    await world.db.prisma.account.update({ where, data: { disabledAt: new Date() } });
    await comeDue();
    await world.db.prisma.account.update({ where, data: { disabledAt: null } });
    expect(await list()).toHaveLength(3);
    expect(await posted()).toEqual([]);
  });

  test('slow mode makes it wait, not fail', async () => {
    await schedule('patient');
    await world.services.channels.setSlowMode(owner.ctx, { channelId, slowMode: 30 });
    await world.send(noor, channelId, 'just now');
    await comeDue();
    expect(await posted()).toEqual(['just now']);
    expect(await list()).toMatchObject([{ body: 'patient', failure: null }]);
    const row = await world.db.prisma.scheduledMessage.findFirstOrThrow({ where: { accountId: noor.id } });
    expect(row.nextAt!.getTime() - Date.now() - ahead).toBeGreaterThan(20_000);
    expect(row.takenUntil).toBeNull();
  });

  test('sent at once by its author, through the rules of sending', async () => {
    const { id: scheduledId } = await schedule('now');
    expect(await scheduled().sendNow(noor.ctx, { scheduledId })).toMatchObject({ body: 'now' });
    await expect(scheduled().sendNow(noor.ctx, { scheduledId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await comeDue();
    expect(await posted()).toEqual(['now']);
  });

  test('both tables go with the account', async () => {
    await schedule();
    await world.services.saved.saveMessage(noor.ctx, { messageId: (await world.send(owner, channelId)).id });
    await world.db.prisma.member.deleteMany({ where: { accountId: noor.id } });
    await world.db.prisma.account.delete({ where: { id: noor.id } });
    expect(await world.db.prisma.scheduledMessage.count({ where: { accountId: noor.id } })).toBe(0);
    expect(await world.db.prisma.savedMessage.count({ where: { accountId: noor.id } })).toBe(0);
  });
});
