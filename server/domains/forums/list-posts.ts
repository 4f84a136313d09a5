import type { Ctx } from '#server/platform/context.ts';
import { accessForum } from './access-forum.ts';
import { forumLimits, type ForumTagDto, type PostDto, type PostPage } from './contract.ts';
import type { ForumDeps } from './deps.ts';
import type { ListPostsInput } from './input.ts';
import type { PostRow } from './store.ts';

/**
 * Posts of a forum that the filter lets through, the last active or the newest first, each with its first message. Those
 * that are pinned stand before the first page, however many there are of the others.
 *
 * @throws {AppError} NOT_FOUND, INVALID
 */
export async function listPosts(deps: ForumDeps, ctx: Ctx, input: ListPostsInput): Promise<PostPage> {
  const { channelId, order = 'active', tagIds = [], unanswered = false, archived = false, before } = input;
  const { account } = await accessForum(deps, ctx, channelId, 'channel.view');
  const query = { channelId, archived, tagIds, unanswered, before, accountId: account.id };
  const [pinned, rows, tags] = await Promise.all([
    before ? [] : deps.store.listPosts(order, { ...query, pinned: true }),
    deps.store.listPosts(order, { ...query, pinned: false }),
    deps.store.listTags(channelId),
  ]);
  const page = rows.slice(0, forumLimits.pageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    posts: await present(deps, [...pinned, ...page]),
    next: last ? `${last.sorted_at.toISOString()},${last.id}` : null,
    tags,
  };
}

/** The tags of a forum, in their order. @throws {AppError} NOT_FOUND */
export async function listTags(
  deps: ForumDeps,
  ctx: Ctx,
  { channelId }: { channelId: string },
): Promise<{ tags: ForumTagDto[] }> {
  await accessForum(deps, ctx, channelId, 'channel.view');
  return { tags: await deps.store.listTags(channelId) };
}

async function present(deps: ForumDeps, rows: readonly PostRow[]): Promise<PostDto[]> {
  const [threads, firsts] = await Promise.all([
    deps.threads.present(rows.map(({ id }) => id)),
    deps.messages.listByIds(rows.flatMap(({ first_id }) => first_id ?? [])),
  ]);
  const known = new Map(rows.map((row) => [row.id, row]));
  return threads.flatMap((thread) => {
    const row = known.get(thread.id);
    if (!row) return [];
    const first = row.first_id === null ? undefined : firsts.get(row.first_id)?.message;
    return { thread, first: first ?? null, readOrdinal: row.read_ordinal };
  });
}
