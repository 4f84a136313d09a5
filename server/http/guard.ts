import type { NextFunction, Request, Response } from 'express';
import { AppError, invalid } from '#server/platform/errors.ts';
import { originAllowed, originRefused } from './origin.ts';

/** Bytes of a request's body: 4,000 characters in four bytes each, percent-encoded, and room. Files have their own way. */
export const bodyMax = 256 * 1024;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
// The pages' runtime fails on others (TRACE, QUERY, …) instead of refusing them.
const methods = new Set([...safeMethods, 'POST', 'PUT', 'PATCH', 'DELETE']);
const hostName = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;
const jsonType = /^application\/json\s*(;|$)/i;

const ownOrigin = (req: Request): string => `${req.protocol}://${req.host}`;

/**
 * What every request must pass before anything looks at it: an address that can be read; mutations come from our own
 * pages, have a body of a declared size and of a type that a foreign page cannot send unasked, and no parameter twice.
 *
 * @throws {AppError} FORBIDDEN origin.refused, LENGTH_REQUIRED, TOO_LARGE, UNSUPPORTED, INVALID
 */
export function guard(req: Request, res: Response, next: NextFunction): void {
  const fail = (error: AppError) => {
    // The body was not read: what follows on this connection could be taken for a request.
    res.setHeader('Connection', 'close');
    next(error);
  };
  if (!methods.has(req.method)) return fail(invalid({ method: 'invalid' }, 'There is no such method here.'));
  // Of two Host headers Node takes the first, while a proxy before us may have gone by the second.
  const hosts = req.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  ).length;
  if (
    hosts !== 1 ||
    !hostName.test(req.host ?? '') ||
    !req.originalUrl.startsWith('/') ||
    !URL.canParse(ownOrigin(req)) ||
    !URL.canParse(req.originalUrl, 'http://localhost')
  ) {
    return fail(invalid({ url: 'invalid' }, 'That address cannot be read.'));
  }
  const length = req.headers['content-length'];
  // Checked for every method: a GET may carry a body too.
  if (Number(length ?? 0) > bodyMax)
    return fail(new AppError('TOO_LARGE', 'That is too large to send here.'));
  if (!safeMethods.has(req.method)) {
    if (!originAllowed(req.headers, ownOrigin(req))) return fail(originRefused());
    // A body without a length can grow without end.
    if (length === undefined && (req.headers['transfer-encoding'] !== undefined || req.method !== 'DELETE')) {
      return fail(new AppError('LENGTH_REQUIRED', 'Send a Content-Length header.'));
    }
    const type = req.headers['content-type'] ?? '';
    const isApi = req.path.startsWith('/api/');
    if (Number(length ?? 0) > 0 && !(isApi ? jsonType : formTypes).test(type)) {
      return fail(new AppError('UNSUPPORTED', isApi ? 'Send application/json.' : 'Send a form.'));
    }
  } else if (req.headers['transfer-encoding'] !== undefined)
    return fail(new AppError('LENGTH_REQUIRED', 'A request like this has no body.'));

  if (!req.originalUrl.includes('?')) return next();
  const seen = new Set<string>();
  for (const name of new URL(req.originalUrl, 'http://localhost').searchParams.keys()) {
    if (seen.has(name))
      return fail(invalid({ [name.slice(0, 64)]: 'invalid' }, 'A parameter was given twice.'));
    seen.add(name);
  }
  next();
}
