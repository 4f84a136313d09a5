import { z } from 'zod';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id, prose } from '#server/platform/input.ts';
import { pollLimits } from '#contract/polls';
import { messageLimits } from './contract.ts';
import { newPollInput } from './poll.ts';

const body = prose(1, messageLimits.bodyMax);
const seq = z.int().min(0).max(2_147_483_647);

export const sendMessageInput = z
  .strictObject({
    channelId: id,
    clientId: id,
    body,
    replyToId: id.optional(),
    ping: z.boolean().optional(),
    poll: newPollInput.optional(),
  })
  .refine(({ body: question, poll }) => !poll || question.length <= pollLimits.questionMax, {
    path: ['body'],
  });
export const forwardMessageInput = z.strictObject({
  messageId: id,
  channelId: id,
  clientId: id,
  body: body.optional(),
});
export const editMessageInput = z.strictObject({ messageId: id, body });
export const messageIdInput = z.strictObject({ messageId: id });
export const deleteMessageInput = z.strictObject({ messageId: id, reason: reasonInput });
const messageIds = z.array(id).min(1).max(messageLimits.deleteMax);
export const deleteMessagesInput = z.strictObject({ channelId: id, messageIds, reason: reasonInput });
export const restoreMessagesInput = z.strictObject({ channelId: id, messageIds });
export const previewsInput = z.strictObject({
  messageIds: z.array(id).min(1).max(messageLimits.previewsMax),
});
export const channelIdInput = z.strictObject({ channelId: id });
export const communityIdInput = z.strictObject({ communityId: id });
export const approveHeldInput = z.strictObject({ communityId: id, heldId: id });
export const refuseHeldInput = z.strictObject({ communityId: id, heldId: id, reason: reasonInput });
export const changesInput = z.strictObject({ channelId: id, since: seq });
export const pageInput = z
  .strictObject({ channelId: id, before: seq.optional(), after: seq.optional(), around: id.optional() })
  .refine(
    (input) => [input.before, input.after, input.around].filter((value) => value !== undefined).length <= 1,
    { path: ['before'] },
  );

export type SendMessageInput = z.output<typeof sendMessageInput>;
export type PageInput = z.output<typeof pageInput>;
