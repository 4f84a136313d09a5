import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new bearer secret: 256 random bits, URL-safe. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored instead of a token. A plain hash is enough: tokens are random, there is nothing to guess. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);

/** Signs `payload` for a purpose; a signature for one purpose is worth nothing for another. */
export const sign = (secret: string, purpose: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\0${payload}`).digest();
