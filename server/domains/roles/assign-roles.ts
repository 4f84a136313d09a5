import type { CommunityChange } from '#server/domains/audit/index.ts';
import { grantCommunity, grantMember, grantRole } from '#server/domains/channels/index.ts';
import type { CommunityView, DirectoryRole } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { RoleDeps } from './deps.ts';
import { requireHolding, requireOwnRole } from './judge.ts';
import { nameOf } from './present.ts';

/**
 * Gives a member exactly these roles. Only roles that come or go are judged: one that the member keeps may be above the
 * actor. The member ranks below the actor, or is the actor, who can take and leave what is below them.
 *
 * @throws {AppError} NOT_FOUND also for a role that is not there, FORBIDDEN (role.beyond: a role gives what the actor
 *   lacks), CONFLICT role.everyone
 */
export async function setMemberRoles(
  deps: RoleDeps,
  ctx: Ctx,
  input: { communityId: string; memberId: string; roleIds: string[] },
): Promise<void> {
  const { memberId } = input;
  const { community: seen } = await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  grantTarget(ctx, seen, memberId);
  const names = await deps.names.ofAccounts([memberId]);
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, publish, community, note }) => {
    const { account } = grantTarget(ctx, community, memberId);
    const before = community.rolesOf(memberId);
    const had = new Set(before.map(({ id }) => id));
    const wanted = new Set(input.roleIds);
    for (const roleId of new Set([...had, ...wanted])) {
      if (had.has(roleId) === wanted.has(roleId)) continue;
      const role = grantOwnRole(ctx, community, roleId);
      if (wanted.has(roleId)) {
        requireHolding(community, account.id, role, 'give');
        if ((await deps.store.addMembers(tx, community.id, roleId, [memberId])).length === 0)
          throw notFound();
      } else {
        requireHolding(community, account.id, role, 'take');
        await deps.store.removeMembers(tx, community.id, roleId, [memberId]);
      }
    }
    await tellRoles(deps, { tx, publish }, { community, actorId: account.id, memberId }, [
      ...community.roles.filter(({ id }) => wanted.has(id) && !had.has(id)).map(({ name }) => `+${name}`),
      ...before.filter(({ id }) => !wanted.has(id)).map(({ name }) => `−${name}`),
    ]);
    note({
      action: 'member.roles',
      target: { kind: 'member', id: memberId, name: nameOf(community, memberId, names) },
      before: { roles: before.map(({ name }) => name) },
      after: { roles: community.roles.filter(({ id }) => wanted.has(id)).map(({ name }) => name) },
    });
  });
}

interface BulkInput {
  communityId: string;
  roleId: string;
  memberIds: string[];
}

/**
 * Gives a role to many members; who has it already, or has left, is passed over. All or none: one who is not below the
 * actor refuses the whole.
 *
 * @returns how many did not have it
 * @throws {AppError} NOT_FOUND also when nobody named is a member, FORBIDDEN (role.beyond), CONFLICT role.everyone
 */
export const addRoleMembers = (deps: RoleDeps, ctx: Ctx, input: BulkInput): Promise<{ count: number }> =>
  changeMembers(deps, ctx, input, 'give');

/** Takes a role from many members; else as {@link addRoleMembers}. @throws {AppError} as there */
export const removeRoleMembers = (deps: RoleDeps, ctx: Ctx, input: BulkInput): Promise<{ count: number }> =>
  changeMembers(deps, ctx, input, 'take');

async function changeMembers(
  deps: RoleDeps,
  ctx: Ctx,
  input: BulkInput,
  act: 'give' | 'take',
): Promise<{ count: number }> {
  await deps.access.accessRole(ctx, input.communityId, input.roleId, 'role.manage');
  const names = await deps.names.ofAccounts(input.memberIds);
  return deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, publish, community, note }) => {
    const role = grantOwnRole(ctx, community, input.roleId);
    const { account } = grantCommunity(ctx, community);
    const present = input.memberIds.filter((memberId) => community.isMember(memberId));
    if (present.length === 0) throw notFound();
    for (const memberId of present) grantTarget(ctx, community, memberId);
    requireHolding(community, account.id, role, act);
    const change = act === 'give' ? deps.store.addMembers : deps.store.removeMembers;
    const changed = await change(tx, community.id, role.id, present);
    for (const memberId of changed) {
      noteMember(note, community, memberId, nameOf(community, memberId, names), role, act);
      await tellRoles(deps, { tx, publish }, { community, actorId: account.id, memberId }, [
        `${act === 'give' ? '+' : '−'}${role.name}`,
      ]);
    }
    return { count: changed.length };
  });
}

/** Tells a member whose roles somebody else changed; who that was stays with the log. */
async function tellRoles(
  deps: RoleDeps,
  within: Pick<CommunityChange, 'tx' | 'publish'>,
  { community, actorId, memberId }: { community: CommunityView; actorId: string; memberId: string },
  changes: readonly string[],
): Promise<void> {
  if (actorId === memberId || changes.length === 0) return;
  const what = { communityId: community.id, detail: changes.join(', ') };
  await deps.news.notify(within, { accountId: memberId, kind: 'member.roles', ...what });
}

function noteMember(
  note: CommunityChange['note'],
  community: CommunityView,
  memberId: string,
  name: string,
  role: DirectoryRole,
  act: 'give' | 'take',
): void {
  const before = community.rolesOf(memberId);
  const after =
    act === 'give'
      ? community.roles.filter((each) => each.id === role.id || before.includes(each))
      : before.filter(({ id }) => id !== role.id);
  note({
    action: 'member.roles',
    target: { kind: 'member', id: memberId, name },
    before: { roles: before.map((each) => each.name) },
    after: { roles: after.map((each) => each.name) },
  });
}

/** A member whose roles one may change: of a lower rank, or oneself. @throws {AppError} NOT_FOUND, FORBIDDEN */
function grantTarget(ctx: Ctx, community: CommunityView, memberId: string) {
  const grant = grantCommunity(ctx, community, 'role.manage');
  if (grant.account.id === memberId) return grant;
  return grantMember(ctx, community, memberId, 'role.manage');
}

function grantOwnRole(ctx: Ctx, community: CommunityView, roleId: string): DirectoryRole {
  const { role } = grantRole(ctx, community, roleId, 'role.manage');
  requireOwnRole(role);
  return role;
}
