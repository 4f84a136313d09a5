import { z } from 'zod';
import { id } from '#server/platform/input.ts';

export const listSavedInput = z.strictObject({
  /** The `next` of an earlier page. */
  before: id.optional(),
});
export const messageIdInput = z.strictObject({ messageId: id });
export const saveMessageInput = z.strictObject({
  messageId: id,
  /** Null: no reminder any more; left out: the reminder stays as it is. */
  remindAt: z.iso.datetime().nullable().optional(),
});

export type SaveMessageInput = z.output<typeof saveMessageInput>;
