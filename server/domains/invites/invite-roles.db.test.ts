import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Permission } from '#contract/permissions';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let keeper: Person;
let communityId: string;
let channelId: string;
let roles: { keeper: string; helper: string; strong: string; high: string };

const invites = () => world.services.invites;
const make = (by: Person, more: object = {}) => invites().createInvite(by.ctx, { communityId, ...more });
const addRole = async (position: number, permissions: Permission[]) => {
  const id = randomUUID();
  await world.db.prisma.role.create({
    data: { id, communityId, name: `role ${position}`, position, permissions },
  });
  return id;
};
const rolesOf = async (person: Person) =>
  (await world.db.prisma.memberRole.findMany({ where: { communityId, accountId: person.id } })).map(
    ({ roleId }) => roleId,
  );
const joinBy = async (code: string) => {
  const person = await world.person();
  const arrival = await invites().acceptInvite(person.ctx, { code });
  return { person, arrival };
};
const actions = async () =>
  (await world.db.prisma.auditEntry.findMany({ where: { communityId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

beforeAll(async () => {
  world = await createWorld();
  [owner, keeper] = [await world.person(), await world.person()];
});
beforeEach(async () => {
  ({ communityId, channelId } = await world.community(owner));
  await world.join(keeper, communityId);
  roles = {
    helper: await addRole(1, ['message.pin']),
    strong: await addRole(2, ['member.ban']),
    keeper: await addRole(3, ['role.manage', 'message.pin']),
    high: await addRole(4, []),
  };
  await world.db.prisma.memberRole.create({
    data: { communityId, accountId: keeper.id, roleId: roles.keeper },
  });
  world.services.directory.forget(communityId);
});
afterAll(() => world.close());

describe('the role of an invite', () => {
  test('goes to who joins by it', async () => {
    const invite = await make(keeper, { roleId: roles.helper });
    expect(invite.role).toEqual({ id: roles.helper, name: 'role 1', colour: null });
    const { person } = await joinBy(invite.code);
    expect(await rolesOf(person)).toEqual([roles.helper]);
  });

  test.each([
    ['above their maker', 'high'],
    ['of their maker’s own rank', 'keeper'],
    ['with what their maker lacks', 'strong'],
  ] as const)('is none %s', async (_, role) => {
    await expect(make(keeper, { roleId: roles[role] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await make(owner, { roleId: roles[role] })).role?.id).toBe(roles[role]);
  });

  test('is not everyone’s, not one of another place, and none for who may not manage roles', async () => {
    const everyone = await world.db.prisma.role.findFirstOrThrow({
      where: { communityId, isEveryone: true },
    });
    await expect(make(owner, { roleId: everyone.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(make(owner, { roleId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const plain = await world.person();
    await world.join(plain, communityId);
    await expect(make(plain, { roleId: roles.helper })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is left out when it is gone, or when its maker could no longer hand it out', async () => {
    const first = await make(keeper, { roleId: roles.helper });
    const second = await make(owner, { roleId: roles.strong });
    await world.db.prisma.memberRole.deleteMany({ where: { communityId, accountId: keeper.id } });
    expect(await rolesOf((await joinBy(first.code)).person)).toEqual([]);
    await world.db.prisma.role.delete({ where: { id: roles.strong } });
    expect(await rolesOf((await joinBy(second.code)).person)).toEqual([]);
  });

  test('keeps the invite from being prolonged by who could not hand it out', async () => {
    const manager = await world.person();
    await world.join(manager, communityId);
    const role = await addRole(5, ['invite.manage']);
    await world.db.prisma.memberRole.create({ data: { communityId, accountId: manager.id, roleId: role } });
    world.services.directory.forget(communityId);
    const [withRole, plain] = [await make(owner, { roleId: roles.strong }), await make(owner)];
    await expect(
      invites().updateInvite(manager.ctx, { code: withRole.code, lifetime: null }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await invites().updateInvite(manager.ctx, { code: plain.code, lifetime: null, label: 'Poster' });
    expect(await invites().getInvite(manager.ctx, { code: plain.code })).toMatchObject({
      ...{ label: 'Poster', expiresAt: null, mayChange: true },
    });
  });
});

describe('the channel of an invite', () => {
  test('is where newcomers land', async () => {
    const { arrival } = await joinBy((await make(keeper, { channelId })).code);
    expect(arrival).toEqual({ communityId, state: 'inside', channelId });
  });

  test('is one that the maker may view, and nobody lands where they may not', async () => {
    const { code } = await make(owner, { channelId });
    const everyone = await world.db.prisma.role.findFirstOrThrow({
      where: { communityId, isEveryone: true },
    });
    await world.db.prisma.override.create({
      data: { id: randomUUID(), channelId, roleId: everyone.id, deny: ['channel.view'], allow: [] },
    });
    world.services.directory.forget(communityId);
    await expect(make(keeper, { channelId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await joinBy(code)).arrival.channelId).toBeNull();
    const [listed] = await invites().listInvites(keeper.ctx, { communityId });
    expect(listed).toBeUndefined();
  });
});

describe('changing one', () => {
  test('is for its maker; others do not find it, and a revoked one stays revoked', async () => {
    const { code } = await make(keeper);
    const other = await world.person();
    await world.join(other, communityId);
    await expect(invites().updateInvite(other.ctx, { code, label: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(invites().getInvite(other.ctx, { code })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await invites().revokeInvite(keeper.ctx, { code });
    await expect(invites().updateInvite(keeper.ctx, { code, lifetime: null })).rejects.toMatchObject({
      code: 'GONE',
    });
  });

  test('does not allow fewer people than came, and lets in as many as it says then', async () => {
    const { code } = await make(keeper, { maxUses: 2 });
    await joinBy(code);
    await joinBy(code);
    await expect(invites().updateInvite(keeper.ctx, { code, maxUses: 1 })).rejects.toMatchObject({
      fields: { maxUses: 'invalid' },
    });
    await invites().updateInvite(keeper.ctx, { code, maxUses: 3 });
    const { person } = await joinBy(code);
    await expect(joinBy(code)).rejects.toMatchObject({ code: 'GONE' });
    const detail = await invites().getInvite(keeper.ctx, { code });
    expect(detail.came).toHaveLength(3);
    expect(detail.came[0]?.account.id).toBe(person.id);
    expect(
      (await invites().listInvites(keeper.ctx, { communityId, ended: true })).map((each) => each.code),
    ).toEqual([code]);
  });

  test('stands in the log with what it was before, and without the code', async () => {
    const { code } = await make(keeper, { label: 'Flyer' });
    await invites().updateInvite(keeper.ctx, { code, label: 'Poster' });
    await invites().updateInvite(keeper.ctx, { code, label: 'Poster' });
    await invites().revokeInvite(keeper.ctx, { code });
    await invites().revokeInvite(owner.ctx, { code });
    expect((await actions()).slice(1)).toEqual(['invite.create', 'invite.update', 'invite.revoke']);
    const entries = await world.db.prisma.auditEntry.findMany({ where: { communityId } });
    expect(JSON.stringify(entries)).not.toContain(code);
    expect(entries.find(({ action }) => action === 'invite.update')).toMatchObject({
      ...{ actorId: keeper.id, before: { label: 'Flyer' }, after: { label: 'Poster' } },
    });
  });
});
