import type { RoleDto } from '#contract/permissions';
import type { CommunityView, DirectoryRole } from '#server/domains/permissions/index.ts';
import type { RoleDetails, RoleMember } from './contract.ts';
import { holdsAllOf } from './judge.ts';
import type { NameRow } from './store.ts';

/** Who somebody is in the community, as found among `names`. */
export function nameOf(community: CommunityView, accountId: string, names: readonly NameRow[]): string {
  const found = names.find(({ id }) => id === accountId);
  return community.nicknameOf(accountId) ?? found?.display_name ?? '';
}

export const presentRole = ({ permissions: _permissions, ...role }: DirectoryRole): RoleDto => role;

export function presentDetails(
  view: CommunityView,
  viewerId: string,
  role: DirectoryRole,
  memberCount: number,
): RoleDetails {
  const isBelow = view.rankOf(viewerId) > role.position;
  return {
    ...role,
    permissions: [...role.permissions],
    memberCount,
    isBelow,
    mayHandOut: isBelow && !role.isEveryone && holdsAllOf(view, viewerId, role, 'give'),
  };
}

export const presentMember = (view: CommunityView, viewerId: string, row: NameRow): RoleMember => ({
  id: row.id,
  username: row.username,
  name: view.nicknameOf(row.id) ?? row.display_name,
  isBelow: row.id === viewerId || view.rankOf(viewerId) > view.rankOf(row.id),
});
