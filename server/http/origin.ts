import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '#server/platform/errors.ts';

/**
 * Whether a request that changes something comes from our own pages, or from a client that is no browser page.
 *
 * A browser names the page's origin on every mutation and upgrade: it must be ours. Polling and other GETs of the same
 * origin carry none; then a bearer token or the header `X-Hearth-Client` must be there, which a foreign page can send
 * only after a preflight, and those are refused.
 *
 * @param own origin that the request was made to, as the trusted part of the way reports it
 */
export function originAllowed(headers: IncomingHttpHeaders, own: string): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origin === own;
  return /^Bearer \S/.test(headers.authorization ?? '') || headers['x-hearth-client'] === '1';
}

export const originRefused = () =>
  new AppError('FORBIDDEN', 'This was sent from another page than this one.', { reason: 'origin.refused' });
