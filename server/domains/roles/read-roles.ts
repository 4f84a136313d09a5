import { holdsAllOf, type CommunityView, presentRole } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import {
  roleLimits,
  type MemberRoles,
  type RoleList,
  type RoleMember,
  type RoleMembers,
} from './contract.ts';
import type { RoleDeps } from './deps.ts';
import { presentDetails, presentMember } from './present.ts';

/** The roles of a community with all they say. @throws {AppError} NOT_FOUND, FORBIDDEN without `role.manage` */
export async function listRoles(deps: RoleDeps, ctx: Ctx, input: { communityId: string }): Promise<RoleList> {
  const { account, community, permissions } = await deps.access.accessCommunity(
    ctx,
    input.communityId,
    'role.manage',
  );
  const counts = new Map<string, number>([[community.everyone.id, community.memberCount]]);
  for (const memberId of community.memberIds)
    for (const { id } of community.rolesOf(memberId)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return {
    roles: community.roles.map((role) =>
      presentDetails(community, account.id, role, counts.get(role.id) ?? 0),
    ),
    owner: await memberOf(deps, community, account.id, community.ownerId),
    held: [...permissions],
  };
}

/** Members by name who have a role, or who do not. @throws {AppError} NOT_FOUND, FORBIDDEN without `role.manage` */
export async function findRoleMembers(
  deps: RoleDeps,
  ctx: Ctx,
  input: { communityId: string; roleId: string; holding: boolean; search?: string | undefined },
): Promise<RoleMembers> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  if (!community.roles.some(({ id }) => id === input.roleId)) throw notFound();
  const { roleId, holding, search = '' } = input;
  const role = roleId === community.everyone.id ? null : { roleId, holding };
  const limit = roleLimits.memberPage;
  const rows = await deps.names.ofMembers(community.id, search, role, limit + 1);
  const members = rows.slice(0, limit).map((row) => presentMember(community, account.id, row));
  return { members, more: rows.length > limit };
}

/** The roles of one member, with what the viewer may change of them. @throws {AppError} NOT_FOUND, FORBIDDEN without `role.manage` */
export async function getMemberRoles(
  deps: RoleDeps,
  ctx: Ctx,
  input: { communityId: string; memberId: string },
): Promise<MemberRoles> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  const member = await memberOf(deps, community, account.id, input.memberId);
  const held = new Set(community.rolesOf(input.memberId).map(({ id }) => id));
  const rank = community.rankOf(account.id);
  return {
    member,
    roles: community.roles
      .filter((role) => !role.isEveryone)
      .map((role) => {
        const has = held.has(role.id);
        const mayChange =
          member.isBelow &&
          rank > role.position &&
          holdsAllOf(community, account.id, role, has ? 'take' : 'give');
        return { ...presentRole(role), has, mayChange };
      }),
  };
}

/** @throws {AppError} NOT_FOUND for who is no member */
export async function memberOf(
  deps: RoleDeps,
  community: CommunityView,
  viewerId: string,
  memberId: string,
): Promise<RoleMember> {
  const [row] = community.isMember(memberId) ? await deps.names.ofAccounts([memberId]) : [];
  if (!row) throw notFound();
  return presentMember(community, viewerId, row);
}
