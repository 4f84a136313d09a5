import { z } from 'zod';
import { id, key } from '#server/platform/input.ts';
import { messagesFrom } from './contract.ts';

export const accountIdInput = z.strictObject({ accountId: id });
export const requestFriendInput = z.strictObject({ username: key(128) });
export const setMessagesFromInput = z.strictObject({ messagesFrom: z.enum(messagesFrom) });
