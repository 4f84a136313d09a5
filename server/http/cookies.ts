import type { Request, Response } from 'express';
import type { SessionCookies } from './request-scope.ts';

/**
 * Under https the cookie is `__Host-hearth`: a browser takes that name only with Secure, Path=/ and no Domain, so no
 * other host and no plain page can set it. Over plain http (localhost, a LAN) it is `hearth`.
 */
export const cookieName = (secure: boolean, base = 'hearth'): string => (secure ? `__Host-${base}` : base);

/** The cookies of a request; of two with one name the first counts, as browsers send the more exact one first. */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').slice(0, 8192).split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}

const setupClaim = 'hearth-setup';

export function sessionCookies(req: Request, res: Response): SessionCookies {
  const secure = req.secure;
  const set = (base: string, value: string, expires: Date) =>
    res.append(
      'Set-Cookie',
      `${cookieName(secure, base)}=${value}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
  return {
    signIn(token, expiresAt) {
      set('hearth', token, expiresAt);
      if (parseCookies(req.headers.cookie).has(cookieName(secure, setupClaim)))
        set(setupClaim, '', new Date(0));
    },
    signOut: () => void set('hearth', '', new Date(0)),
    setSetupClaim: (token) => void set(setupClaim, token, new Date(Date.now() + 60 * 60_000)),
    readSetupClaim: () => parseCookies(req.headers.cookie).get(cookieName(secure, setupClaim)) ?? null,
  };
}
