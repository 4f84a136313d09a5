import { z } from 'zod';
import { reasonInput } from '#server/domains/audit/index.ts';
import { id } from '#server/platform/input.ts';
import { toEmoji } from './emoji.ts';

const emoji = z.string().transform((text, context) => {
  const spelled = toEmoji(text);
  if (spelled !== undefined) return spelled;
  context.addIssue({ code: 'custom', message: 'invalid' });
  return z.NEVER;
});

export const reactionInput = z.strictObject({ messageId: id, emoji });
export const clearInput = z.strictObject({ messageId: id, emoji: emoji.optional(), reason: reasonInput });
export const listInput = z.strictObject({ messageId: id, emoji, after: id.optional() });
