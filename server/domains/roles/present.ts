import { mayHandOut, type CommunityView, type DirectoryRole } from '#server/domains/permissions/index.ts';
import type { RoleDetails, RoleMember } from './contract.ts';
import type { NameRow } from '#server/domains/members/index.ts';

/** Who somebody is in the community, as found among `names`. */
export function nameOf(community: CommunityView, accountId: string, names: readonly NameRow[]): string {
  const found = names.find(({ id }) => id === accountId);
  return community.nicknameOf(accountId) ?? found?.display_name ?? '';
}

export function presentDetails(
  view: CommunityView,
  viewerId: string,
  role: DirectoryRole,
  memberCount: number,
): RoleDetails {
  return {
    ...role,
    permissions: [...role.permissions],
    memberCount,
    isBelow: view.rankOf(viewerId) > role.position,
    mayHandOut: mayHandOut(view, viewerId, role.id),
  };
}

export const presentMember = (view: CommunityView, viewerId: string, row: NameRow): RoleMember => ({
  id: row.id,
  username: row.username,
  name: view.nicknameOf(row.id) ?? row.display_name,
  isBelow: row.id === viewerId || view.rankOf(viewerId) > view.rankOf(row.id),
});
