import { randomBytes, randomFillSync } from 'node:crypto';

// Drawn for many ids at once: asking the system's generator for each costs more than all the rest.
const drawn = Buffer.alloc(16 * 256);
let used = drawn.length;

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, so that ids made later sort later and index
 * pages fill from one end. Not a secret.
 */
export function newId(now = Date.now()): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const bytes = drawn.subarray(used, (used += 16));
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

// Without 0/O, 1/I/L and vowels: read aloud and typed without a mistake, and spelling no words.
const codeAlphabet = '23456789BCDFGHJKMNPQRSTVWXYZ';

/** A random code for people, `length` characters of 4.8 bits each. */
export function newCode(length: number): string {
  let code = '';
  while (code.length < length) code += codeOf(randomBytes(length * 2));
  return code.slice(0, length);
}

/** Bytes as a code for people: a character for nearly each. */
export const codeOf = (bytes: Uint8Array): string =>
  Array.from(bytes)
    // Rejection sampling: bytes past the last whole multiple would favour the first characters.
    .filter((byte) => byte < 252)
    .map((byte) => codeAlphabet[byte % codeAlphabet.length])
    .join('');
