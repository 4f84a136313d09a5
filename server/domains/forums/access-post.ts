import type { ChannelPermission } from '#contract/permissions';
import type { ThreadGrant } from '#server/domains/threads/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ForumDeps } from './deps.ts';

/** The one way to a post: a thread of a channel that is no forum is none. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function accessForumPost(
  { threads }: ForumDeps,
  ctx: Ctx,
  threadId: string,
  needed: ChannelPermission,
): Promise<ThreadGrant> {
  const seen = await threads.accessThread(ctx, threadId, 'channel.view');
  if (seen.place.channels.get(seen.thread.parentId)?.kind !== 'forum') throw notFound();
  return threads.accessThread(ctx, threadId, needed);
}
