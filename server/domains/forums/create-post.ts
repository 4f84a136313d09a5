import type { Ctx } from '#server/platform/context.ts';
import { forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { accessForum } from './access-forum.ts';
import { forumLimits, type PostDto } from './contract.ts';
import type { ForumDeps } from './deps.ts';
import type { CreatePostInput } from './input.ts';
import { keepToTags } from './keep-to-tags.ts';

/**
 * Begins a post: its thread and its first message, both or none of them. The message goes the way of every message, and
 * filters judge the title with it. A retry with the same `clientId` answers with the post of the first try. The author
 * follows it; the forum has something new for everybody who may view it.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN without `thread.create` and `message.send`, INVALID, RATE_LIMITED as for threads,
 *   and what `sendMessage` throws; what a filter would hold for a moderator is refused
 */
export async function createPost(deps: ForumDeps, ctx: Ctx, input: CreatePostInput): Promise<PostDto> {
  const { channelId, clientId, title, body, tagIds = [] } = input;
  const { account, place, permissions } = await accessForum(deps, ctx, channelId, 'thread.create');
  if (!permissions.has('message.send')) throw forbidden();
  const tags = await deps.store.listTags(channelId);
  keepToTags(tags, [], tagIds, permissions.has('message.manage'));
  const threadId = newId();
  let progress: { version: number; posted: number } | undefined;
  const first = await deps.messages.beginThread(
    ctx,
    { channelId, threadId, clientId, title, body },
    async (tx, publish) => {
      deps.threads.takeTurn(account.id);
      progress = await deps.store.countPost(tx, channelId, account.id);
      if (!progress) throw notFound();
      await deps.threads.insertPost(tx, {
        ...{ id: threadId, communityId: place.id, parentId: channelId, name: title },
        ...{ createdById: account.id, archiveAfter: forumLimits.archiveAfter },
      });
      await deps.store.setTags(tx, channelId, threadId, tagIds);
      await publish('thread.changed', { threadId });
    },
  );
  // Of two tries at once one was undone, and only the other counts.
  if (progress && first.channelId === threadId) await deps.threads.tellPost(threadId, progress);
  const [thread] = await deps.threads.present([first.channelId]);
  if (!thread) throw notFound();
  return { thread, first, readOrdinal: first.ordinal };
}
