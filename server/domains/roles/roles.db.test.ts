import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Permission } from '#contract/permissions';
import { rolePresets } from '#contract/roles';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let admin: Person;
let moderator: Person;
let member: Person;
let outsider: Person;
beforeAll(async () => {
  world = await createWorld();
  [owner, admin, moderator, member, outsider] = await Promise.all([
    world.person(),
    world.person(),
    world.person(),
    world.person(),
    world.person(),
  ]);
});
afterAll(() => world.close());

let communityId: string;
let channelId: string;
/** From the highest to the lowest. */
let ids: { admin: string; moderator: string; helper: string };

beforeEach(async () => {
  ({ communityId, channelId } = await world.community(owner));
  for (const person of [admin, moderator, member]) await world.join(person, communityId);
  const helper = await make('Helper', ['message.pin']);
  const moderation = await make('Moderator', [
    'role.manage',
    'channel.manage',
    'member.kick',
    'message.manage',
    'message.pin',
  ]);
  const administration = await make('Admin', ['administrator']);
  ids = { admin: administration, moderator: moderation, helper };
  for (const [roleId, index] of [
    [administration, 0],
    [moderation, 1],
  ] as const)
    await roles().moveRole(owner.ctx, { communityId, roleId, index });
  await roles().addRoleMembers(owner.ctx, { communityId, roleId: ids.admin, memberIds: [admin.id] });
  await roles().addRoleMembers(owner.ctx, { communityId, roleId: ids.moderator, memberIds: [moderator.id] });
});

const roles = () => world.services.roles;
async function make(name: string, permissions: Permission[]): Promise<string> {
  const { roleId } = await roles().createRole(owner.ctx, { communityId, name });
  await roles().updateRole(owner.ctx, { communityId, roleId, permissions });
  return roleId;
}
const view = async () => (await world.services.directory.community(communityId))!;
const names = async () => (await view()).roles.map(({ name }) => name);
const heldBy = async (person: Person) => (await view()).rolesOf(person.id).map(({ name }) => name);
const everyoneId = async () => (await view()).everyone.id;
const entries = () =>
  world.db.prisma.auditEntry.findMany({ where: { communityId }, orderBy: { id: 'desc' } });
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    ({ code, reason }: { code: string; reason?: string }) => [code, reason].filter(Boolean).join(' '),
  );

describe('making', () => {
  test('from scratch below all others, with nothing; or as a preset has it', async () => {
    const { roleId } = await roles().createRole(owner.ctx, { communityId, name: 'Empty' });
    await roles().createRole(owner.ctx, { communityId, name: 'Guest', preset: 'guest', colour: 'rose' });
    expect(await names()).toEqual(['Admin', 'Moderator', 'Helper', 'Empty', 'Guest', 'everyone']);
    const all = (await view()).roles;
    expect(all.find(({ id }) => id === roleId)).toMatchObject({ permissions: [], colour: null });
    expect(all.find(({ name }) => name === 'Guest')).toMatchObject({
      colour: 'rose',
      permissions: [...rolePresets.guest.permissions],
    });
    expect(all.map(({ position }) => position)).toEqual([5, 4, 3, 2, 1, 0]);
    expect((await entries())[0]).toMatchObject({ action: 'role.create', targetName: 'Guest' });
  });

  test('Z9 a preset that gives more than its maker has is refused; who has no role makes none', async () => {
    const create = (person: Person, preset?: string) =>
      refusal(roles().createRole(person.ctx, { communityId, name: 'New', ...(preset && { preset }) }));
    expect(await create(moderator, 'admin')).toBe('FORBIDDEN role.beyond');
    expect(await create(moderator, 'moderator')).toBe('FORBIDDEN role.beyond');
    expect(await create(moderator, 'guest')).toBe('done');
    expect(await create(moderator)).toBe('done');
    expect(await create(member)).toBe('FORBIDDEN');
    expect(await create(outsider)).toBe('NOT_FOUND');
    const [everyone, { permissions }] = [await everyoneId(), (await view()).everyone];
    await roles().updateRole(owner.ctx, {
      communityId,
      roleId: everyone,
      permissions: [...permissions, 'role.manage'],
    });
    expect(await create(member)).toBe('FORBIDDEN');
  });

  test('two hundred and fifty are the end, also of two makers at once', async () => {
    const rows = Array.from({ length: 245 }, (_, n) => ({
      ...{ id: randomUUID(), communityId, name: `r${n}`, position: 0, permissions: [] },
    }));
    await world.db.prisma.role.createMany({ data: rows });
    world.services.directory.forget(communityId);
    const outcomes = await Promise.all(
      [owner, admin].map((person) => refusal(roles().createRole(person.ctx, { communityId, name: 'last' }))),
    );
    expect(outcomes.toSorted()).toEqual(['CONFLICT limit.reached', 'done']);
  });
});

describe('changing', () => {
  test('look and permissions; an icon is exactly one emoji', async () => {
    const change = (more: object) =>
      refusal(roles().updateRole(moderator.ctx, { communityId, roleId: ids.helper, ...more }));
    for (const icon of ['🔥', '👩🏽‍🚒', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', ''])
      expect([icon, await change({ icon })]).toEqual([icon, 'done']);
    for (const icon of ['a', '🔥🔥', '🔥 a', '‍', '\u202e', '1'])
      expect([icon, await change({ icon })]).toEqual([icon, 'INVALID']);
    expect(await change({ name: 'Hand', colour: 'teal', hoist: true, mentionable: true })).toBe('done');
    expect((await view()).roles.find(({ id }) => id === ids.helper)).toMatchObject({
      ...{ name: 'Hand', colour: 'teal', hoist: true, mentionable: true, permissions: ['message.pin'] },
    });
    expect((await entries())[0]).toMatchObject({
      action: 'role.update',
      before: { name: 'Helper', colour: null, hoist: false, mentionable: false },
      after: { name: 'Hand', colour: 'teal', hoist: true, mentionable: true },
    });
    for (const wrong of [{ colour: '#ff0000' }, { name: '\u200b' }, { permissions: ['everything'] }])
      expect(await change(wrong)).toBe('INVALID');
  });

  test('Z9 nobody gives or takes a permission that they lack, nor touches a role that is not below them', async () => {
    const set = (person: Person, roleId: string, permissions: Permission[]) =>
      refusal(roles().updateRole(person.ctx, { communityId, roleId, permissions }));
    expect(await set(moderator, ids.helper, ['message.pin', 'member.kick'])).toBe('done');
    expect(await set(moderator, ids.helper, ['administrator'])).toBe('FORBIDDEN role.beyond');
    expect(await set(moderator, ids.helper, ['message.pin', 'member.ban'])).toBe('FORBIDDEN role.beyond');
    expect(await set(moderator, ids.moderator, [])).toBe('FORBIDDEN');
    expect(await set(moderator, ids.admin, [])).toBe('FORBIDDEN');
    expect(await set(admin, ids.admin, [])).toBe('FORBIDDEN');
    expect(await set(owner, ids.helper, ['member.ban'])).toBe('done');
    expect(await set(moderator, ids.helper, [])).toBe('FORBIDDEN role.beyond');
    expect(await set(moderator, ids.helper, ['member.ban', 'message.pin'])).toBe('done');
    expect(await set(member, ids.helper, [])).toBe('FORBIDDEN');
    expect(await set(outsider, ids.helper, [])).toBe('NOT_FOUND');
    expect(await set(owner, randomUUID(), [])).toBe('NOT_FOUND');
  });

  test('of everyone’s role only what it lets people do', async () => {
    const roleId = await everyoneId();
    const everyone = { communityId, roleId };
    const { permissions } = (await view()).everyone;
    await roles().updateRole(moderator.ctx, {
      ...everyone,
      permissions: permissions.filter((each) => each !== 'message.send'),
    });
    expect((await view()).permissionsOf(member.id).has('message.send')).toBe(false);
    for (const act of [
      () => roles().updateRole(owner.ctx, { ...everyone, name: 'all' }),
      () => roles().updateRole(owner.ctx, { ...everyone, hoist: true }),
      () => roles().deleteRole(owner.ctx, everyone),
      () => roles().moveRole(owner.ctx, { ...everyone, index: 0 }),
      () => roles().duplicateRole(owner.ctx, { ...everyone, name: 'copy' }),
      () => roles().addRoleMembers(owner.ctx, { ...everyone, memberIds: [member.id] }),
      () => roles().setMemberRoles(owner.ctx, { communityId, memberId: member.id, roleIds: [roleId] }),
    ])
      expect(await refusal(act())).toBe('CONFLICT role.everyone');
  });
});

describe('the order', () => {
  test('Z9 changes below oneself only: neither what is moved nor what it comes to is above', async () => {
    const second = await make('Second', []);
    const move = (person: Person, roleId: string, index: number) =>
      refusal(roles().moveRole(person.ctx, { communityId, roleId, index }));
    expect(await names()).toEqual(['Admin', 'Moderator', 'Helper', 'Second', 'everyone']);
    expect(await move(moderator, second, 2)).toBe('done');
    expect(await names()).toEqual(['Admin', 'Moderator', 'Second', 'Helper', 'everyone']);
    for (const index of [0, 1]) expect(await move(moderator, second, index)).toBe('FORBIDDEN');
    expect(await move(moderator, ids.moderator, 2)).toBe('FORBIDDEN');
    expect(await move(moderator, ids.admin, 3)).toBe('FORBIDDEN');
    expect(await move(admin, ids.moderator, 0)).toBe('FORBIDDEN');
    expect(await move(admin, ids.moderator, 200)).toBe('done');
    expect(await names()).toEqual(['Admin', 'Second', 'Helper', 'Moderator', 'everyone']);
  });

  test('of two who move at once both moves are made, and every role has a place of its own', async () => {
    const made = [];
    for (let n = 0; n < 6; n += 1) made.push(await make(`r${n}`, []));
    await Promise.all(
      made.map((roleId, n) =>
        roles().moveRole((n % 2 ? owner : admin).ctx, { communityId, roleId, index: 2 + (n % 3) }),
      ),
    );
    const positions = (await view()).roles.map(({ position }) => position);
    expect(positions).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect((await entries()).filter(({ action }) => action === 'role.move').length).toBeGreaterThan(0);
  });
});

describe('copying and deleting', () => {
  test('a copy stands right below, with what channels say of it', async () => {
    await world.services.overrides.setOverride(owner.ctx, {
      ...{ place: 'channel', placeId: channelId, holder: 'role', holderId: ids.helper },
      ...{ allow: ['message.manage'], deny: ['message.react'] },
    });
    const { roleId } = await roles().duplicateRole(owner.ctx, {
      communityId,
      roleId: ids.helper,
      name: 'Helper two',
    });
    expect(await names()).toEqual(['Admin', 'Moderator', 'Helper', 'Helper two', 'everyone']);
    expect((await view()).overridesOf(channelId).roles.get(roleId)).toEqual({
      allow: ['message.manage'],
      deny: ['message.react'],
    });
    expect(
      await refusal(roles().duplicateRole(moderator.ctx, { communityId, roleId: ids.admin, name: 'x' })),
    ).toBe('FORBIDDEN');
    await roles().updateRole(owner.ctx, { communityId, roleId, permissions: ['member.ban'] });
    expect(await refusal(roles().duplicateRole(moderator.ctx, { communityId, roleId, name: 'x' }))).toBe(
      'FORBIDDEN role.beyond',
    );
  });

  test('a deleted role is gone from its members and channels', async () => {
    await roles().addRoleMembers(owner.ctx, { communityId, roleId: ids.helper, memberIds: [member.id] });
    expect((await view()).permissionsOf(member.id).has('message.pin')).toBe(true);
    expect(await refusal(roles().deleteRole(moderator.ctx, { communityId, roleId: ids.moderator }))).toBe(
      'FORBIDDEN',
    );
    await roles().deleteRole(moderator.ctx, { communityId, roleId: ids.helper });
    expect(await heldBy(member)).toEqual([]);
    expect((await view()).permissionsOf(member.id).has('message.pin')).toBe(false);
    expect(await names()).toEqual(['Admin', 'Moderator', 'everyone']);
  });

  test('deleted and given at once: nobody has a role that is not there', async () => {
    for (let round = 0; round < 5; round += 1) {
      const roleId = await make(`short ${round}`, []);
      const [gone, given] = await Promise.all([
        refusal(roles().deleteRole(owner.ctx, { communityId, roleId })),
        refusal(roles().setMemberRoles(admin.ctx, { communityId, memberId: member.id, roleIds: [roleId] })),
      ]);
      expect(gone).toBe('done');
      expect(['done', 'NOT_FOUND']).toContain(given);
      expect(await heldBy(member)).toEqual([]);
    }
  });
});

describe('giving', () => {
  const give = (person: Person, memberId: string, roleIds: string[]) =>
    refusal(roles().setMemberRoles(person.ctx, { communityId, memberId, roleIds }));

  test('a member exactly these roles; the log has both lists', async () => {
    expect(await give(moderator, member.id, [ids.helper])).toBe('done');
    expect(await heldBy(member)).toEqual(['Helper']);
    expect((await entries())[0]).toMatchObject({
      ...{ action: 'member.roles', targetId: member.id, actorId: moderator.id },
      ...{ before: { roles: [] }, after: { roles: ['Helper'] } },
    });
    expect(await give(moderator, member.id, [])).toBe('done');
    expect(await heldBy(member)).toEqual([]);
  });

  test('Z9 neither a role that is not below, nor to somebody who is not', async () => {
    expect(await give(moderator, member.id, [ids.moderator])).toBe('FORBIDDEN');
    expect(await give(moderator, member.id, [ids.admin])).toBe('FORBIDDEN');
    expect(await give(moderator, admin.id, [ids.admin, ids.helper])).toBe('FORBIDDEN');
    expect(await give(moderator, owner.id, [ids.helper])).toBe('FORBIDDEN');
    expect(await give(moderator, moderator.id, [ids.admin, ids.moderator])).toBe('FORBIDDEN');
    expect(await give(moderator, moderator.id, [])).toBe('FORBIDDEN');
    expect(await give(moderator, moderator.id, [ids.moderator, ids.helper])).toBe('done');
    expect(await give(member, member.id, [ids.helper])).toBe('FORBIDDEN');
    expect(await give(owner, owner.id, [ids.helper])).toBe('done');
    for (const stranger of [outsider.id, randomUUID()])
      expect(await give(owner, stranger, [ids.helper])).toBe('NOT_FOUND');
    expect(await give(owner, member.id, [randomUUID()])).toBe('NOT_FOUND');
    const other = await world.community(owner);
    const { roleId } = await roles().createRole(owner.ctx, {
      communityId: other.communityId,
      name: 'elsewhere',
    });
    expect(await give(owner, member.id, [roleId])).toBe('NOT_FOUND');
  });

  test('Z9 no role that gives more than one has, by itself or in a channel that one does not see', async () => {
    await roles().updateRole(owner.ctx, { communityId, roleId: ids.helper, permissions: ['member.ban'] });
    expect(await give(moderator, member.id, [ids.helper])).toBe('FORBIDDEN role.beyond');
    await roles().updateRole(owner.ctx, { communityId, roleId: ids.helper, permissions: [] });
    const { channelId: board } = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'board', isPrivate: true },
    });
    await world.services.overrides.setPrivacy(owner.ctx, {
      ...{ place: 'channel', placeId: board, isPrivate: true, roleIds: [ids.helper], memberIds: [] },
    });
    expect(await give(moderator, member.id, [ids.helper])).toBe('FORBIDDEN role.beyond');
    const bulk = { communityId, roleId: ids.helper, memberIds: [member.id] };
    expect(await refusal(roles().addRoleMembers(moderator.ctx, bulk))).toBe('FORBIDDEN role.beyond');
    expect(
      await refusal(
        roles().duplicateRole(moderator.ctx, { ...bulk, memberIds: undefined, name: 'x' } as never),
      ),
    ).toBe('INVALID');
    expect(
      await refusal(roles().duplicateRole(moderator.ctx, { communityId, roleId: ids.helper, name: 'x' })),
    ).toBe('FORBIDDEN role.beyond');
    expect(await give(admin, member.id, [ids.helper])).toBe('done');
    // Taking it away gives nothing.
    expect(await give(moderator, member.id, [])).toBe('done');
  });

  test('Z9 a role that shuts out is taken away by who is not shut out', async () => {
    const muted = await make('Muted', []);
    const silence = { place: 'channel', placeId: channelId, holder: 'role', holderId: muted } as const;
    await world.services.overrides.setOverride(owner.ctx, { ...silence, allow: [], deny: ['message.send'] });
    await world.services.overrides.setOverride(owner.ctx, {
      ...{ ...silence, holder: 'member', holderId: moderator.id, allow: [], deny: ['message.send'] },
    });
    await roles().addRoleMembers(owner.ctx, { communityId, roleId: muted, memberIds: [member.id] });
    expect(await give(moderator, member.id, [])).toBe('FORBIDDEN role.beyond');
    expect(await refusal(roles().deleteRole(moderator.ctx, { communityId, roleId: muted }))).toBe(
      'FORBIDDEN role.beyond',
    );
    expect(await give(admin, member.id, [])).toBe('done');
  });

  test('many at once; who has it or has left is passed over, one who is above refuses all', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => world.person()));
    for (const person of people) await world.join(person, communityId);
    const memberIds = people.map(({ id }) => id);
    const bulk = { communityId, roleId: ids.helper };
    await roles().addRoleMembers(moderator.ctx, { ...bulk, memberIds: memberIds.slice(0, 1) });
    expect(
      await roles().addRoleMembers(moderator.ctx, { ...bulk, memberIds: [...memberIds, outsider.id] }),
    ).toEqual({ count: 3 });
    const notes = (await entries()).filter(({ action }) => action === 'member.roles').slice(0, 3);
    expect(notes.map(({ targetId }) => targetId).toSorted()).toEqual(memberIds.slice(1).toSorted());
    expect(
      await refusal(
        roles().removeRoleMembers(moderator.ctx, { ...bulk, memberIds: [...memberIds, admin.id] }),
      ),
    ).toBe('FORBIDDEN');
    expect(await roles().removeRoleMembers(moderator.ctx, { ...bulk, memberIds })).toEqual({ count: 4 });
    const strangers = { ...bulk, memberIds: [outsider.id] };
    expect(await refusal(roles().addRoleMembers(moderator.ctx, strangers))).toBe('NOT_FOUND');
    const tooMany = { ...bulk, memberIds: Array.from({ length: 101 }, () => randomUUID()) };
    expect(await refusal(roles().addRoleMembers(moderator.ctx, tooMany))).toBe('INVALID');
  });

  test('by a right that is being taken away: the second of two acts sees what the first did', async () => {
    const [taken, given] = await Promise.all([
      give(admin, moderator.id, []),
      give(moderator, member.id, [ids.helper]),
    ]);
    expect(taken).toBe('done');
    const log = (await entries()).filter(({ action }) => action === 'member.roles');
    const order = log.map(({ actorId }) => actorId);
    if (given === 'done') expect(order.indexOf(moderator.id)).toBeGreaterThan(order.indexOf(admin.id));
    else expect([given, await heldBy(member)]).toEqual(['FORBIDDEN', []]);
  });
});

describe('reading', () => {
  test('is for who manages roles; says what each may be done with', async () => {
    const { roles: list, owner: first, held } = await roles().listRoles(moderator.ctx, { communityId });
    expect(first).toMatchObject({ id: owner.id, isBelow: false });
    expect(
      list.map(({ name, memberCount, isBelow, mayHandOut }) => [name, memberCount, isBelow, mayHandOut]),
    ).toEqual([
      ['Admin', 1, false, false],
      ['Moderator', 1, false, false],
      ['Helper', 0, true, true],
      ['everyone', 4, true, false],
    ]);
    expect(held).toContain('role.manage');
    for (const read of [
      (ctx: Person['ctx']) => roles().listRoles(ctx, { communityId }),
      (ctx: Person['ctx']) => roles().getMemberRoles(ctx, { communityId, memberId: member.id }),
      (ctx: Person['ctx']) =>
        roles().findRoleMembers(ctx, { communityId, roleId: ids.helper, holding: true }),
      (ctx: Person['ctx']) => roles().explainMember(ctx, { communityId, memberId: member.id }),
      (ctx: Person['ctx']) => roles().viewAsRole(ctx, { communityId, roleId: ids.helper }),
    ]) {
      expect(await refusal(read(moderator.ctx))).toBe('done');
      expect(await refusal(read(member.ctx))).toBe('FORBIDDEN');
      expect(await refusal(read(outsider.ctx))).toBe('NOT_FOUND');
    }
  });

  test('finds members by display name, username and nickname', async () => {
    await world.db.prisma.member.update({
      where: { communityId_accountId: { communityId, accountId: member.id } },
      data: { nickname: 'Ünique 50%' },
    });
    world.services.directory.forget(communityId);
    const find = async (search: string, holding = false) =>
      (
        await roles().findRoleMembers(owner.ctx, { communityId, roleId: ids.admin, holding, search })
      ).members.map(({ id }) => id);
    expect(await find('ünIQ')).toEqual([member.id]);
    expect(await find('50%')).toEqual([member.id]);
    expect(await find(moderator.username)).toEqual([moderator.id]);
    expect(await find('', true)).toEqual([admin.id]);
    expect(await find('nobody is called this')).toEqual([]);
  });
});

describe('looking through', () => {
  test('an explanation names the rule', async () => {
    const { overrides, channels } = world.services;
    const { categoryId } = await channels.createCategory(owner.ctx, {
      communityId,
      name: 'Staff',
      isPrivate: true,
    });
    const { channelId: inside } = await channels.createChannel(owner.ctx, {
      communityId,
      categoryId,
      name: 'desk',
    });
    await overrides.setPrivacy(owner.ctx, {
      ...{ place: 'category', placeId: categoryId, isPrivate: true, roleIds: [ids.moderator], memberIds: [] },
    });
    const why = async (person: Person, permission: Permission, where?: string) => {
      const asked = { communityId, memberId: person.id, ...(where && { channelId: where }) };
      const { permissions } = await roles().explainMember(owner.ctx, asked);
      return permissions.find((each) => each.permission === permission);
    };
    expect(await why(moderator, 'channel.view', inside)).toEqual({
      permission: 'channel.view',
      granted: true,
      reason: {
        ...{ kind: 'override', holder: 'role', name: 'Moderator', effect: 'allow' },
        ...{ place: 'category', placeName: 'Staff' },
      },
    });
    expect(await why(member, 'channel.view', inside)).toMatchObject({
      granted: false,
      reason: { kind: 'override', holder: 'everyone', effect: 'deny' },
    });
    expect(await why(member, 'message.send', inside)).toMatchObject({ reason: { kind: 'hidden' } });
    expect(await why(owner, 'member.ban')).toMatchObject({ granted: true, reason: { kind: 'owner' } });
    expect(await why(admin, 'member.ban')).toMatchObject({
      reason: { kind: 'administrator', role: 'Admin' },
    });
    expect(await why(member, 'member.ban')).toMatchObject({ granted: false, reason: { kind: 'nothing' } });
    expect(await why(moderator, 'member.kick')).toMatchObject({
      reason: { kind: 'role', role: 'Moderator' },
    });
    // Of a channel that one does not see, one asks in vain.
    const asked = { communityId, memberId: member.id, channelId: inside };
    await overrides.setPrivacy(owner.ctx, {
      ...{ place: 'category', placeId: categoryId, isPrivate: true, roleIds: [], memberIds: [] },
    });
    expect(await refusal(roles().explainMember(moderator.ctx, asked))).toBe('NOT_FOUND');
  });

  test('a role’s eyes see what it would see, and never what the viewer does not', async () => {
    const { overrides, channels } = world.services;
    const make = async (name: string, roleIds: string[]) => {
      const { channelId: placeId } = await channels.createChannel(owner.ctx, {
        ...{ communityId, categoryId: null, name, isPrivate: true },
      });
      await overrides.setPrivacy(owner.ctx, {
        ...{ place: 'channel', placeId, isPrivate: true, roleIds, memberIds: [] },
      });
    };
    await make('helpers', [ids.helper, ids.moderator]);
    await make('helpers alone', [ids.helper]);
    await make('moderators', [ids.moderator]);
    const seen = async (person: Person, roleId: string) =>
      (await roles().viewAsRole(person.ctx, { communityId, roleId })).channels.map(({ name }) => name);
    expect(await seen(owner, ids.helper)).toEqual(['general', 'helpers', 'helpers alone']);
    expect(await seen(moderator, ids.helper)).toEqual(['general', 'helpers']);
    expect(await seen(owner, await everyoneId())).toEqual(['general']);
    expect(await seen(owner, ids.admin)).toHaveLength(4);
    expect(await refusal(roles().viewAsRole(owner.ctx, { communityId, roleId: randomUUID() }))).toBe(
      'NOT_FOUND',
    );
  });
});
