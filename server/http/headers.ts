import { randomBytes } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressBook } from '#server/domains/address/index.ts';
import type { Config } from '#server/platform/config.ts';
import type { ProxyTrust } from './proxy-trust.ts';

/** The policy of every response. Scripts and styles run only with the response's nonce; nothing comes from elsewhere. */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  // The development server injects styles and a client of its own without a nonce.
  const style = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src ${style}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(development ? [] : ["require-trusted-types-for 'script'", 'trusted-types hearth-worker']),
  ].join('; ');
}

const fixed = {
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
};

const nonces = new WeakMap<ServerResponse, string>();

/** The nonce that a response's policy names. */
export const nonceOf = (res: ServerResponse): string => nonces.get(res) ?? '';

/**
 * Sets the policy on every response of the HTTP server: pages, files, errors, and what Socket.IO answers before Express
 * is asked. To be called after all other listeners are attached.
 */
export function secureResponses(
  http: Server,
  config: Pick<Config, 'development'>,
  trust: ProxyTrust,
  book: AddressBook,
): void {
  http.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    const nonce = randomBytes(16).toString('base64');
    nonces.set(res, nonce);
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, config.development));
    for (const [name, value] of Object.entries(fixed)) res.setHeader(name, value);
    // Only under a public certificate: in a LAN it would lock people out when its own certificate changes.
    if (book.address?.trusted && trust.isSecure(req))
      res.setHeader('Strict-Transport-Security', 'max-age=31536000');
  });

  // Node would answer an unknown `Expect` by itself, without any of this.
  http.on('checkExpectation', (req, res) => http.emit('request', req, res));

  // What is no HTTP never reaches a handler; its answer carries the policy all the same.
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    refuseConnection(socket, status);
  });
}

/** Answers on a bare connection, where there is no response to write to, under the same policy; and ends it. */
export function refuseConnection(
  socket: Duplex,
  status: number,
  more: Record<string, string> = {},
  body = '',
): void {
  const headers = {
    ...fixed,
    'Content-Security-Policy': contentSecurityPolicy(randomBytes(16).toString('base64'), false),
    ...more,
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // Whoever is gone already needs no answer.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
