import { createECDH, hkdfSync, randomBytes, createCipheriv } from 'node:crypto';

export interface Recipient {
  /** The browser's public key, an uncompressed point. */
  p256dh: Uint8Array;
  auth: Uint8Array;
}

const recordSize = 4096;

const hkdf = (salt: Uint8Array, key: Uint8Array, info: Uint8Array | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/**
 * A message for one browser as RFC 8291 has it: one record of `aes128gcm` (RFC 8188), under a key that only its sender
 * and the browser can work out. At most 3,993 bytes.
 *
 * @throws {Error} when the browser's key is no point of the curve
 */
export function encryptPush(recipient: Recipient, message: Uint8Array): Buffer {
  const sender = createECDH('prime256v1');
  const publicKey = sender.generateKeys();
  const shared = sender.computeSecret(recipient.p256dh);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), recipient.p256dh, publicKey]);
  const key = hkdf(recipient.auth, shared, info, 32);
  const salt = randomBytes(16);
  const contentKey = hkdf(salt, key, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdf(salt, key, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce);
  // The delimiter of the last record.
  const sealed = Buffer.concat([cipher.update(message), cipher.update(Buffer.of(2)), cipher.final()]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(recordSize);
  header[4] = publicKey.length;
  return Buffer.concat([salt, header, publicKey, sealed, cipher.getAuthTag()]);
}
