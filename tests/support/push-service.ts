import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  randomUUID,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One notice as it came, opened with its browser's keys. */
export interface ReceivedPush {
  path: string;
  headers: IncomingHttpHeaders;
  /** The claims of the sender's token, whose signature was checked. */
  vapid: { aud: string; exp: number; sub: string };
  /** The sender's public key, base64url. */
  key: string;
  payload: unknown;
}

export interface PushBrowser {
  /** As `PushSubscription.toJSON()` has it. */
  subscription: { endpoint: string; p256dh: string; auth: string };
  notices: () => ReceivedPush[];
  /** The status that notices to it get from now on. */
  answerWith: (status: number) => void;
}

export interface PushService {
  origin: string;
  received: ReceivedPush[];
  browser: () => PushBrowser;
  close: () => Promise<void>;
}

interface Keys {
  ecdh: ReturnType<typeof createECDH>;
  auth: Buffer;
  status: number;
}

/**
 * A push service as browsers have theirs: it refuses what is not signed as RFC 8292 says, and opens what it takes as
 * the browser would by RFC 8291.
 */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, Keys>();
  const received: ReceivedPush[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const keys = browsers.get(path);
      const sender = readVapid(request.headers.authorization ?? '', origin);
      if (!keys || !sender) return response.writeHead(keys ? 403 : 404).end();
      if (
        request.method !== 'POST' ||
        request.headers['content-encoding'] !== 'aes128gcm' ||
        !request.headers.ttl
      )
        return response.writeHead(400).end();
      const payload: unknown = JSON.parse(open(keys, Buffer.concat(parts)).toString());
      received.push({ path, headers: request.headers, ...sender, payload });
      response.writeHead(keys.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    received,
    browser() {
      const path = `/push/${randomUUID()}`;
      const keys: Keys = { ecdh: createECDH('prime256v1'), auth: randomBytes(16), status: 201 };
      keys.ecdh.generateKeys();
      browsers.set(path, keys);
      return {
        subscription: {
          endpoint: `${origin}${path}`,
          p256dh: keys.ecdh.getPublicKey('base64url'),
          auth: keys.auth.toString('base64url'),
        },
        notices: () => received.filter((notice) => notice.path === path),
        answerWith: (status) => void (keys.status = status),
      };
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function readVapid(header: string, origin: string): Pick<ReceivedPush, 'vapid' | 'key'> | undefined {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return undefined;
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256' },
      ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
    },
  });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const vapid = JSON.parse(Buffer.from(claims, 'base64url').toString()) as ReceivedPush['vapid'];
  const seconds = vapid.exp - Date.now() / 1000;
  return isSigned && vapid.aud === origin && seconds > 0 && seconds < 25 * 3600 ? { vapid, key } : undefined;
}

const hkdf = (salt: Uint8Array, key: Uint8Array, info: Uint8Array | string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

function open({ ecdh, auth }: Keys, body: Buffer): Buffer {
  const [salt, idLength] = [body.subarray(0, 16), body[20]!];
  const sender = body.subarray(21, 21 + idLength);
  const record = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const key = hkdf(auth, ecdh.computeSecret(sender), info, 32);
  const contentKey = hkdf(salt, key, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdf(salt, key, 'Content-Encoding: nonce\0', 12);
  const cipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  cipher.setAuthTag(record.subarray(-16));
  const text = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  const end = text.lastIndexOf(2);
  return text.subarray(0, end);
}
