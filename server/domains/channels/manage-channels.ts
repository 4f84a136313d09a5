import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { changeStructure, placed } from './change-structure.ts';
import { channelLimits, type ChannelPlace } from './contract.ts';
import type { ChannelDeps } from './deps.ts';

const limitReached = () =>
  new AppError('CONFLICT', 'This community has as many as it can hold.', { reason: 'limit.reached' });

/** Adds a text channel at the end of its category. @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached */
export async function createChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { communityId: string; categoryId: string | null; name: string; topic?: string | undefined },
): Promise<{ channelId: string }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'channel.manage');
  const channelId = newId();
  await changeStructure(deps, input.communityId, async (tx) => {
    const channels = await deps.store.listChannels(tx, input.communityId);
    if (channels.length >= channelLimits.channelsMax) throw limitReached();
    if (
      input.categoryId &&
      !(await deps.store.listCategories(tx, input.communityId)).some(
        (category) => category.id === input.categoryId,
      )
    )
      throw notFound();
    const siblings = channels.filter((channel) => channel.categoryId === input.categoryId);
    const position = (siblings.at(-1)?.position ?? -1) + 1;
    await deps.store.insertChannel(tx, {
      id: channelId,
      communityId: input.communityId,
      categoryId: input.categoryId,
      name: input.name,
      topic: input.topic ?? '',
      position,
    });
  });
  return { channelId };
}

/** Renames a channel or sets its topic. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function updateChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string; name?: string | undefined; topic?: string | undefined },
): Promise<void> {
  const { community } = await deps.access.accessChannel(ctx, input.channelId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    const data = {
      ...(input.name !== undefined && { name: input.name }),
      ...(input.topic !== undefined && { topic: input.topic }),
    };
    if (!(await deps.store.updateChannel(tx, input.channelId, data))) throw notFound();
  });
}

/** Puts a channel at `index` among the channels of a category (or those without one). @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function moveChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string } & ChannelPlace,
): Promise<void> {
  const { community } = await deps.access.accessChannel(ctx, input.channelId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    const channels = await deps.store.listChannels(tx, community.id);
    const channel = channels.find((candidate) => candidate.id === input.channelId);
    if (!channel) throw notFound();
    if (
      input.categoryId &&
      !(await deps.store.listCategories(tx, community.id)).some(
        (category) => category.id === input.categoryId,
      )
    )
      throw notFound();
    const siblings = channels
      .filter((other) => other.categoryId === input.categoryId)
      .map((other) => other.id);
    if (channel.categoryId !== input.categoryId) await deps.store.releaseChannels(tx, [channel.id]);
    await deps.store.placeChannels(tx, input.categoryId, placed(siblings, input.channelId, input.index));
  });
}

/**
 * Deletes a channel: out of sight at once, its messages go in portions (`purgeDeletedChannels`). Not undoable: the app
 * asks first.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function deleteChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string },
): Promise<void> {
  const { community } = await deps.access.accessChannel(ctx, input.channelId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    if (!(await deps.store.deleteChannel(tx, input.channelId))) throw notFound();
  });
}

/** Adds a category below the others. @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached */
export async function createCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { communityId: string; name: string },
): Promise<{ categoryId: string }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'channel.manage');
  const categoryId = newId();
  await changeStructure(deps, input.communityId, async (tx) => {
    const categories = await deps.store.listCategories(tx, input.communityId);
    if (categories.length >= channelLimits.categoriesMax) throw limitReached();
    await deps.store.insertCategory(tx, {
      id: categoryId,
      communityId: input.communityId,
      name: input.name,
      position: (categories.at(-1)?.position ?? -1) + 1,
    });
  });
  return { categoryId };
}

/** @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function renameCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { categoryId: string; name: string },
): Promise<void> {
  const { community } = await deps.access.accessCategory(ctx, input.categoryId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    if (!(await deps.store.renameCategory(tx, input.categoryId, input.name))) throw notFound();
  });
}

/** Puts a category at `index` among the others. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function moveCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { categoryId: string; index: number },
): Promise<void> {
  const { community } = await deps.access.accessCategory(ctx, input.categoryId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    const ids = (await deps.store.listCategories(tx, community.id)).map((category) => category.id);
    if (!ids.includes(input.categoryId)) throw notFound();
    await deps.store.placeCategories(tx, placed(ids, input.categoryId, input.index));
  });
}

/** Deletes a category; its channels stay, without one, and as visible as they were. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function deleteCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { categoryId: string },
): Promise<void> {
  const { community } = await deps.access.accessCategory(ctx, input.categoryId, 'channel.manage');
  await changeStructure(deps, community.id, async (tx) => {
    const channels = await deps.store.listChannels(tx, community.id);
    const outside = channels.filter((channel) => channel.categoryId === null).map((channel) => channel.id);
    const released = channels
      .filter((channel) => channel.categoryId === input.categoryId)
      .map((channel) => channel.id);
    await deps.store.releaseChannels(tx, released);
    await deps.store.placeChannels(tx, null, [...outside, ...released]);
    if (!(await deps.store.deleteCategory(tx, input.categoryId))) throw notFound();
  });
}
