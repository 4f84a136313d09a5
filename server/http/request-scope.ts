import type { Ctx } from '#server/platform/context.ts';
import type { Services } from '#server/services.ts';

/** Writes the session cookie onto the response under way. */
export interface SessionCookies {
  /** Signs this browser in. `token` is the session's secret; it is never readable by scripts. */
  signIn(token: string, expiresAt: Date): void;
  signOut(): void;
  /** The set-up wizard's claim, between its first two steps. */
  setSetupClaim(token: string): void;
  readSetupClaim(): string | null;
}

/** What a page request brings to its loaders and actions: put into the router's context by `app/handler.ts`. */
export interface RequestScope {
  services: Services;
  ctx: Ctx;
  /** The response's CSP nonce. */
  nonce: string;
  cookies: SessionCookies;
  /** Logs a failure that no route expected, under the request's id: the page shows that id and nothing else of it. */
  reportError(error: unknown): void;
}
