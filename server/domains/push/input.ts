import { z } from 'zod';
import { id } from '#server/platform/input.ts';
import { pushLimits } from './contract.ts';

const bytes = (length: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/)
    .max(200)
    .refine((text) => Buffer.from(text, 'base64url').length === length);

export const subscribeInput = z.strictObject({
  endpoint: z.string().max(pushLimits.endpointMax).refine(URL.canParse),
  /** The browser's public key, an uncompressed point of P-256, and its secret; base64url. */
  p256dh: bytes(65).refine((text) => Buffer.from(text, 'base64url')[0] === 4),
  auth: bytes(16),
});
export const deviceInput = z.strictObject({ deviceId: id });

export type SubscribeInput = z.output<typeof subscribeInput>;
