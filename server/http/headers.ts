import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '#server/platform/config.ts';

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
    ...(development ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
  ].join('; ');
}

export function securityHeaders(config: Pick<Config, 'domain' | 'development'>) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const nonce = randomBytes(16).toString('base64');
    res.locals['nonce'] = nonce;
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, config.development));
    res.setHeader('X-Content-Type-Options', 'nosniff');
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    res.setHeader('Referrer-Policy', 'same-origin');
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    res.setHeader('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()');
    // Only under a public certificate: in a LAN it would lock people out when its own certificate changes.
    if (config.domain && req.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}
