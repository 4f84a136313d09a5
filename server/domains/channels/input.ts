import { z } from 'zod';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id, line } from '#server/platform/input.ts';
import { channelKinds, channelLimits as limits, slowModes } from './contract.ts';

const name = line(1, limits.nameMax);
const topic = line(0, limits.topicMax);
const kind = z.enum(channelKinds);
const slowMode = z.literal(slowModes);
const index = z.int().min(0).max(10_000);

export const createChannelInput = z.strictObject({
  communityId: id,
  categoryId: id.nullable(),
  name,
  topic: topic.optional(),
  isPrivate: z.boolean().optional(),
  kind: kind.optional(),
  slowMode: slowMode.optional(),
});
export const updateChannelInput = z.strictObject({
  channelId: id,
  name: name.optional(),
  topic: topic.optional(),
  kind: kind.optional(),
  slowMode: slowMode.optional(),
});
export const setSlowModeInput = z.strictObject({ channelId: id, slowMode });
export const lockChannelInput = z.strictObject({ channelId: id, reason: reasonInput });
export const moveChannelInput = z.strictObject({ channelId: id, categoryId: id.nullable(), index });
export const channelIdInput = z.strictObject({ channelId: id });
export const createCategoryInput = z.strictObject({
  communityId: id,
  name: line(1, limits.categoryNameMax),
  isPrivate: z.boolean().optional(),
});
export const renameCategoryInput = z.strictObject({ categoryId: id, name: line(1, limits.categoryNameMax) });
export const moveCategoryInput = z.strictObject({ categoryId: id, index });
export const categoryIdInput = z.strictObject({ categoryId: id });
export const channelIdsInput = z.strictObject({ channelIds: z.array(id).max(50) });
export const markReadInput = z.strictObject({ channelId: id, seq: z.int().min(0).max(2_147_483_647) });
export const communityIdInput = z.strictObject({ communityId: id });

export type CreateChannelInput = z.output<typeof createChannelInput>;
export type UpdateChannelInput = z.output<typeof updateChannelInput>;
