import { presentRole } from '#server/domains/permissions/index.ts';
import { channelPermissions, communityPermissions, type Permission } from '#contract/permissions';
import { grantChannel } from '#server/domains/channels/index.ts';
import type {
  CommunityView,
  DecidingRule,
  DirectoryChannel,
  Verdict,
} from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ExplainedPermission, Explanation, Reason, RoleView } from './contract.ts';
import type { RoleDeps } from './deps.ts';
import { memberOf } from './read-roles.ts';

/**
 * What a member may do in the community, and in a channel when one is named, each with its reason.
 *
 * @throws {AppError} NOT_FOUND also for a channel that the viewer does not see, FORBIDDEN without `role.manage`
 */
export async function explainMember(
  deps: RoleDeps,
  ctx: Ctx,
  input: { communityId: string; memberId: string; channelId?: string | undefined },
): Promise<Explanation> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  const member = await memberOf(deps, community, account.id, input.memberId);
  const channel = input.channelId && grantChannel(ctx, community, input.channelId, 'channel.view').channel;
  const explain = (those: readonly Permission[], place?: DirectoryChannel): ExplainedPermission[] => {
    const verdicts = community.explain(input.memberId, place?.id);
    return those.map((permission) => {
      const { granted, by } = verdicts.get(permission) as Verdict;
      return { permission, granted, reason: reasonOf(community, by, place) };
    });
  };
  return {
    member,
    permissions: [
      ...explain(communityPermissions),
      ...explain(channelPermissions, channel ? channel : undefined),
    ],
  };
}

function reasonOf(community: CommunityView, by: DecidingRule, channel?: DirectoryChannel): Reason {
  const roleOf = (id: string) => community.roles.find((role) => role.id === id) ?? community.everyone;
  if (by.kind === 'role' || by.kind === 'administrator') {
    const { name, isEveryone } = roleOf(by.roleId);
    return { kind: by.kind, role: name, isEveryone };
  }
  if (by.kind !== 'override') return { kind: by.kind };
  const category =
    channel?.synced && channel.categoryId
      ? community.categories.find(({ id }) => id === channel.categoryId)
      : undefined;
  const role = by.holder === 'role' ? roleOf(by.holderId) : undefined;
  return {
    kind: 'override',
    holder: role ? (role.isEveryone ? 'everyone' : 'role') : 'member',
    name: role?.name ?? '',
    effect: by.effect,
    place: category ? 'category' : 'channel',
    placeName: category?.name ?? channel?.name ?? '',
  };
}

/**
 * The community through a role's eyes: what somebody sees and may do who has it and no other. Shows no channel that the
 * viewer does not see, and lets nobody do anything.
 *
 * @throws {AppError} NOT_FOUND also when there is no such role, FORBIDDEN without `role.manage`
 */
export async function viewAsRole(
  deps: RoleDeps,
  ctx: Ctx,
  input: { communityId: string; roleId: string },
): Promise<RoleView> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId, 'role.manage');
  const role = community.roles.find(({ id }) => id === input.roleId);
  if (!role) throw notFound();
  const channels = [...community.channels.values()].flatMap((channel) => {
    const permissions = community.permissionsOfRole(role, channel.id);
    const isShown =
      permissions.has('channel.view') && community.permissionsOf(account.id, channel.id).has('channel.view');
    const isPrivate = community.isPrivate(channel.id);
    return isShown ? [{ ...channel, isPrivate, permissions: [...permissions] }] : [];
  });
  const shown = new Set(channels.map(({ categoryId }) => categoryId));
  const permissions = community.permissionsOfRole(role);
  return {
    role: presentRole(role),
    permissions: [...permissions],
    categories: community.categories.filter(({ id }) => shown.has(id)),
    channels,
  };
}
