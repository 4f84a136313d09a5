import type { MemberDto, MemberGroup } from '#contract/communities';
import type { RoleDto } from '#contract/permissions';

/** A line of the list: a group's title, a member, or the place of one who is not loaded yet. */
export type MemberItem = MemberGroup | MemberDto | null;

export const isGroup = (item: MemberItem | undefined): item is MemberGroup =>
  Boolean(item) && 'count' in item!;

/**
 * The whole list from what is loaded of it, as long as all of it will be: `groups` says how many there are, so that the
 * scroll bar is right from the first page on. Without groups (a search) the members as they are.
 */
export function memberItems(
  groups: readonly MemberGroup[],
  members: readonly MemberDto[],
  roles: readonly RoleDto[],
  complete: boolean,
): MemberItem[] {
  if (groups.length === 0) return [...members];
  const hoisted = new Set(roles.filter(({ hoist, isEveryone }) => hoist && !isEveryone).map(({ id }) => id));
  const loaded = Map.groupBy(members, ({ roleIds }) => roleIds.find((id) => hoisted.has(id)) ?? null);
  const items: MemberItem[] = [];
  let rest = members.length;
  for (const group of groups) {
    const own = loaded.get(group.roleId) ?? [];
    rest -= own.length;
    // What follows a loaded group is loaded only when all of the group is.
    const missing = complete || rest > 0 ? 0 : Math.max(0, group.count - own.length);
    if (own.length + missing > 0) items.push(group, ...own, ...Array<null>(missing).fill(null));
  }
  return items;
}
