import { z } from 'zod';
import { id, line } from '#server/platform/input.ts';
import { chosenStates, presenceLimits as limits } from './contract.ts';

const emoji = z
  .string()
  .max(64)
  .refine((text) => text === '' || /^\p{RGI_Emoji}$/v.test(text));

export const chooseStateInput = z.strictObject({ state: z.enum(chosenStates) });
/** Both empty: none any more. */
export const setStatusInput = z.strictObject({
  emoji,
  text: line(0, limits.statusMax),
  /** From now; null: it ends by itself never. */
  seconds: z.number().int().min(limits.statusSecondsMin).max(limits.statusSecondsMax).nullable(),
});
export const watchInput = z.strictObject({ accountIds: z.array(id).max(limits.watchedMax) });
export const activityInput = z.strictObject({ idle: z.boolean() });

export type SetStatusInput = z.output<typeof setStatusInput>;
