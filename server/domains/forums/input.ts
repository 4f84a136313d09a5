import { z } from 'zod';
import { messageLimits } from '#contract/messages';
import { threadLimits } from '#contract/threads';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id, line, prose, timeCursor } from '#server/platform/input.ts';
import { forumLimits as limits, postOrders } from './contract.ts';

const tagIds = z.array(id).max(limits.postTagsMax);
// What is no emoji is a name, and names have a field of their own.
const emoji = z
  .string()
  .max(64)
  .transform((text) => text.trim())
  .refine((text) => text === '' || /^\p{RGI_Emoji}$/v.test(text));
const tag = { name: line(1, limits.tagNameMax), emoji: emoji.optional(), moderated: z.boolean().optional() };

export const createPostInput = z.strictObject({
  channelId: id,
  clientId: id,
  title: line(1, threadLimits.nameMax),
  body: prose(1, messageLimits.bodyMax),
  tagIds: tagIds.optional(),
});
export const listPostsInput = z.strictObject({
  channelId: id,
  order: z.enum(postOrders).optional(),
  tagIds: z.array(id).max(limits.tagsMax).optional(),
  unanswered: z.boolean().optional(),
  archived: z.boolean().optional(),
  /** The `next` of an earlier page. */
  before: timeCursor.optional(),
});
export const channelIdInput = z.strictObject({ channelId: id });
export const tagPostInput = z.strictObject({ threadId: id, tagIds });
export const pinPostInput = z.strictObject({ threadId: id, pinned: z.boolean() });
export const deletePostInput = z.strictObject({ threadId: id, reason: reasonInput });
export const createTagInput = z.strictObject({ channelId: id, ...tag });
export const updateTagInput = z.strictObject({ channelId: id, tagId: id, ...tag });
export const moveTagInput = z.strictObject({ channelId: id, tagId: id, index: z.int().min(0).max(100) });
export const deleteTagInput = z.strictObject({ channelId: id, tagId: id });

export type CreatePostInput = z.output<typeof createPostInput>;
export type ListPostsInput = z.output<typeof listPostsInput>;
