import type { IncomingMessage } from 'node:http';
import express from 'express';

/**
 * What is believed about a request's way here. Express reads `X-Forwarded-*` from the proxies named in
 * `HEARTH_TRUST_PROXY` and from nobody else; sockets' handshakes pass by Express, so its own rules are applied to them.
 */
export interface ProxyTrust {
  addressOf(req: IncomingMessage): string;
  isSecure(req: IncomingMessage): boolean;
  originOf(req: IncomingMessage): string;
}

export function createProxyTrust(trusted: string[]): ProxyTrust {
  const app = express();
  app.set('trust proxy', trusted.length > 0 ? trusted : false);
  // An Express request is the plain one with another prototype: its getters work on any that has the app.
  const asExpress = (req: IncomingMessage): express.Request =>
    Object.create(app.request, {
      headers: { value: req.headers },
      socket: { value: req.socket },
      connection: { value: req.socket },
      app: { value: app },
    }) as express.Request;
  return {
    addressOf: (req) => asExpress(req).ip ?? '',
    isSecure: (req) => asExpress(req).secure,
    originOf(req) {
      const { protocol, host } = asExpress(req);
      return `${protocol}://${host}`;
    },
  };
}
