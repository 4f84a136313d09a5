import { z } from 'zod';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id } from '#server/platform/input.ts';
import { pollLimits } from './contract.ts';

const answer = z
  .int()
  .min(0)
  .max(pollLimits.answersMax - 1);

export const pollInput = z.strictObject({ messageId: id });
export const voteInput = z.strictObject({ messageId: id, answer });
export const retractInput = z.strictObject({ messageId: id, answer: answer.optional() });
export const votersInput = z.strictObject({ messageId: id, answer, after: id.optional() });
export const endInput = z.strictObject({ messageId: id, reason: reasonInput });
