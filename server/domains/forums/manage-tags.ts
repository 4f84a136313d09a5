import { grantChannel } from '#server/domains/channels/index.ts';
import type { CommunityChange } from '#server/domains/audit/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { accessForum } from './access-forum.ts';
import { forumLimits } from './contract.ts';
import type { ForumDeps } from './deps.ts';

interface TagFields {
  name: string;
  emoji?: string | undefined;
  moderated?: boolean | undefined;
}

/** Adds a tag after the others. @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached */
export async function createTag(
  deps: ForumDeps,
  ctx: Ctx,
  { channelId, name, emoji = '', moderated = false }: { channelId: string } & TagFields,
): Promise<{ tagId: string }> {
  const id = newId();
  await change(deps, ctx, channelId, async ({ tx }) => {
    const tags = await deps.store.tagsOf(tx, channelId);
    if (tags.length >= forumLimits.tagsMax)
      throw new AppError('CONFLICT', 'This forum has as many tags as it can hold.', {
        reason: 'limit.reached',
      });
    await deps.store.insertTag(tx, { id, channelId, name, emoji, moderated, position: tags.length });
  });
  return { tagId: id };
}

/** Renames a tag, says what it looks like and who may use it. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function updateTag(
  deps: ForumDeps,
  ctx: Ctx,
  { channelId, tagId, name, emoji = '', moderated = false }: { channelId: string; tagId: string } & TagFields,
): Promise<void> {
  await change(deps, ctx, channelId, async ({ tx }) => {
    if (!(await deps.store.updateTag(tx, channelId, tagId, { name, emoji, moderated }))) throw notFound();
  });
}

/** Puts a tag at `index` among the others; past the end means last. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function moveTag(
  deps: ForumDeps,
  ctx: Ctx,
  { channelId, tagId, index }: { channelId: string; tagId: string; index: number },
): Promise<void> {
  await change(deps, ctx, channelId, async ({ tx }) => {
    const ids = (await deps.store.tagsOf(tx, channelId)).map((tag) => tag.id);
    if (!ids.includes(tagId)) throw notFound();
    const rest = ids.filter((id) => id !== tagId);
    rest.splice(index, 0, tagId);
    await deps.store.placeTags(tx, rest);
  });
}

/** Takes a tag off all posts and away. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function deleteTag(
  deps: ForumDeps,
  ctx: Ctx,
  { channelId, tagId }: { channelId: string; tagId: string },
): Promise<void> {
  await change(deps, ctx, channelId, async ({ tx, publish }) => {
    const tagged = await deps.store.postsTagged(tx, tagId);
    if (!(await deps.store.deleteTag(tx, channelId, tagId))) throw notFound();
    for (const threadId of tagged) await publish('thread.changed', { threadId });
  });
}

/** A change of a forum's tags is one of its channel: alone, judged by the community as it is, and recorded. */
async function change(
  deps: ForumDeps,
  ctx: Ctx,
  channelId: string,
  act: (change: CommunityChange) => Promise<void>,
): Promise<void> {
  const { place } = await accessForum(deps, ctx, channelId, 'channel.manage');
  await deps.audit.changeCommunity(ctx, place.id, async (now) => {
    const { channel } = grantChannel(ctx, now.community, channelId, 'channel.manage');
    const names = async () => (await deps.store.tagsOf(now.tx, channelId)).map(({ name }) => name);
    const before = await names();
    await act(now);
    now.note({
      action: 'channel.update',
      target: { kind: 'channel', id: channelId, name: channel.name },
      before: { tags: before },
      after: { tags: await names() },
    });
  });
}
