import { z } from 'zod';
import { addressLimits } from './contract.ts';
import { isHomeName, normalName } from './names.ts';

const name = z
  .string()
  .max(addressLimits.nameMax)
  // People paste what stands in their browser.
  .transform((given) => normalName(given.replace(/^https?:\/\//i, '').replace(/[/:].*$/s, '')) ?? '')
  .refine((given) => given !== '');

export const checkAddressInput = z.strictObject({ name });
export const setAddressInput = z
  .strictObject({ mode: z.enum(['lan', 'domain']), name })
  .refine(({ mode, name: given }) => mode === 'lan' || !isHomeName(given), { path: ['name'] });

export type SetAddressInput = z.output<typeof setAddressInput>;
