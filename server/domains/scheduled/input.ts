import { z } from 'zod';
import { messageLimits } from '#contract/messages';
import { id, prose } from '#server/platform/input.ts';

const body = prose(1, messageLimits.bodyMax);
const sendAt = z.iso.datetime();

export const scheduledIdInput = z.strictObject({ scheduledId: id });
export const scheduleMessageInput = z.strictObject({
  channelId: id,
  clientId: id,
  body,
  replyToId: id.optional(),
  sendAt,
});
export const changeScheduledInput = z.strictObject({
  scheduledId: id,
  body: body.optional(),
  sendAt: sendAt.optional(),
});

export type ScheduleMessageInput = z.output<typeof scheduleMessageInput>;
export type ChangeScheduledInput = z.output<typeof changeScheduledInput>;
