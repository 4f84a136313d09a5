import type { ChannelPermission, CommunityPermission } from '#contract/permissions';
import { type ChannelGrant, grantChannel } from '#server/domains/channels/index.ts';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ForumDeps } from './deps.ts';

/** The one way to a forum: a channel of another kind is none. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function accessForum(
  { access }: ForumDeps,
  ctx: Ctx,
  channelId: string,
  needed: ChannelPermission | CommunityPermission,
): Promise<ChannelGrant<CommunityView>> {
  const seen = await access.accessCommunityChannel(ctx, channelId, 'channel.view');
  if (seen.channel.kind !== 'forum') throw notFound();
  return grantChannel(ctx, seen.place, channelId, needed);
}
