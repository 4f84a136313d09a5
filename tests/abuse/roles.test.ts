import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { type Stage, announceChange, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const base = () => `/c/${stage.communityId}`;
const everyone = async () =>
  stage.world.db.prisma.role.findFirstOrThrow({
    where: { communityId: stage.communityId, isEveryone: true },
  });

test('Z12 a channel turned private by its page: sockets that may not see it leave within a second', async () => {
  const { world, owner, member, communityId } = stage;
  const { channelId } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'soon private' },
  });
  await announceChange(world, communityId);
  const [theirs, own] = [await stage.socket(member), await stage.socket(owner)];
  for (const socket of [theirs, own])
    await waitFor(async () => {
      const answer = await socket.call('channel.subscribe', { channelIds: [channelId] });
      return answer.ok && (answer.data as { channelIds: string[] }).channelIds.length === 1;
    });
  const heard = (socket: typeof own, text: string) =>
    socket.heard.some(
      ({ name, payload }) => name === 'message.created' && JSON.stringify(payload).includes(text),
    );
  const say = async (body: string) => {
    const clientId = crypto.randomUUID();
    expect((await own.call('message.send', { channelId, clientId, body })).ok).toBe(true);
  };
  await say('for all');
  await waitFor(() => heard(theirs, 'for all'));

  const closed = await stage
    .browser(owner)
    .form(`${base()}/channels/${channelId}/permissions`, { intent: 'privacy', privacy: 'private' });
  expect(closed.status).toBe(302);
  await waitFor(
    async () =>
      theirs.heard.some(
        ({ name, payload }) => name === 'community.updated' && !JSON.stringify(payload).includes(channelId),
      ),
    { timeout: 1_000 },
  );
  await say('for few');
  await waitFor(() => heard(own, 'for few'));
  expect(heard(theirs, 'for few')).toBe(false);
  const again = await theirs.call('channel.subscribe', { channelIds: [channelId] });
  expect(again).toEqual({ ok: true, data: { channelIds: [] } });
});

test('Z2 Z9 a member who posts what the pages of roles post changes nothing', async () => {
  const { world, owner, member, communityId, channelId } = stage;
  const { roleId } = await world.services.roles.createRole(owner.ctx, { communityId, name: 'tempting' });
  await announceChange(world, communityId);
  const state = async () =>
    JSON.stringify([
      await world.db.prisma.role.findMany({ where: { communityId }, orderBy: { id: 'asc' } }),
      await world.db.prisma.memberRole.findMany({ where: { communityId } }),
      await world.db.prisma.override.findMany({ orderBy: { id: 'asc' } }),
    ]);
  const before = await state();
  const browser = stage.browser(member);
  const role = `${base()}/settings/roles/${roleId}`;
  const { id } = await everyone();
  const posts: [string, Record<string, string>][] = [
    [`${base()}/settings/roles/new`, { name: 'mine', preset: 'admin' }],
    [role, { intent: 'save', name: 'mine', 'permission:administrator': 'on' }],
    [role, { intent: 'delete' }],
    [`${base()}/settings/roles/${id}`, { intent: 'save-everyone', 'permission:administrator': 'on' }],
    [`${base()}/settings/roles`, { intent: `move:${roleId}:0` }],
    [`${base()}/settings/roles`, { intent: `duplicate:${roleId}` }],
    [`${base()}/settings/roles`, { intent: `delete:${roleId}` }],
    [`${role}/members`, { intent: 'give', [`member:${member.id}`]: 'on' }],
    [`${base()}/members/${member.id}/roles`, { [`role:${roleId}`]: 'on' }],
    [`${base()}/channels/${channelId}/permissions`, { intent: 'privacy', privacy: 'private' }],
    [
      `${base()}/channels/${channelId}/permissions`,
      { intent: `override:member:${member.id}`, 'state:message.manage': 'allow' },
    ],
  ];
  for (const [path, fields] of posts) {
    const { status } = await browser.form(path, fields);
    expect([path, status]).toEqual([path, 403]);
  }
  expect(await state()).toBe(before);
});

test('Z9 who manages roles cannot reach above themselves by a form that was changed on the way', async () => {
  const { world, owner, communityId } = stage;
  const lead = await stage.person();
  await world.join(lead, communityId);
  const make = async (name: string, permissions: string[]) => {
    const { roleId } = await world.services.roles.createRole(owner.ctx, { communityId, name });
    await world.services.roles.updateRole(owner.ctx, { communityId, roleId, permissions });
    return roleId;
  };
  const leading = await make('Lead', ['role.manage']);
  const low = await make('Low', []);
  await world.services.roles.addRoleMembers(owner.ctx, {
    communityId,
    roleId: leading,
    memberIds: [lead.id],
  });
  await announceChange(world, communityId);
  const browser = stage.browser(lead);
  const save = (roleId: string, more: Record<string, string>) =>
    browser.form(`${base()}/settings/roles/${roleId}`, { intent: 'save', name: 'changed', ...more });
  expect((await save(low, {})).status).toBe(302);
  for (const permission of ['administrator', 'member.ban', 'channel.manage'])
    expect((await save(low, { [`permission:${permission}`]: 'on' })).status).toBe(403);
  expect((await save(leading, { 'permission:role.manage': 'on' })).status).toBe(403);
  expect((await save(low, { 'permission:nonsense': 'on' })).status).toBe(400);
  const own = await browser.form(`${base()}/members/${lead.id}/roles`, {});
  expect(own.status).toBe(403);
  const preset = await browser.form(`${base()}/settings/roles/new`, { name: 'x', preset: 'admin' });
  expect(preset.status).toBe(403);
});
