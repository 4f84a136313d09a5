import type {
  CommunityView,
  Directory,
  DirectoryChannel,
  DirectoryRole,
  Place,
} from '#server/domains/permissions/index.ts';
import {
  type ChannelPermission,
  type CommunityPermission,
  type Permission,
  writingPermissions,
} from '#contract/permissions';
import { requireUser, type ActorAccount, type Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';

export interface CommunityGrant {
  account: ActorAccount;
  community: CommunityView;
  permissions: ReadonlySet<Permission>;
}

export interface ChannelGrant<P extends Place = Place> {
  account: ActorAccount;
  /** What the channel belongs to. */
  place: P;
  channel: DirectoryChannel;
  permissions: ReadonlySet<Permission>;
}

export interface RoleGrant extends CommunityGrant {
  role: DirectoryRole;
}

// What one view of a community allows. Doors ask through `createAccess`, with the view that is in memory; who changes a
// community asks once more with the view that its lock holds (`changeCommunity`), so that nobody acts by a right that
// was taken from them a moment ago.

/** @throws {AppError} NOT_FOUND for who is no member, FORBIDDEN */
export function grantCommunity(
  ctx: Ctx,
  community: CommunityView | undefined,
  needed?: CommunityPermission,
): CommunityGrant {
  const { account } = requireUser(ctx);
  if (!community?.isMember(account.id)) throw notFound();
  const permissions = community.permissionsOf(account.id);
  if (needed && !permissions.has(needed)) throw forbidden();
  return { account, community, permissions };
}

/** @throws {AppError} NOT_FOUND for who may not view the channel, FORBIDDEN */
export function grantChannel<P extends Place>(
  ctx: Ctx,
  place: P | undefined,
  channelId: string,
  needed: ChannelPermission | CommunityPermission,
): ChannelGrant<P> {
  requireUser(ctx);
  const channel = place?.channels.get(channelId);
  if (!place || !channel) throw notFound();
  return grantIn(ctx, place, channel, needed);
}

const isWriting = (permission: Permission): boolean =>
  (writingPermissions as readonly Permission[]).includes(permission);

/** In a thread hold the permissions of the channel that it belongs to; one that is locked is for moderators only. */
function grantIn<P extends Place>(
  ctx: Ctx,
  place: P,
  channel: DirectoryChannel,
  needed: ChannelPermission | CommunityPermission,
): ChannelGrant<P> {
  const { account } = requireUser(ctx);
  let permissions: ReadonlySet<Permission> = place.permissionsOf(account.id, channel.parentId ?? channel.id);
  if (!permissions.has('channel.view')) throw notFound();
  if (channel.parentId && channel.locked && !permissions.has('message.manage'))
    permissions = new Set([...permissions].filter((each) => !isWriting(each)));
  // One writes in a forum's posts, which have its permissions; in the forum itself nobody does.
  if (!permissions.has(needed) || (channel.kind === 'forum' && needed === 'message.send')) throw forbidden();
  return { account, place, channel, permissions };
}

/**
 * A category is shown to who may view a channel in it: to others who lack the permission it does not exist.
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export function grantCategory(
  ctx: Ctx,
  community: CommunityView | undefined,
  categoryId: string,
  needed: CommunityPermission,
): CommunityGrant {
  const grant = grantCommunity(ctx, community);
  const { account, permissions } = grant;
  if (!grant.community.categories.some(({ id }) => id === categoryId)) throw notFound();
  if (permissions.has(needed)) return grant;
  throw isShown(grant.community, account.id, categoryId) ? forbidden() : notFound();
}

const isShown = (view: CommunityView, accountId: string, categoryId: string): boolean =>
  [...view.channels.values()].some(
    (channel) =>
      channel.categoryId === categoryId && view.permissionsOf(accountId, channel.id).has('channel.view'),
  );

/** A category in which one may view a channel. @throws {AppError} NOT_FOUND */
function grantShownCategory(ctx: Ctx, view: CommunityView | undefined, categoryId: string): void {
  const { account, community } = grantCommunity(ctx, view);
  if (!isShown(community, account.id, categoryId)) throw notFound();
}

/**
 * A member on whom one may act: of a strictly lower rank. Nobody is lower than oneself.
 * @throws {AppError} NOT_FOUND also when there is no such member, FORBIDDEN
 */
export function grantMember(
  ctx: Ctx,
  view: CommunityView | undefined,
  accountId: string,
  needed: CommunityPermission,
): CommunityGrant {
  const grant = grantCommunity(ctx, view, needed);
  const { account, community } = grant;
  if (!community.isMember(accountId)) throw notFound();
  if (community.rankOf(account.id) <= community.rankOf(accountId)) throw forbidden();
  return grant;
}

/**
 * A role that one may change or hand out: strictly below one's own rank.
 * @throws {AppError} NOT_FOUND also when there is no such role, FORBIDDEN
 */
export function grantRole(
  ctx: Ctx,
  view: CommunityView | undefined,
  roleId: string,
  needed: CommunityPermission,
): RoleGrant {
  const grant = grantCommunity(ctx, view, needed);
  const { account, community } = grant;
  const role = community.roles.find(({ id }) => id === roleId);
  if (!role) throw notFound();
  if (community.rankOf(account.id) <= role.position) throw forbidden();
  return { ...grant, role };
}

/**
 * The one way to a community, channel, member or role on every transport. Who is no member, or may not view the channel,
 * gets NOT_FOUND, exactly as for one that does not exist; who may see it but lacks the permission or the rank, FORBIDDEN.
 */
export function createAccess(directory: Directory) {
  return {
    async accessCommunity(
      ctx: Ctx,
      communityId: string,
      needed?: CommunityPermission,
    ): Promise<CommunityGrant> {
      requireUser(ctx);
      return grantCommunity(ctx, await directory.community(communityId), needed);
    },

    /** A channel of a community, a thread, or a conversation. */
    async accessChannel(ctx: Ctx, channelId: string, needed: ChannelPermission): Promise<ChannelGrant> {
      requireUser(ctx);
      const spot = await directory.spotOfChannel(channelId);
      if (!spot) throw notFound();
      return grantIn(ctx, spot.place, spot.channel, needed);
    },

    /** As `accessChannel`, without a promise, when the place is in memory; undefined when it is not. */
    accessReadyChannel(ctx: Ctx, channelId: string, needed: ChannelPermission): ChannelGrant | undefined {
      const spot = directory.readySpotOfChannel(channelId);
      return spot && grantIn(ctx, spot.place, spot.channel, needed);
    },

    /** A channel of a community: conversations have no roles, no settings and no moderators, threads none of their own. */
    async accessCommunityChannel(
      ctx: Ctx,
      channelId: string,
      needed: ChannelPermission | CommunityPermission,
    ): Promise<ChannelGrant<CommunityView>> {
      requireUser(ctx);
      return grantChannel(ctx, await directory.communityOfChannel(channelId), channelId, needed);
    },

    async accessCategory(ctx: Ctx, categoryId: string, needed: CommunityPermission): Promise<CommunityGrant> {
      requireUser(ctx);
      return grantCategory(ctx, await directory.communityOfCategory(categoryId), categoryId, needed);
    },

    /** A category that is shown to the viewer. @throws {AppError} NOT_FOUND */
    async viewCategory(ctx: Ctx, categoryId: string): Promise<void> {
      requireUser(ctx);
      grantShownCategory(ctx, await directory.communityOfCategory(categoryId), categoryId);
    },

    async accessMember(
      ctx: Ctx,
      communityId: string,
      accountId: string,
      needed: CommunityPermission,
    ): Promise<CommunityGrant> {
      requireUser(ctx);
      return grantMember(ctx, await directory.community(communityId), accountId, needed);
    },

    async accessRole(
      ctx: Ctx,
      communityId: string,
      roleId: string,
      needed: CommunityPermission,
    ): Promise<RoleGrant> {
      requireUser(ctx);
      return grantRole(ctx, await directory.community(communityId), roleId, needed);
    },
  };
}

export type CommunityAccess = ReturnType<typeof createAccess>;
