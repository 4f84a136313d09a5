import * as limits from '#server/platform/rate-limit.ts';
import type { AccountDeps } from './deps.ts';
import { sessionLifetime } from './open-session.ts';

/** Removes sessions that can never be used again; how many. */
export function deleteStaleSessions(deps: AccountDeps): Promise<number> {
  const now = deps.clock.now();
  return deps.store.deleteStaleSessions(now, new Date(now.getTime() - sessionLifetime.idleMs));
}

/** Removes counts of attempts, whoever made them where, whose window is over; how many. */
export function deleteExpiredLimits(deps: AccountDeps): Promise<number> {
  return limits.deleteExpiredLimits(deps.db, deps.clock.now());
}
