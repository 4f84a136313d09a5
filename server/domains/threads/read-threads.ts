import type { Ctx } from '#server/platform/context.ts';
import { requireUser } from '#server/platform/context.ts';
import { accessThread } from './access-thread.ts';
import { threadLimits, type ThreadDto } from './contract.ts';
import type { ThreadDeps } from './deps.ts';

/** A thread, and whether the viewer follows it. @throws {AppError} NOT_FOUND */
export async function getThread(
  deps: ThreadDeps,
  ctx: Ctx,
  { threadId }: { threadId: string },
): Promise<{ thread: ThreadDto; isFollowed: boolean }> {
  const { account, thread } = await accessThread(deps, ctx, threadId, 'channel.view');
  const [now = thread.toDto()] = await present(deps, [threadId]);
  return { thread: now, isFollowed: thread.followers.has(account.id) };
}

/** Threads of a channel, those that are archived or the others, the last active first; `next` is null at the end. @throws {AppError} NOT_FOUND */
export async function listThreads(
  deps: ThreadDeps,
  ctx: Ctx,
  input: {
    channelId: string;
    archived?: boolean | undefined;
    before?: { at: string; id: string } | undefined;
  },
): Promise<{ threads: ThreadDto[]; next: string | null }> {
  await deps.access.accessCommunityChannel(ctx, input.channelId, 'channel.view');
  const rows = await deps.store.listOf(input.channelId, input.archived ?? false, input.before);
  const page = rows.slice(0, threadLimits.pageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    threads: await present(
      deps,
      page.map(({ id }) => id),
    ),
    next: last ? `${last.active_at.toISOString()},${last.id}` : null,
  };
}

/** Threads as they are now, in the order of their ids in `ids`; for who may see their channel. Those that are gone are left out. */
export async function present(deps: ThreadDeps, ids: readonly string[]): Promise<ThreadDto[]> {
  if (ids.length === 0) return [];
  const [views, rows] = await Promise.all([
    Promise.all(ids.map((id) => deps.directory.thread(id))),
    deps.store.progress(ids),
  ]);
  const moved = new Map(rows.map(({ id, posted, active_at: activeAt }) => [id, { posted, activeAt }]));
  return views.flatMap((view) => view?.toDto(moved.get(view.id)) ?? []);
}

/** Threads that the viewer follows, may see, and that are not archived. */
export async function listFollowed(deps: ThreadDeps, ctx: Ctx): Promise<ThreadDto[]> {
  const { account } = requireUser(ctx);
  const seen: string[] = [];
  for (const id of await deps.store.followedBy(account.id)) {
    const spot = await deps.directory.spotOfChannel(id);
    const parentId = spot?.channel.parentId;
    if (parentId && spot.place.permissionsOf(account.id, parentId).has('channel.view')) seen.push(id);
  }
  return present(deps, seen);
}
