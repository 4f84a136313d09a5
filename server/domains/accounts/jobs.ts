import type { AccountDeps } from './deps.ts';
import { sessionLifetime } from './open-session.ts';

/** Removes sessions that can never be used again; how many. */
export function deleteStaleSessions(deps: AccountDeps): Promise<number> {
  const now = deps.clock.now();
  return deps.store.deleteStaleSessions(now, new Date(now.getTime() - sessionLifetime.idleMs));
}
