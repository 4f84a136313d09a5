import type { CommunityView, Directory, DirectoryChannel } from '#server/domains/permissions/index.ts';
import type { ChannelPermission, CommunityPermission, Permission } from '#contract/permissions';
import { requireUser, type ActorAccount, type Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';

export interface CommunityGrant {
  account: ActorAccount;
  community: CommunityView;
  permissions: ReadonlySet<Permission>;
}

export interface ChannelGrant extends CommunityGrant {
  channel: DirectoryChannel;
}

/**
 * The one way to a community or channel on every transport. Who is no member, or may not view the channel, gets
 * NOT_FOUND, exactly as for one that does not exist; who may see it but lacks the permission, FORBIDDEN.
 */
export function createAccess(directory: Directory) {
  function grantChannel(
    ctx: Ctx,
    view: CommunityView | undefined,
    channelId: string,
    needed: ChannelPermission | CommunityPermission,
  ): ChannelGrant {
    const { account } = requireUser(ctx);
    const channel = view?.channels.get(channelId);
    if (!view || !channel) throw notFound();
    const permissions = view.permissionsOf(account.id, channelId);
    if (!permissions.has('channel.view')) throw notFound();
    if (!permissions.has(needed)) throw forbidden();
    return { account, community: view, channel, permissions };
  }

  return {
    async accessCommunity(
      ctx: Ctx,
      communityId: string,
      needed?: CommunityPermission,
    ): Promise<CommunityGrant> {
      const { account } = requireUser(ctx);
      const community = await directory.community(communityId);
      if (!community?.isMember(account.id)) throw notFound();
      const permissions = community.permissionsOf(account.id);
      if (needed && !permissions.has(needed)) throw forbidden();
      return { account, community, permissions };
    },

    async accessChannel(
      ctx: Ctx,
      channelId: string,
      needed: ChannelPermission | CommunityPermission,
    ): Promise<ChannelGrant> {
      requireUser(ctx);
      return grantChannel(ctx, await directory.communityOfChannel(channelId), channelId, needed);
    },

    /** As `accessChannel`, without a promise, when the community is in memory; undefined when it is not. */
    accessReadyChannel(ctx: Ctx, channelId: string, needed: ChannelPermission): ChannelGrant | undefined {
      const view = directory.readyCommunityOfChannel(channelId);
      return view && grantChannel(ctx, view, channelId, needed);
    },

    /** A category is shown to who may view a channel in it: to others who lack the permission it does not exist. */
    async accessCategory(ctx: Ctx, categoryId: string, needed: CommunityPermission): Promise<CommunityGrant> {
      const { account } = requireUser(ctx);
      const community = await directory.communityOfCategory(categoryId);
      if (!community?.isMember(account.id)) throw notFound();
      const permissions = community.permissionsOf(account.id);
      if (permissions.has(needed)) return { account, community, permissions };
      const isShown = [...community.channels.values()].some(
        (channel) =>
          channel.categoryId === categoryId &&
          community.permissionsOf(account.id, channel.id).has('channel.view'),
      );
      throw isShown ? forbidden() : notFound();
    },
  };
}

export type CommunityAccess = ReturnType<typeof createAccess>;
