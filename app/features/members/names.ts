import type { AccountDto } from '#contract/accounts';
import { communityColours, type MemberFace } from '#contract/communities';
import type { RoleDto } from '#contract/permissions';
import { useClientState } from '../../realtime/hooks.ts';

/** The name that somebody has in a community. */
export const shownName = (
  person: Pick<AccountDto, 'displayName'> & { nickname?: string | null | undefined },
): string => person.nickname ?? person.displayName;

/** A role's colour as an accent whose shades are readable in both themes; undefined for one that is not ours. */
export function accentOf(role: Pick<RoleDto, 'colour'> | undefined): string | undefined {
  return (communityColours as readonly (string | null | undefined)[]).includes(role?.colour)
    ? (role?.colour ?? undefined)
    : undefined;
}

/** The accent of a name in a community; outside of any, names have none. */
export function useNameAccent(
  communityId: string | null,
  face: MemberFace | null | undefined,
): string | undefined {
  return useClientState((state) =>
    face?.roleId === undefined || communityId === null
      ? undefined
      : accentOf(state.communities[communityId]?.roles.find(({ id }) => id === face.roleId)),
  );
}

/** A member's roles among the community's, the highest first. */
export const rolesAmong = (roles: readonly RoleDto[], roleIds: readonly string[]): RoleDto[] =>
  roleIds.flatMap((roleId) => roles.find(({ id }) => id === roleId) ?? []);

/** The accent of a member's name: of their highest role that has a colour. */
export const memberAccent = (roles: readonly RoleDto[], roleIds: readonly string[]): string | undefined =>
  accentOf(rolesAmong(roles, roleIds).find(({ colour }) => colour !== null));
