import type { ChannelPermission } from '#contract/permissions';
import type { ChannelGrant } from '#server/domains/channels/index.ts';
import type { CommunityView, ThreadView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { ThreadDeps } from './deps.ts';

export interface ThreadGrant extends ChannelGrant<CommunityView> {
  thread: ThreadView;
}

/** The one way to a thread: through the channel that it belongs to. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function accessThread(
  deps: ThreadDeps,
  ctx: Ctx,
  threadId: string,
  needed: ChannelPermission,
): Promise<ThreadGrant> {
  const { place, ...grant } = await deps.access.accessChannel(ctx, threadId, needed);
  const thread = grant.channel.parentId ? await deps.directory.thread(threadId) : undefined;
  if (!thread || place.kind !== 'community') throw notFound();
  return { ...grant, place, thread };
}

/** Who is to hear of a thread without having its channel open. */
export async function listenersOf({ directory }: ThreadDeps, thread: ThreadView): Promise<string[]> {
  const place = (await directory.spotOfChannel(thread.id))?.place;
  return place?.kind === 'community' ? thread.listenersIn(place) : [];
}

/** Tells who has its channel open, and who follows it, what a thread is like now. */
export async function announce(deps: ThreadDeps, threadId: string): Promise<void> {
  const thread = await deps.directory.thread(threadId);
  if (thread) deps.signals.updated(thread.toDto(), await listenersOf(deps, thread));
}
