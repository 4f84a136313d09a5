import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import type { Ctx, Via } from '#server/platform/context.ts';
import { networkOf } from '#server/platform/network.ts';
import type { Services } from '#server/services.ts';
import { cookieName, parseCookies } from './cookies.ts';

/** The session token that a request carries: a bearer's before a cookie's. */
export function tokenOf(headers: IncomingHttpHeaders, secure: boolean): string | undefined {
  const bearer = /^Bearer (\S{1,200})$/.exec(headers.authorization ?? '')?.[1];
  return bearer ?? parseCookies(headers.cookie).get(cookieName(secure));
}

/** A form changes something and shows a page: what everybody in a community hears of comes by one. */
const formCost = 10;

/**
 * Who makes this request, through which door, from where; and counts it.
 * @throws {AppError} RATE_LIMITED
 */
export async function identify(services: Services, req: Request, res: Response, via: Via): Promise<Ctx> {
  const from = {
    network: networkOf(req.ip ?? ''),
    userAgent: (req.headers['user-agent'] ?? '').slice(0, 255),
  };
  const token = tokenOf(req.headers, req.secure);
  const actor =
    token === undefined
      ? { kind: 'anonymous' as const }
      : await services.accounts.resolveSession(token, from);
  const isForm = via === 'page' && req.method !== 'GET' && req.method !== 'HEAD';
  services.pace.keep({ actor, ...from }, isForm ? formCost : 1);
  return { actor, via, requestId: String(res.locals['requestId']), ...from };
}
