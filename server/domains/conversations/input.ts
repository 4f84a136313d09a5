import { z } from 'zod';
import { communityColours } from '#contract/communities';
import { id, line } from '#server/platform/input.ts';
import { conversationLimits as limits } from './contract.ts';

const others = z.array(id).max(limits.membersMax - 1);

export const startDirectInput = z.strictObject({ accountId: id });
export const createGroupInput = z.strictObject({
  memberIds: others,
  name: line(0, limits.nameMax).optional(),
});
export const conversationIdInput = z.strictObject({ conversationId: id });
export const updateGroupInput = z.strictObject({
  conversationId: id,
  name: line(0, limits.nameMax).optional(),
  colour: z.enum(communityColours).optional(),
});
export const addMembersInput = z.strictObject({ conversationId: id, memberIds: others.min(1) });
export const memberInput = z.strictObject({ conversationId: id, accountId: id });
export const answerInput = z.strictObject({ conversationId: id, answer: z.enum(['accepted', 'declined']) });
