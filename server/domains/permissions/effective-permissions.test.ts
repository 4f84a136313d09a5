import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPermissions, communityPermissions, type Permission } from './contract.ts';
import { CommunityView } from './directory.ts';
import {
  effectivePermissions,
  type OverrideRule,
  type OverrideSet,
  type Verdict,
} from './effective-permissions.ts';
import type { CommunityRow } from './store.ts';

// The reference is written the other way round: one permission at a time, asking the rules in their order, straight
// from the rows of the database. Slow, and nothing of it is shared with what it checks.

function holds(row: CommunityRow, accountId: string, permission: Permission, channelId?: string): boolean {
  const roleIds = row.members[accountId];
  const channel = row.channels.find(({ id }) => id === channelId);
  if (!roleIds || (channelId !== undefined && !channel)) return false;
  if (row.owner_id === accountId) return true;
  if (row.timeouts[accountId] && permission !== 'channel.view') return false;
  const everyone = row.roles.find((role) => role.is_everyone);
  const roles = row.roles.filter((role) => role === everyone || roleIds.includes(role.id));
  const has = (wanted: Permission) => roles.some((role) => role.permissions.includes(wanted));
  if (has('administrator')) return true;
  if (!channel) return has(permission);

  const category = channel.synced ? channel.category_id : null;
  const rules = row.overrides.filter((rule) =>
    category ? rule.category_id === category : rule.channel_id === channelId,
  );
  const stages = [
    rules.filter((rule) => rule.role_id === everyone?.id),
    rules.filter((rule) => rule.role_id !== everyone?.id && roleIds.includes(rule.role_id ?? '')),
    rules.filter((rule) => rule.account_id === accountId),
  ];
  const decide = (wanted: Permission): boolean => {
    let answer = has(wanted);
    for (const stage of stages) {
      if (stage.some((rule) => rule.allow.includes(wanted))) answer = true;
      else if (stage.some((rule) => rule.deny.includes(wanted))) answer = false;
    }
    return answer && wanted !== 'administrator';
  };
  const closed = channel.locked || channel.kind === 'announcement';
  if (closed && ['message.send', 'thread.create'].includes(permission) && !decide('message.manage'))
    return false;
  return decide('channel.view') && decide(permission);
}

const some = fc.subarray([...allPermissions]);
// Few hold everything: else most cases would be settled by that alone.
const few = fc.subarray(allPermissions.filter((permission) => permission !== 'administrator'));
const permissions = fc.oneof({ weight: 9, arbitrary: few }, { weight: 1, arbitrary: some });
const rule = fc
  .tuple(some, some)
  .map(([allow, deny]) => ({ allow, deny: deny.filter((each) => !allow.includes(each)) }));

const roleIds = ['role-0', 'role-1', 'role-2', 'role-3'];
const memberIds = ['ann', 'bob', 'cem', 'dee'];
const categoryIds = ['category-0', 'category-1'];
const channelIds = ['channel-0', 'channel-1', 'channel-2'];

const holder = fc.constantFrom(
  ...['everyone', ...roleIds].map((role_id) => ({ role_id, account_id: null })),
  ...memberIds.map((account_id) => ({ role_id: null, account_id })),
);
const place = fc.constantFrom(
  ...categoryIds.map((category_id) => ({ category_id, channel_id: null })),
  ...channelIds.map((channel_id) => ({ category_id: null, channel_id })),
);
const override = fc.tuple(place, holder, rule).map(([where, who, what]) => ({ ...where, ...who, ...what }));
type Override = CommunityRow['overrides'][number];
const sameKey = ({ category_id, channel_id, role_id, account_id }: Override) =>
  [category_id, channel_id, role_id, account_id].join();

const look = { name: 'role', colour: null, icon: '', hoist: false, mentionable: false };

const community: fc.Arbitrary<CommunityRow> = fc
  .record({
    everyone: permissions,
    roles: fc.array(permissions, { minLength: roleIds.length, maxLength: roleIds.length }),
    members: fc.array(fc.subarray(roleIds), { minLength: memberIds.length, maxLength: memberIds.length }),
    ownerAt: fc.nat(memberIds.length - 1),
    channels: fc.array(
      fc.record({
        category: fc.constantFrom(null, ...categoryIds),
        synced: fc.boolean(),
        kind: fc.constantFrom('text' as const, 'announcement' as const),
        locked: fc.boolean(),
      }),
      { minLength: channelIds.length, maxLength: channelIds.length },
    ),
    timedOut: fc.subarray(memberIds),
    // As the database has it: one override for a holder in a place.
    overrides: fc.uniqueArray(override, { maxLength: 10, selector: sameKey }),
  })
  .map((random) => ({
    ...{ id: 'community', name: 'Name', colour: 'moss', letter: 'N', owner_id: memberIds[random.ownerAt]! },
    ...{ rules_at: null, invites_paused_at: null, archived_at: null, alarm_at: null, join_requests: 0 },
    roles: [
      { ...look, id: 'everyone', position: 0, is_everyone: true, permissions: random.everyone },
      ...random.roles.map((granted, index) => ({
        ...{ ...look, id: roleIds[index]!, position: index + 1, is_everyone: false, permissions: granted },
      })),
    ],
    categories: categoryIds.map((id, position) => ({ id, name: id, position })),
    channels: random.channels.map(({ category, ...channel }, position) => ({
      ...{ id: channelIds[position]!, category_id: category, slow_mode: 0 },
      ...{ name: 'name', topic: '', position, ...channel },
    })),
    overrides: random.overrides,
    members: Object.fromEntries(random.members.map((held, index) => [memberIds[index]!, held])),
    nicknames: {},
    ...{ filters: [], open_reports: {}, held_messages: {} },
    timeouts: Object.fromEntries(random.timedOut.map((id) => [id, '2030-01-01T00:00:00Z'])),
  }));

const everywhere = [undefined, ...channelIds, 'no-such-channel'];
const expected = (row: CommunityRow, accountId: string, channelId?: string) =>
  allPermissions.filter((permission) => holds(row, accountId, permission, channelId));
const inOrder = (set: ReadonlySet<Permission>) => allPermissions.filter((permission) => set.has(permission));

test('Z11 ten thousand random communities: everybody has exactly what the reference says, everywhere', () => {
  fc.assert(
    fc.property(community, (row) => {
      const view = new CommunityView(row);
      const wrong: object[] = [];
      for (const accountId of [...memberIds, 'stranger']) {
        for (const channelId of everywhere) {
          const given = inOrder(view.permissionsOf(accountId, channelId)).join();
          const right = expected(row, accountId, channelId).join();
          if (given !== right) wrong.push({ accountId, channelId, given, right });
        }
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
}, 120_000);

/** Whether the rule that an explanation names is there, and says what it is named for. */
function isThere(
  row: CommunityRow,
  accountId: string,
  channelId: string | undefined,
  permission: Permission,
  { granted, by }: Verdict,
): boolean {
  if (by.kind === 'owner') return row.owner_id === accountId;
  if (by.kind === 'timeout') return row.timeouts[accountId] !== undefined;
  if (by.kind === 'role' || by.kind === 'administrator') {
    const named = row.roles.find(({ id }) => id === by.roleId);
    const isHeld = named?.is_everyone || row.members[accountId]?.includes(by.roleId);
    const needed = by.kind === 'role' ? permission : 'administrator';
    return granted && isHeld === true && named?.permissions.includes(needed) === true;
  }
  const channel = row.channels.find(({ id }) => id === channelId);
  if (by.kind === 'read-only') return channel?.locked === true || channel?.kind === 'announcement';
  if (by.kind !== 'override') return !granted;
  const category = channel?.synced ? channel.category_id : null;
  const said = row.overrides.find(
    (rule) =>
      (category ? rule.category_id === category : rule.channel_id === channelId) &&
      (by.holder === 'role' ? rule.role_id : rule.account_id) === by.holderId,
  );
  return by.effect === (granted ? 'allow' : 'deny') && said?.[by.effect].includes(permission) === true;
}

test('Z11 an explanation says granted exactly when it is, and names a rule that is there', () => {
  fc.assert(
    fc.property(community, (row) => {
      const view = new CommunityView(row);
      const wrong: object[] = [];
      for (const accountId of memberIds)
        for (const channelId of everywhere) {
          const given = view.permissionsOf(accountId, channelId);
          for (const [permission, verdict] of view.explain(accountId, channelId))
            if (
              verdict.granted !== given.has(permission) ||
              !isThere(row, accountId, channelId, permission, verdict)
            )
              wrong.push({ accountId, channelId, permission, verdict });
        }
      expect(wrong).toEqual([]);
    }),
    { numRuns: 2000 },
  );
}, 120_000);

test('Z11 who may not view a channel may do nothing in it, and no override makes an administrator', () => {
  fc.assert(
    fc.property(community, (row) => {
      const view = new CommunityView(row);
      for (const accountId of memberIds) {
        const base = view.permissionsOf(accountId);
        for (const channelId of channelIds) {
          const here = view.permissionsOf(accountId, channelId);
          if (!here.has('channel.view')) expect([...here]).toEqual([]);
          if (here.has('administrator')) expect(base.has('administrator')).toBe(true);
        }
      }
      for (const channelId of everywhere) expect([...view.permissionsOf('stranger', channelId)]).toEqual([]);
    }),
    { numRuns: 2000 },
  );
}, 60_000);

test('Z11 members of one profile may do the same everywhere, so one encoding serves them all', () => {
  fc.assert(
    fc.property(community, (row) => {
      const view = new CommunityView(row);
      for (const one of memberIds)
        for (const other of memberIds) {
          if (view.profileOf(one) !== view.profileOf(other)) continue;
          for (const channelId of everywhere)
            expect(inOrder(view.permissionsOf(one, channelId))).toEqual(
              inOrder(view.permissionsOf(other, channelId)),
            );
        }
    }),
    { numRuns: 2000 },
  );
}, 60_000);

const everyoneRole = { id: 'everyone', permissions: ['channel.view', 'message.send'] as Permission[] };
const set = (more: Partial<OverrideSet> = {}) => ({
  isReadOnly: false,
  overrides: {
    everyone: undefined,
    roles: new Map<string, OverrideRule>(),
    members: new Map<string, OverrideRule>(),
    ...more,
  },
});
const subject = (roles: { id: string; permissions: Permission[] }[] = [], isOwner = false) => ({
  ...{ accountId: 'ann', isOwner, isTimedOut: false, roles },
});

test('an owner without any role has everything, also where everyone is shut out', () => {
  const closed = set({ everyone: { allow: [], deny: [...allPermissions] } });
  expect(effectivePermissions(subject([], true), everyoneRole, closed).size).toBe(allPermissions.length);
});

test('of two roles one that allows wins over one that denies', () => {
  const roles = new Map([
    ['a', { allow: [], deny: ['channel.view'] as Permission[] }],
    ['b', { allow: ['channel.view'] as Permission[], deny: [] }],
  ]);
  const both = subject([
    { id: 'a', permissions: [] },
    { id: 'b', permissions: [] },
  ]);
  expect(effectivePermissions(both, everyoneRole, set({ roles })).has('channel.view')).toBe(true);
});

test('what is said of a member wins over all roles', () => {
  const roles = new Map([['a', { allow: ['message.manage'] as Permission[], deny: [] }]]);
  const members = new Map([['ann', { allow: [], deny: ['message.manage'] as Permission[] }]]);
  const granted = effectivePermissions(
    subject([{ id: 'a', permissions: [] }]),
    everyoneRole,
    set({ roles, members }),
  );
  expect(granted.has('message.manage')).toBe(false);
});

test('what is said of a role that one does not have, or of somebody else, means nothing', () => {
  const open: OverrideRule = { allow: [...communityPermissions], deny: [] };
  const granted = effectivePermissions(
    subject(),
    everyoneRole,
    set({ roles: new Map([['other', open]]), members: new Map([['bob', open]]) }),
  );
  expect([...granted].sort()).toEqual(['channel.view', 'message.send']);
});
