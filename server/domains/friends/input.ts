import { z } from 'zod';
import { id, key } from '#server/platform/input.ts';
import { messagesFrom } from './contract.ts';

export const accountIdInput = z.strictObject({ accountId: id });
export const requestFriendInput = z.strictObject({ username: key(128) });
export const setPrivacyInput = z.strictObject({
  messagesFrom: z.enum(messagesFrom).optional(),
  sharesSeen: z.boolean().optional(),
});
