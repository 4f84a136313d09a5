import type { Clock } from '#server/platform/clock.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError } from '#server/platform/errors.ts';
import { isBanned } from './store.ts';

/**
 * Keeps out who is banned, within the transaction that lets them in. It shares the community's lock, which a ban has
 * for itself: of a ban and a join at the same moment one sees what the other did. To be asked before the commit;
 * whoever changes the community's row in the same transaction does so before, or two joins wait for each other.
 *
 * @throws {AppError} FORBIDDEN member.banned
 */
export async function refuseBanned(
  { clock }: { clock: Clock },
  tx: Tx,
  communityId: string,
  accountId: string,
): Promise<void> {
  if (await isBanned(tx, communityId, accountId, clock.now()))
    throw new AppError('FORBIDDEN', 'You are banned from this community.', { reason: 'member.banned' });
}
