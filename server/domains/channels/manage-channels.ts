import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { grantCategory, grantChannel, grantCommunity } from './access.ts';
import { channelLimits, type ChannelPlace } from './contract.ts';
import type { ChannelDeps } from './deps.ts';
import type { CreateChannelInput, UpdateChannelInput } from './input.ts';
import type { ChannelData } from './store.ts';

const limitReached = () =>
  new AppError('CONFLICT', 'This community has as many as it can hold.', { reason: 'limit.reached' });

/**
 * Adds a channel at the end of its category; a private one is seen by its maker alone, and who has everything.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached
 */
export async function createChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: CreateChannelInput,
): Promise<{ channelId: string }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'channel.manage');
  const channelId = newId();
  const { name, topic = '', kind = 'text', slowMode = 0 } = input;
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { account } = grantCommunity(ctx, community, 'channel.manage');
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
      ...{ name, topic, kind, slowMode, position },
    });
    const place = { kind: 'channel', id: channelId, categoryId: input.categoryId } as const;
    if (input.isPrivate) await deps.overrides.closeNewPlace(tx, community, place, account.id);
    note({
      action: 'channel.create',
      target: { kind: 'channel', id: channelId, name },
      after: { name, topic, kind, slowMode, private: input.isPrivate ?? false },
    });
  });
  return { channelId };
}

/**
 * Renames a channel, sets its topic, its kind or its slow mode. A forum stays one, and nothing else becomes one: what is
 * in it would be lost.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, INVALID
 */
export async function updateChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  { channelId, ...input }: UpdateChannelInput,
): Promise<void> {
  const { place: community } = await deps.access.accessCommunityChannel(ctx, channelId, 'channel.manage');
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const { channel } = grantChannel(ctx, now, channelId, 'channel.manage');
    const { name, topic, kind, slowMode } = channel;
    if (input.kind !== undefined && (input.kind === 'forum') !== (kind === 'forum'))
      throw invalid({ kind: 'invalid' });
    const data: ChannelData = {
      ...(input.name !== undefined && { name: input.name }),
      ...(input.topic !== undefined && { topic: input.topic }),
      ...(input.kind !== undefined && { kind: input.kind }),
      ...(input.slowMode !== undefined && { slowMode: input.slowMode }),
    };
    if (!(await deps.store.updateChannel(tx, channelId, data))) throw notFound();
    note({
      action: 'channel.update',
      target: { kind: 'channel', id: channel.id, name: channel.name },
      before: { name, topic, kind, slowMode },
      after: { name, topic, kind, slowMode, ...data },
    });
  });
}

/** Puts a channel at `index` among the channels of a category (or those without one). @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function moveChannel(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { channelId: string } & ChannelPlace,
): Promise<void> {
  const { place: community } = await deps.access.accessCommunityChannel(
    ctx,
    input.channelId,
    'channel.manage',
  );
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const { channel } = grantChannel(ctx, now, input.channelId, 'channel.manage');
    const channels = await deps.store.listChannels(tx, community.id);
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
    if (channel.categoryId !== input.categoryId) await deps.overrides.releaseChannels(tx, [channel.id]);
    await deps.store.placeChannels(tx, input.categoryId, placed(siblings, input.channelId, input.index));
    const nameOf = (id: string | null) => now.categories.find((category) => category.id === id)?.name ?? '';
    note({
      action: 'channel.move',
      target: { kind: 'channel', id: channel.id, name: channel.name },
      before: { category: nameOf(channel.categoryId), position: channel.position },
      after: { category: nameOf(input.categoryId), position: input.index },
    });
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
  const { place: community } = await deps.access.accessCommunityChannel(
    ctx,
    input.channelId,
    'channel.manage',
  );
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const { channel } = grantChannel(ctx, now, input.channelId, 'channel.manage');
    if (!(await deps.store.deleteChannel(tx, input.channelId))) throw notFound();
    note({
      action: 'channel.delete',
      target: { kind: 'channel', id: channel.id, name: channel.name },
      before: { name: channel.name, topic: channel.topic },
    });
  });
}

/**
 * Adds a category below the others; a private one is closed as a private channel is, and so are the channels made in it.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached
 */
export async function createCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { communityId: string; name: string; isPrivate?: boolean | undefined },
): Promise<{ categoryId: string }> {
  await deps.access.accessCommunity(ctx, input.communityId, 'channel.manage');
  const categoryId = newId();
  await deps.audit.changeCommunity(ctx, input.communityId, async ({ tx, community, note }) => {
    const { account } = grantCommunity(ctx, community, 'channel.manage');
    const categories = await deps.store.listCategories(tx, input.communityId);
    if (categories.length >= channelLimits.categoriesMax) throw limitReached();
    await deps.store.insertCategory(tx, {
      id: categoryId,
      communityId: input.communityId,
      name: input.name,
      position: (categories.at(-1)?.position ?? -1) + 1,
    });
    const place = { kind: 'category', id: categoryId, categoryId: null } as const;
    if (input.isPrivate) await deps.overrides.closeNewPlace(tx, community, place, account.id);
    note({
      action: 'category.create',
      target: { kind: 'category', id: categoryId, name: input.name },
      after: { name: input.name, private: input.isPrivate ?? false },
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
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const category = findCategory(ctx, now, input.categoryId);
    if (!(await deps.store.renameCategory(tx, input.categoryId, input.name))) throw notFound();
    note({
      action: 'category.update',
      target: { kind: 'category', id: category.id, name: category.name },
      before: { name: category.name },
      after: { name: input.name },
    });
  });
}

/** Puts a category at `index` among the others. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function moveCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { categoryId: string; index: number },
): Promise<void> {
  const { community } = await deps.access.accessCategory(ctx, input.categoryId, 'channel.manage');
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const category = findCategory(ctx, now, input.categoryId);
    const ids = (await deps.store.listCategories(tx, community.id)).map(({ id }) => id);
    await deps.store.placeCategories(tx, placed(ids, input.categoryId, input.index));
    note({
      action: 'category.move',
      target: { kind: 'category', id: category.id, name: category.name },
      before: { position: category.position },
      after: { position: input.index },
    });
  });
}

/** Deletes a category; its channels stay, without one, and as visible as they were. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function deleteCategory(
  deps: ChannelDeps,
  ctx: Ctx,
  input: { categoryId: string },
): Promise<void> {
  const { community } = await deps.access.accessCategory(ctx, input.categoryId, 'channel.manage');
  await deps.audit.changeCommunity(ctx, community.id, async ({ tx, community: now, note }) => {
    const category = findCategory(ctx, now, input.categoryId);
    const channels = await deps.store.listChannels(tx, community.id);
    const outside = channels.filter((channel) => channel.categoryId === null).map((channel) => channel.id);
    const released = channels
      .filter((channel) => channel.categoryId === input.categoryId)
      .map((channel) => channel.id);
    await deps.overrides.releaseChannels(tx, released);
    await deps.store.placeChannels(tx, null, [...outside, ...released]);
    if (!(await deps.store.deleteCategory(tx, input.categoryId))) throw notFound();
    note({ action: 'category.delete', target: { kind: 'category', id: category.id, name: category.name } });
  });
}

/** The category that one may manage, in the view under the lock. */
function findCategory(ctx: Ctx, community: CommunityView, categoryId: string) {
  const grant = grantCategory(ctx, community, categoryId, 'channel.manage');
  return grant.community.categories.find(({ id }) => id === categoryId)!;
}

/** The list with `id` at `index` among the others; past the end means last. */
function placed(ids: readonly string[], id: string, index: number): string[] {
  const rest = ids.filter((other) => other !== id);
  rest.splice(Math.min(index, rest.length), 0, id);
  return rest;
}
