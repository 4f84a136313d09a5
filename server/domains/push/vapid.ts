import { createECDH, createPrivateKey, sign } from 'node:crypto';

/** The instance's key pair: an uncompressed point, and the number to it. */
export interface VapidKeys {
  publicKey: Uint8Array;
  privateKey: Uint8Array;
}

const validSeconds = 12 * 60 * 60;

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  // Small numbers lose their leading zeros.
  const privateKey = Buffer.alloc(32);
  const number = pair.getPrivateKey();
  number.copy(privateKey, 32 - number.length);
  return { publicKey: pair.getPublicKey(), privateKey };
}

const encode = (value: Uint8Array | string): string => Buffer.from(value).toString('base64url');

/**
 * The `Authorization` by which a push service knows the instance (RFC 8292), for one service and twelve hours.
 * @param subject where its operator can be reached: https or mailto
 */
export function vapidHeader(keys: VapidKeys, endpoint: URL, subject: string, now: Date): string {
  const claims = {
    aud: endpoint.origin,
    exp: Math.floor(now.getTime() / 1000) + validSeconds,
    sub: subject,
  };
  const signed = `${encode('{"typ":"JWT","alg":"ES256"}')}.${encode(JSON.stringify(claims))}`;
  const point = Buffer.from(keys.publicKey);
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256', d: encode(keys.privateKey) },
      ...{ x: encode(point.subarray(1, 33)), y: encode(point.subarray(33)) },
    },
  });
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${encode(signature)}, k=${encode(keys.publicKey)}`;
}
