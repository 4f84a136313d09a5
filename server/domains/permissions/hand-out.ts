import type { CommunityView, DirectoryRole } from './directory.ts';

/**
 * Whether `accountId` holds everything that a role gives by itself, and everything that it says in a channel or a
 * category: its allows for who hands it out, its denies for who takes it away.
 */
export function holdsAllOf(
  view: CommunityView,
  accountId: string,
  role: DirectoryRole,
  act: 'give' | 'take',
): boolean {
  const held = view.permissionsOf(accountId);
  // An administrator needs no look at each channel.
  if (held.has('administrator')) return true;
  if (act === 'give' && !role.permissions.every((permission) => held.has(permission))) return false;
  const says = (placeId: string) =>
    view.overridesOf(placeId).roles.get(role.id)?.[act === 'give' ? 'allow' : 'deny'] ?? [];
  const places = [
    ...[...view.channels.keys()].map((id) => [says(id), () => view.permissionsOf(accountId, id)] as const),
    ...view.categories.map(({ id }) => [says(id), () => view.permissionsInCategory(accountId, id)] as const),
  ];
  return places.every(([said, heldThere]) => {
    if (said.length === 0) return true;
    const there = heldThere();
    return said.every((permission) => there.has(permission));
  });
}

/**
 * Whether a member may hand out a role: they may manage roles, it is below their rank and not everyone's, and it lets
 * nobody do anywhere what they may not do there themselves.
 */
export function mayHandOut(view: CommunityView, accountId: string, roleId: string): boolean {
  const role = view.roles.find(({ id }) => id === roleId);
  return (
    role !== undefined &&
    !role.isEveryone &&
    view.permissionsOf(accountId).has('role.manage') &&
    view.rankOf(accountId) > role.position &&
    holdsAllOf(view, accountId, role, 'give')
  );
}
