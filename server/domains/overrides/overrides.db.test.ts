import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelPermission, Permission } from '#contract/permissions';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let lead: Person;
let member: Person;
let other: Person;
beforeAll(async () => {
  world = await createWorld();
  [owner, lead, member, other] = await Promise.all([
    world.person(),
    world.person(),
    world.person(),
    world.person(),
  ]);
});
afterAll(() => world.close());

let communityId: string;
let categoryId: string;
/** In the category, and governed by it. */
let channelId: string;
/** One role with `channel.manage`; one below it; one above it. */
let ids: { lead: string; low: string; high: string };
beforeEach(async () => {
  ({ communityId } = await world.community(owner));
  for (const person of [lead, member, other]) await world.join(person, communityId);
  const make = async (name: string, permissions: Permission[]) => {
    const { roleId } = await world.services.roles.createRole(owner.ctx, { communityId, name });
    await world.services.roles.updateRole(owner.ctx, { communityId, roleId, permissions });
    return roleId;
  };
  const high = await make('High', ['member.ban']);
  const leading = await make('Lead', ['channel.manage', 'message.manage']);
  const low = await make('Low', []);
  ids = { lead: leading, low, high };
  await world.services.roles.addRoleMembers(owner.ctx, {
    communityId,
    roleId: leading,
    memberIds: [lead.id],
  });
  ({ categoryId } = await world.services.channels.createCategory(owner.ctx, {
    communityId,
    name: 'Category',
  }));
  ({ channelId } = await world.services.channels.createChannel(owner.ctx, {
    communityId,
    categoryId,
    name: 'c',
  }));
});

const overrides = () => world.services.overrides;
const view = async () => (await world.services.directory.community(communityId))!;
const sees = async (person: Person, channel = channelId) =>
  (await view()).permissionsOf(person.id, channel).has('channel.view');
const may = async (person: Person, permission: ChannelPermission, channel = channelId) =>
  (await view()).permissionsOf(person.id, channel).has(permission);
const set = (
  person: Person,
  holder: ['role' | 'member', string],
  allow: ChannelPermission[],
  deny: ChannelPermission[] = [],
  place: 'channel' | 'category' = 'channel',
  placeId = place === 'channel' ? channelId : categoryId,
) =>
  refusal(
    overrides().setOverride(person.ctx, {
      place,
      placeId,
      holder: holder[0],
      holderId: holder[1],
      allow,
      deny,
    }),
  );
const privacy = (
  person: Person,
  isPrivate: boolean,
  roleIds: string[] = [],
  memberIds: string[] = [],
  place: 'channel' | 'category' = 'channel',
) =>
  refusal(
    overrides().setPrivacy(person.ctx, {
      ...{ place, placeId: place === 'channel' ? channelId : categoryId },
      ...{ isPrivate, roleIds, memberIds },
    }),
  );
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    ({ code, reason }: { code: string; reason?: string }) => [code, reason].filter(Boolean).join(' '),
  );

describe('an override', () => {
  test('allows, denies and is removed, of a role and of a member', async () => {
    await world.services.roles.addRoleMembers(owner.ctx, {
      communityId,
      roleId: ids.low,
      memberIds: [member.id],
    });
    expect(await set(owner, ['role', ids.low], ['message.manage'], ['message.react'])).toBe('done');
    expect([await may(member, 'message.manage'), await may(member, 'message.react')]).toEqual([true, false]);
    expect(await set(owner, ['member', member.id], ['message.react'], ['message.manage'])).toBe('done');
    expect([await may(member, 'message.manage'), await may(member, 'message.react')]).toEqual([false, true]);
    for (const holder of [['role', ids.low] as const, ['member', member.id] as const])
      expect(await set(owner, [...holder], [])).toBe('done');
    expect((await world.db.prisma.override.findMany({ where: { channelId } })).length).toBe(0);
    expect(
      await world.db.prisma.auditEntry.findFirst({ where: { communityId }, orderBy: { id: 'desc' } }),
    ).toMatchObject({ action: 'override.update', targetId: channelId });
  });

  test('of a role, member or place of elsewhere is none; what is no channel’s is refused', async () => {
    const elsewhere = await world.community(owner);
    const { roleId } = await world.services.roles.createRole(owner.ctx, {
      communityId: elsewhere.communityId,
      name: 'r',
    });
    const stranger = await world.person();
    for (const holder of [
      ['role', roleId] as const,
      ['role', randomUUID()] as const,
      ['member', stranger.id] as const,
    ])
      expect(await set(owner, [...holder], ['message.send'])).toBe('NOT_FOUND');
    expect(await set(owner, ['role', ids.low], ['administrator' as never])).toBe('INVALID');
    for (const place of ['channel', 'category'] as const)
      expect(await set(owner, ['role', ids.low], ['message.send'], [], place, randomUUID())).toBe(
        'NOT_FOUND',
      );
  });

  test('Z2 is for who manages the channel, and sees it', async () => {
    for (const place of ['channel', 'category'] as const) {
      expect(await set(member, ['role', ids.low], ['message.send'], [], place)).toBe('FORBIDDEN');
      expect(
        await refusal(
          overrides().getPlaceRules(member.ctx, {
            place,
            placeId: place === 'channel' ? channelId : categoryId,
          }),
        ),
      ).toBe('FORBIDDEN');
    }
    await privacy(owner, true, [], [], 'category');
    for (const place of ['channel', 'category'] as const)
      expect(await set(lead, ['role', ids.low], ['channel.view'], [], place)).toBe('NOT_FOUND');
  });

  test('Z9 says nothing of a permission that the actor lacks there', async () => {
    expect(await set(lead, ['role', ids.low], ['message.manage'])).toBe('done');
    expect(await set(lead, ['role', ids.low], ['message.manage', 'voice.moderate'])).toBe(
      'FORBIDDEN role.beyond',
    );
    expect(await set(lead, ['role', ids.low], ['message.manage'], ['voice.moderate'])).toBe(
      'FORBIDDEN role.beyond',
    );
    await set(owner, ['role', ids.low], [], ['voice.moderate']);
    expect(await set(lead, ['role', ids.low], [])).toBe('FORBIDDEN role.beyond');
    // What stays is not judged.
    expect(await set(lead, ['role', ids.low], ['message.manage'], ['voice.moderate'])).toBe('done');
    await set(owner, ['role', ids.lead], [], ['mention.everyone', 'message.pin']);
    expect(await set(lead, ['member', lead.id], ['message.pin'])).toBe('FORBIDDEN role.beyond');
  });

  test('Z9 takes nothing from who is not below, and may give', async () => {
    for (const holder of [
      ['role', ids.high] as const,
      ['role', ids.lead] as const,
      ['member', owner.id] as const,
    ]) {
      expect(await set(lead, [...holder], [], ['message.send'])).toBe('FORBIDDEN');
      expect(await set(lead, [...holder], ['message.send'])).toBe('done');
      expect(await set(lead, [...holder], [])).toBe('FORBIDDEN');
    }
    expect(await set(lead, ['member', member.id], [], ['message.send'])).toBe('done');
    // From oneself one may.
    expect(await set(lead, ['member', lead.id], [], ['message.react'])).toBe('done');
  });

  test('does not shut its maker out', async () => {
    await world.services.roles.updateRole(owner.ctx, {
      communityId,
      roleId: ids.lead,
      permissions: ['channel.manage'],
    });
    const everyone = (await view()).everyone.id;
    expect(await set(lead, ['role', everyone], [], ['channel.view'])).toBe('CONFLICT override.locks_out');
    expect(await set(owner, ['role', everyone], [], ['channel.view'])).toBe('done');
  });

  test('of two about one place at once both stand', async () => {
    const done = await Promise.all([
      set(owner, ['role', ids.low], ['message.pin']),
      set(lead, ['role', ids.lead], ['message.send']),
      set(owner, ['member', member.id], [], ['message.send']),
    ]);
    expect(done).toEqual(['done', 'done', 'done']);
    expect(await world.db.prisma.override.count({ where: { channelId } })).toBe(3);
  });
});

describe('privacy', () => {
  test('lets in who is named and nobody else; public again, everybody sees it', async () => {
    await world.services.roles.addRoleMembers(owner.ctx, {
      communityId,
      roleId: ids.low,
      memberIds: [member.id],
    });
    expect(await privacy(owner, true, [ids.low])).toBe('done');
    expect([await sees(member), await sees(other), await sees(lead)]).toEqual([true, false, false]);
    expect((await view()).isPrivate(channelId)).toBe(true);
    expect(await privacy(owner, true, [], [other.id])).toBe('done');
    expect([await sees(member), await sees(other)]).toEqual([false, true]);
    expect(await privacy(owner, false)).toBe('done');
    expect([await sees(member), await sees(other), (await view()).isPrivate(channelId)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('never locks its maker out', async () => {
    expect(await privacy(lead, true)).toBe('done');
    expect(await sees(lead)).toBe(true);
    expect((await view()).overridesOf(channelId).members.get(lead.id)).toEqual({
      allow: ['channel.view'],
      deny: [],
    });
    // Who gets in anyway needs no entry of their own.
    expect(await privacy(owner, true, [], [], 'category')).toBe('done');
    expect((await view()).overridesOf(categoryId).members.size).toBe(0);
  });

  test('Z9 leaves in who is above and was let in', async () => {
    await set(owner, ['role', ids.high], ['channel.view']);
    expect(await privacy(lead, true, [])).toBe('FORBIDDEN');
    expect(await privacy(lead, true, [ids.high])).toBe('done');
  });

  test('opens a channel to everybody where not even everyone’s role sees any', async () => {
    const { id, permissions } = (await view()).everyone;
    await world.services.roles.updateRole(owner.ctx, {
      ...{ communityId, roleId: id },
      permissions: permissions.filter((each) => each !== 'channel.view'),
    });
    expect(await sees(member)).toBe(false);
    expect(await privacy(owner, false)).toBe('done');
    expect(await sees(member)).toBe(true);
  });

  test('of a new channel or category: its maker alone, and what its category says otherwise', async () => {
    await set(owner, ['role', ids.low], ['channel.view', 'message.pin'], [], 'category');
    const { channels } = world.services;
    const made = await channels.createChannel(lead.ctx, {
      ...{ communityId, categoryId, name: 'mine', isPrivate: true },
    });
    await world.services.roles.addRoleMembers(owner.ctx, {
      communityId,
      roleId: ids.low,
      memberIds: [member.id],
    });
    expect([await sees(lead, made.channelId), await sees(member, made.channelId)]).toEqual([true, false]);
    expect((await view()).overridesOf(made.channelId).roles.get(ids.low)).toEqual({
      allow: ['message.pin'],
      deny: [],
    });
    const closed = await channels.createCategory(lead.ctx, { communityId, name: 'closed', isPrivate: true });
    const within = await channels.createChannel(lead.ctx, { communityId, ...closed, name: 'within' });
    expect([await sees(lead, within.channelId), await sees(member, within.channelId)]).toEqual([true, false]);
  });
});

describe('sync', () => {
  const sync = (person: Person, synced: boolean) =>
    refusal(overrides().setSynced(person.ctx, { channelId, synced }));
  const state = async () => {
    const rules = await overrides().getPlaceRules(owner.ctx, { place: 'channel', placeId: channelId });
    return [rules.isSynced, rules.overrides.length, rules.isPrivate];
  };

  test('the first edit of a synced channel copies what its category says', async () => {
    await set(owner, ['role', ids.low], ['message.pin'], [], 'category');
    await privacy(owner, true, [ids.low, ids.lead], [], 'category');
    expect(await state()).toEqual([true, 3, true]);
    expect(await set(owner, ['member', member.id], ['channel.view'])).toBe('done');
    expect(await state()).toEqual([false, 4, true]);
    expect((await view()).overridesOf(channelId).roles.get(ids.low)?.allow.toSorted()).toEqual([
      'channel.view',
      'message.pin',
    ]);
    // The category goes its own way from now on.
    await privacy(owner, false, [], [], 'category');
    expect((await state())[2]).toBe(true);
    expect(await sync(owner, true)).toBe('done');
    expect((await state())[2]).toBe(false);
    expect(await world.db.prisma.override.count({ where: { channelId } })).toBe(0);
  });

  test('unsynced by hand nothing changes; a channel without a category has nothing to follow', async () => {
    await privacy(owner, true, [ids.lead], [], 'category');
    expect(await sync(lead, false)).toBe('done');
    expect(await state()).toEqual([false, 2, true]);
    await world.services.channels.moveChannel(owner.ctx, { channelId, categoryId: null, index: 0 });
    expect(await sync(owner, true)).toBe('NOT_FOUND');
    expect(await state()).toEqual([false, 2, true]);
  });

  test('Z9 again is refused where it would give or take what the actor could not', async () => {
    await set(owner, ['role', ids.high], ['message.send']);
    expect(await sync(lead, true)).toBe('FORBIDDEN');
    await set(owner, ['role', ids.high], []);
    await set(owner, ['role', ids.low], ['voice.moderate'], [], 'category');
    expect(await sync(lead, true)).toBe('FORBIDDEN role.beyond');
    await privacy(owner, true, [], [], 'category');
    await set(owner, ['role', ids.low], [], [], 'category');
    expect(await sync(lead, true)).toBe('CONFLICT override.locks_out');
    expect(await sync(owner, true)).toBe('done');
    expect(await sees(lead)).toBe(false);
  });

  test('a private channel without a category stays private when it comes into a public one', async () => {
    await world.services.channels.moveChannel(owner.ctx, { channelId, categoryId: null, index: 0 });
    await privacy(owner, true);
    await world.services.channels.moveChannel(owner.ctx, { channelId, categoryId, index: 0 });
    expect(await sees(member)).toBe(false);
  });
});
