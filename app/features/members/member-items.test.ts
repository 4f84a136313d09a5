import { expect, test } from 'vitest';
import type { MemberDto } from '#contract/communities';
import type { RoleDto } from '#contract/permissions';
import { isGroup, memberItems } from './member-items.ts';

const role = (id: string, hoist = true): RoleDto => ({
  ...{ id, name: id, colour: null, icon: '', position: 1 },
  ...{ isEveryone: false, hoist, mentionable: false },
});
const member = (id: string, ...roleIds: string[]): MemberDto => ({
  account: { id, username: id, displayName: id },
  ...{ nickname: null, roleIds, isOwner: false, joinedAt: '', timeoutUntil: null },
});
const roles = [role('a'), role('quiet', false), role('b')];
const groups = [
  { roleId: 'a', count: 2 },
  { roleId: null, count: 3 },
];
const short = (items: ReturnType<typeof memberItems>) =>
  items.map((item) => (item === null ? '·' : isGroup(item) ? `#${item.roleId}` : item.account.id));

test('the list is as long as all of it from the first page on', () => {
  const first = [member('m1', 'a'), member('m2', 'quiet', 'a'), member('m3', 'quiet')];
  expect(short(memberItems(groups, first, roles, false))).toEqual([
    '#a',
    'm1',
    'm2',
    '#null',
    'm3',
    '·',
    '·',
  ]);
  expect(short(memberItems(groups, [], roles, false))).toEqual(['#a', '·', '·', '#null', '·', '·', '·']);
});

test('when all is loaded, what is there counts', () => {
  expect(short(memberItems(groups, [member('m1', 'a'), member('m3')], roles, true))).toEqual([
    '#a',
    'm1',
    '#null',
    'm3',
  ]);
});

test('a search has no groups', () => {
  expect(short(memberItems([], [member('m1', 'a'), member('m3')], roles, false))).toEqual(['m1', 'm3']);
});
