import type { Ctx } from '#server/platform/context.ts';
import { AppError, forbidden } from '#server/platform/errors.ts';
import { accessForumPost } from './access-post.ts';
import { forumLimits } from './contract.ts';
import type { ForumDeps } from './deps.ts';
import { keepToTags } from './keep-to-tags.ts';

/** Puts these tags on a post, and no others: by its author, or who may manage messages. @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID */
export async function tagPost(
  deps: ForumDeps,
  ctx: Ctx,
  { threadId, tagIds }: { threadId: string; tagIds: string[] },
): Promise<void> {
  const { account, thread, permissions } = await accessForumPost(deps, ctx, threadId, 'channel.view');
  const isModerator = permissions.has('message.manage');
  if (!isModerator && (thread.createdById !== account.id || !permissions.has('message.send')))
    throw forbidden();
  const tags = await deps.store.listTags(thread.parentId);
  keepToTags(tags, thread.toDto().tagIds, tagIds, isModerator);
  await deps.threads.changePost(threadId, (tx) => deps.store.setTags(tx, thread.parentId, threadId, tagIds));
}

/** Puts a post above the others, out of the archive too, or back among them. @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached */
export async function pinPost(
  deps: ForumDeps,
  ctx: Ctx,
  { threadId, pinned }: { threadId: string; pinned: boolean },
): Promise<void> {
  const { thread } = await accessForumPost(deps, ctx, threadId, 'message.manage');
  if (thread.toDto().isPinned === pinned) return;
  await deps.threads.changePost(
    threadId,
    async (tx) => {
      if (pinned && (await deps.store.countPinned(tx, thread.parentId)) >= forumLimits.pinsMax)
        throw new AppError('CONFLICT', 'This forum has as many pinned posts as it can hold.', {
          reason: 'limit.reached',
        });
    },
    pinned ? { pinnedAt: deps.clock.now(), archivedAt: null } : { pinnedAt: null },
  );
}

/**
 * Deletes a post with all that was said in it; not undoable. Its author may as long as only they have written in it:
 * answers belong to those who gave them. A moderator's act is recorded.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function deletePost(
  deps: ForumDeps,
  ctx: Ctx,
  { threadId, reason = '' }: { threadId: string; reason?: string | undefined },
): Promise<void> {
  const { account, place, channel, thread, permissions } = await accessForumPost(
    deps,
    ctx,
    threadId,
    'channel.view',
  );
  const isModerator = permissions.has('message.manage');
  const isOwn = thread.createdById === account.id && permissions.has('message.send');
  if (!isModerator && !isOwn) throw forbidden();
  await deps.threads.removePost(threadId, async (tx) => {
    const isAnswered = await deps.threads.othersWrote(tx, threadId, account.id);
    if (isAnswered && !isModerator) throw forbidden();
    if (isOwn && !isAnswered) return;
    const target = { kind: 'channel' as const, id: threadId, name: channel.name };
    await deps.audit.record(tx, ctx, place.id, [
      { action: 'channel.delete', target, before: { name: channel.name }, reason },
    ]);
  });
}
