import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let replica: World;
let admin: Person;
let member: Person;
beforeAll(async () => {
  world = await createWorld({ HEARTH_MESSAGES_PER_SECOND: '1000', HEARTH_MESSAGES_BURST: '1000' });
  replica = await createWorld({ HEARTH_DATABASE_URL: world.databaseUrl });
  [admin, member] = [await world.person(), await world.person()];
  await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
  if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
});
afterAll(async () => {
  await replica.close();
  await world.close();
});

const none = {
  messageLength: null,
  messagesPerSecond: null,
  messagesBurst: null,
  uploadMegabytes: null,
  inviteLifetime: null,
  communitiesPerMember: null,
  auditDays: null,
};
const branding = { name: 'Our place', accent: 'moss', welcome: 'Come <b>in</b>\nand sit down' };

test('nobody but an administrator changes what holds for all', async () => {
  const { admin: settings } = world.services;
  for (const attempt of [
    settings.updateLimits(member.ctx, none),
    settings.updateBranding(member.ctx, branding),
    settings.updateSettings(member.ctx, { registration: 'closed', membersCreateCommunities: false }),
    settings.getLimits(member.ctx),
  ])
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('limits hold on another replica within a second, without a restart; none gives them back', async () => {
  const { communityId, channelId } = await world.community(member);
  const { admin: settings } = world.services;
  expect((await settings.getLimits(admin.ctx)).defaults.messagesPerSecond).toBe(1000);
  await settings.updateLimits(admin.ctx, {
    ...none,
    messageLength: 10,
    messagesPerSecond: 1,
    messagesBurst: 2,
    communitiesPerMember: 1,
  });
  await waitFor(() => replica.services.admin.current().limits.messageLength === 10, { timeout: 1000 });
  await expect(replica.send(member, channelId, 'longer than ten')).rejects.toMatchObject({
    code: 'INVALID',
    fields: { body: 'too_long' },
  });
  await replica.send(member, channelId, 'one');
  await replica.send(member, channelId, 'two');
  await expect(replica.send(member, channelId, 'three')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await expect(replica.community(member)).rejects.toMatchObject({ reason: 'limit.reached' });
  await settings.updateLimits(admin.ctx, none);
  await waitFor(() => replica.services.admin.current().limits.messageLength === 4000, { timeout: 1000 });
  await replica.send(member, channelId, 'longer than ten again');
  expect((await replica.services.directory.community(communityId))?.id).toBe(communityId);
});

test('an invite holds as long as the host says, unless its maker says otherwise', async () => {
  const { communityId } = await world.community(member);
  const { admin: settings, invites } = world.services;
  const until = async (more: object = {}) =>
    (await invites.createInvite(member.ctx, { communityId, ...more })).expiresAt;
  await settings.updateLimits(admin.ctx, { ...none, inviteLifetime: 3600 });
  expect(Date.parse((await until())!) - Date.now()).toBeLessThanOrEqual(3_600_000);
  expect(await until({ lifetime: null })).toBeNull();
  expect(await invites.getInviteChoices(member.ctx, { communityId })).toMatchObject({ lifetime: 3600 });
  await settings.updateLimits(admin.ctx, { ...none, inviteLifetime: 0 });
  expect(await until()).toBeNull();
  await settings.updateLimits(admin.ctx, none);
});

test('a change costs the way of a message no query', async () => {
  const { channelId } = await world.community(member);
  await world.send(member, channelId);
  let acquired = 0;
  const count = () => void (acquired += 1);
  world.db.pool.on('acquire', count);
  await world.send(member, channelId);
  world.db.pool.off('acquire', count);
  expect(acquired).toBe(1);
});

test('name, colour and welcome are kept as text, and the log says what they were', async () => {
  const { admin: settings, audit } = world.services;
  await settings.updateBranding(admin.ctx, branding);
  await waitFor(() => replica.services.admin.current().branding.name === 'Our place', { timeout: 1000 });
  expect(settings.current().branding).toEqual(branding);
  const { entries } = await audit.listInstanceEntries(admin.ctx, { action: 'instance.update' });
  expect(entries[0]).toMatchObject({
    actor: { id: admin.id },
    before: { name: '', accent: 'ember', welcome: '' },
    after: branding,
  });
  await settings.updateBranding(admin.ctx, branding);
  const again = await audit.listInstanceEntries(admin.ctx, { action: 'instance.update' });
  expect(again.entries.length).toBe(entries.length);
});

test('the log is kept 30 days at least', async () => {
  await expect(
    world.services.admin.updateLimits(admin.ctx, { ...none, auditDays: 29 }),
  ).rejects.toMatchObject({ fields: { auditDays: 'too_short' } });
});
