import { z } from 'zod';
import { id, line, timeCursor } from '#server/platform/input.ts';
import { archiveHours, threadLimits as limits } from './contract.ts';

export const createThreadInput = z.strictObject({ messageId: id, name: line(1, limits.nameMax).optional() });
export const threadIdInput = z.strictObject({ threadId: id });
export const updateThreadInput = z.strictObject({
  threadId: id,
  name: line(1, limits.nameMax).optional(),
  archived: z.boolean().optional(),
  archiveHours: z.literal(archiveHours).optional(),
});
export const lockThreadInput = z.strictObject({ threadId: id, locked: z.boolean() });
export const followInput = z.strictObject({ threadId: id, following: z.boolean() });
export const listThreadsInput = z.strictObject({
  channelId: id,
  archived: z.boolean().optional(),
  /** The `next` of an earlier page. */
  before: timeCursor.optional(),
});

export type UpdateThreadInput = z.output<typeof updateThreadInput>;
