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

/** Removes reset links that can no longer be used; how many. */
export const deleteStaleResets = (deps: AccountDeps): Promise<number> =>
  deps.store.deleteStaleResets(deps.clock.now());

/** Goes through a portion of what a deleted account wrote and reacted with; its row goes when nothing is left. How many rows. */
export async function purgeDeletedAccounts(deps: AccountDeps): Promise<number> {
  const account = await deps.store.findDeleted();
  if (!account) return 0;
  const reactions = await deps.reactions.forgetReactor(account.id);
  if (reactions > 0) return reactions;
  const count = await deps.messages.forgetAuthor(account.id, { blank: account.blankMessages });
  if (count > 0) return count;
  await deps.store.removeDeleted(account.id);
  return 1;
}
