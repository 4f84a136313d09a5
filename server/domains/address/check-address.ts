import { lookup } from 'node:dns/promises';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { sign } from '#server/platform/secrets.ts';
import { addressChecks, type AddressCheck, type AddressFinding, type AddressReport } from './contract.ts';

/** Generous: the first encrypted connection waits until a certificate is issued. */
const timeoutMs = 20_000;
/** Of an answer that could be ours. */
const answerMax = 200;

/** The path that an instance answers with {@link proofOf} of its last part. */
export const proofPath = '/.well-known/hearth/';
/** What only an instance that holds `secret` can answer: so a check knows that it met itself. */
export const proofOf = (secret: string, nonce: string): string =>
  sign(secret, 'address-proof', nonce).toString('base64url');

export interface CheckOptions {
  secret: string;
  name: string;
  /** Others than 80 and 443 are for tests. */
  ports?: { http: number; https: number };
}

/**
 * Looks from here whether people would reach this instance by a name: whether it leads anywhere, whether both ports
 * answer and it is us who answers, who issued the certificate, whether a WebSocket passes. What cannot be seen from
 * inside (a router that does not lead back in) shows as `silent`: a warning, for the host to judge.
 */
export async function inspectAddress(options: CheckOptions): Promise<AddressReport> {
  const findings = Object.fromEntries(addressChecks.map((check) => [check, 'skipped'])) as Record<
    AddressCheck,
    AddressFinding
  >;
  findings.dns = await checkDns(options.name);
  if (findings.dns !== 'unknown_name') {
    [findings.http, findings.https] = await Promise.all([
      checkProof('http', options),
      checkProof('https', options),
    ]);
    if (findings.https === 'ok' || findings.https === 'private_certificate')
      findings.websocket = await checkWebSocket(options);
  }
  return { name: options.name, findings };
}

const privateAddress =
  /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80|::1$)/i;

async function checkDns(name: string): Promise<AddressFinding> {
  const addresses = await lookup(name, { all: true }).catch(() => []);
  if (addresses.length === 0) return 'unknown_name';
  return addresses.every(({ address }) => privateAddress.test(address)) ? 'private_address' : 'ok';
}

async function checkProof(
  scheme: 'http' | 'https',
  { secret, name, ports }: CheckOptions,
): Promise<AddressFinding> {
  const nonce = randomBytes(16).toString('hex');
  const client = scheme === 'http' ? http : https;
  return new Promise((resolve) => {
    const request = client.get({
      host: name,
      port: ports?.[scheme] ?? (scheme === 'http' ? 80 : 443),
      path: `${proofPath}${nonce}`,
      timeout: timeoutMs,
      // Who issued the certificate is looked at below; nothing secret is sent.
      ...(scheme === 'https' && { rejectUnauthorized: false, servername: name }),
    });
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', (error: NodeJS.ErrnoException) =>
      resolve(scheme === 'https' && isTlsFault(error) ? 'no_certificate' : 'silent'),
    );
    request.once('response', (response) => {
      const { authorized } = response.socket as Partial<TLSSocket>;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > answerMax) response.destroy();
      });
      response.once('close', () => {
        // Plain http may lead to https already: that it is us shows there.
        const isOurs = text === proofOf(secret, nonce);
        if (!isOurs) resolve('somebody_else');
        else resolve(scheme === 'https' && !authorized ? 'private_certificate' : 'ok');
      });
    });
  });
}

const isTlsFault = ({ code = '', message }: NodeJS.ErrnoException): boolean =>
  code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || /ssl|tls/i.test(message);

/** A handshake as a page's: with its own origin, and without a session, which the handshake does not need. */
function checkWebSocket({ name, ports }: CheckOptions): Promise<AddressFinding> {
  return new Promise((resolve) => {
    const port = ports?.https ?? 443;
    const request = https.get({
      host: name,
      port,
      path: '/socket.io/?EIO=4&transport=websocket',
      timeout: timeoutMs,
      rejectUnauthorized: false,
      servername: name,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        Origin: port === 443 ? `https://${name}` : `https://${name}:${port}`,
      },
    });
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', () => resolve('no_websocket'));
    request.once('response', (response) => {
      response.destroy();
      resolve('no_websocket');
    });
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve('ok');
    });
  });
}
