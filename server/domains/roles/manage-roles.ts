import type { CommunityColour } from '#contract/communities';
import type { AuditValues } from '#contract/audit';
import type { Permission } from '#contract/permissions';
import { grantCommunity, grantRole } from '#server/domains/channels/index.ts';
import type { CommunityView, DirectoryRole } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, forbidden } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { roleLimits, rolePresets, type RolePresetName } from './contract.ts';
import type { RoleDeps } from './deps.ts';
import type { UpdateRoleInput } from './input.ts';
import { requireHolding, requireOwnRole, requirePermissions } from './judge.ts';
import type { RoleData } from './store.ts';

interface RoleInput {
  communityId: string;
  roleId: string;
}

/**
 * Adds a role below all others: empty, or as a preset has it.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN (role.beyond: the preset gives what the actor lacks), CONFLICT limit.reached
 */
export async function createRole(
  deps: RoleDeps,
  ctx: Ctx,
  input: {
    communityId: string;
    name: string;
    colour?: CommunityColour | null | undefined;
    preset?: RolePresetName | undefined;
  },
): Promise<{ roleId: string }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  const preset = input.preset && rolePresets[input.preset];
  return deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { permissions } = grantCommunity(ctx, community, 'role.manage');
    requireRank(ctx, community);
    requirePermissions(permissions, preset?.permissions ?? []);
    requireRoom(community);
    const role: RoleData = {
      name: input.name,
      colour: input.colour === undefined ? (preset?.colour ?? null) : input.colour,
      icon: '',
      hoist: preset?.hoist ?? false,
      mentionable: false,
      permissions: [...(preset?.permissions ?? [])],
    };
    const roleId = newId();
    await deps.store.insertRole(tx, { ...role, id: roleId, communityId: community.id, position: 0 });
    await deps.store.placeRoles(tx, [...ownRoles(community).map(({ id }) => id), roleId]);
    note({
      action: 'role.create',
      target: { kind: 'role', id: roleId, name: role.name },
      after: valuesOf(role),
    });
    return { roleId };
  });
}

/**
 * Changes how a role looks and what it lets people do. Of everyone's role only the permissions.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN (role.beyond: gives or takes away a permission that the actor lacks),
 *   CONFLICT role.everyone
 */
export async function updateRole(deps: RoleDeps, ctx: Ctx, input: UpdateRoleInput): Promise<void> {
  await deps.access.accessRole(ctx, input.communityId, input.roleId, 'role.manage');
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { role, permissions: held } = grantRole(ctx, community, input.roleId, 'role.manage');
    const { communityId: _community, roleId: _role, ...rest } = input;
    const data = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<RoleData>;
    if (Object.keys(data).some((field) => field !== 'permissions')) requireOwnRole(role);
    if (data.permissions) {
      const [before, after] = [new Set(role.permissions), new Set(data.permissions)];
      const either = [...before, ...after];
      requirePermissions(
        held,
        either.filter((permission) => before.has(permission) !== after.has(permission)),
      );
    }
    await deps.store.updateRole(tx, role.id, data);
    note({
      action: 'role.update',
      target: { kind: 'role', id: role.id, name: role.name },
      before: valuesOf(role),
      after: valuesOf({ ...role, ...data }),
    });
  });
}

/**
 * Puts a role at `index` among the others, the highest first. Both where it was and where it comes to must be below
 * the actor.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT role.everyone
 */
export async function moveRole(
  deps: RoleDeps,
  ctx: Ctx,
  input: RoleInput & { index: number },
): Promise<void> {
  await deps.access.accessRole(ctx, input.communityId, input.roleId, 'role.manage');
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { account, role } = grantRole(ctx, community, input.roleId, 'role.manage');
    requireOwnRole(role);
    const others = ownRoles(community).filter(({ id }) => id !== role.id);
    const rank = community.rankOf(account.id);
    if (others.slice(input.index).some(({ position }) => position >= rank)) throw forbidden();
    const ids = others.map(({ id }) => id);
    ids.splice(Math.min(input.index, ids.length), 0, role.id);
    await deps.store.placeRoles(tx, ids);
    note({
      action: 'role.move',
      target: { kind: 'role', id: role.id, name: role.name },
      before: { position: role.position },
      after: { position: ids.length - ids.indexOf(role.id) },
    });
  });
}

/**
 * Adds a role like another right below it: its look, its permissions and what channels and categories say of it.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN (role.beyond: it gives what the actor lacks), CONFLICT role.everyone,
 *   limit.reached
 */
export async function duplicateRole(
  deps: RoleDeps,
  ctx: Ctx,
  input: RoleInput & { name: string },
): Promise<{ roleId: string }> {
  await deps.access.accessRole(ctx, input.communityId, input.roleId, 'role.manage');
  return deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { account, role } = grantRole(ctx, community, input.roleId, 'role.manage');
    requireOwnRole(role);
    requireHolding(community, account.id, role, 'give');
    requireRoom(community);
    const { icon, colour, hoist, mentionable } = role;
    const copy = { icon, colour, hoist, mentionable, name: input.name, permissions: [...role.permissions] };
    const roleId = newId();
    await deps.store.insertRole(tx, { ...copy, id: roleId, communityId: community.id, position: 0 });
    await deps.overrides.copyForRole(tx, role.id, roleId);
    const ids = ownRoles(community).map(({ id }) => id);
    ids.splice(ids.indexOf(role.id) + 1, 0, roleId);
    await deps.store.placeRoles(tx, ids);
    note({
      action: 'role.create',
      target: { kind: 'role', id: roleId, name: copy.name },
      after: { ...valuesOf(copy), like: role.name },
    });
    return { roleId };
  });
}

/**
 * Deletes a role: who had it has it no more, and channels say nothing of it. Not undoable: the app asks first.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN (role.beyond: channels deny it what the actor lacks there), CONFLICT
 *   role.everyone
 */
export async function deleteRole(deps: RoleDeps, ctx: Ctx, input: RoleInput): Promise<void> {
  await deps.access.accessRole(ctx, input.communityId, input.roleId, 'role.manage');
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { account, role } = grantRole(ctx, community, input.roleId, 'role.manage');
    requireOwnRole(role);
    requireHolding(community, account.id, role, 'take');
    await deps.store.deleteRole(tx, role.id);
    await deps.store.placeRoles(
      tx,
      ownRoles(community).flatMap(({ id }) => (id === role.id ? [] : [id])),
    );
    note({
      action: 'role.delete',
      target: { kind: 'role', id: role.id, name: role.name },
      before: valuesOf(role),
    });
  });
}

/** The roles that have a place, the highest first. */
const ownRoles = (community: CommunityView): DirectoryRole[] =>
  community.roles.filter((role) => !role.isEveryone);

/** A new role is below its maker: who has no role has nothing below them. */
function requireRank(ctx: Ctx, community: CommunityView): void {
  const { account } = grantCommunity(ctx, community);
  if (community.rankOf(account.id) <= community.everyone.position) throw forbidden();
}

function requireRoom(community: CommunityView): void {
  if (community.roles.length >= roleLimits.rolesMax)
    throw new AppError('CONFLICT', 'This community has as many roles as it can hold.', {
      reason: 'limit.reached',
    });
}

const valuesOf = (
  role: Omit<RoleData, 'permissions'> & { permissions: readonly Permission[] },
): AuditValues => ({
  name: role.name,
  colour: role.colour,
  icon: role.icon,
  hoist: role.hoist,
  mentionable: role.mentionable,
  permissions: role.permissions.toSorted(),
});
