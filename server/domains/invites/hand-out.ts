import type { CommunityView } from '#server/domains/permissions/index.ts';

/**
 * Whether a member may hand out a role by an invite: it is below their rank, they may manage roles, and it lets nobody
 * do what they may not do themselves. Asked when the invite is made, and again of its maker for each who joins by it.
 */
export function mayHandOut(view: CommunityView, accountId: string, roleId: string): boolean {
  const role = view.roles.find(({ id }) => id === roleId);
  const own = view.permissionsOf(accountId);
  return (
    role !== undefined &&
    !role.isEveryone &&
    own.has('role.manage') &&
    view.rankOf(accountId) > role.position &&
    role.permissions.every((permission) => own.has(permission))
  );
}
