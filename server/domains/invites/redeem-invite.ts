import type { Tx } from '#server/platform/database.ts';
import type { InviteDeps } from './deps.ts';
import { inviteGone } from './preview-invite.ts';

/**
 * Takes one use of the invite within `tx` and makes the account a member; a rollback gives the use back.
 * Who has `joined` changed the community: the caller publishes `community.changed`. A member already changes nothing.
 *
 * @throws {AppError} GONE invite.gone, also when it ended after the preview; FORBIDDEN member.banned
 */
export async function redeemInvite(
  deps: InviteDeps,
  tx: Tx,
  code: string,
  accountId: string,
): Promise<{ communityId: string; joined: boolean }> {
  const redeemed = await deps.store.redeem(tx, code, accountId, deps.clock.now());
  if (!redeemed) throw inviteGone();
  if (redeemed.joined) await deps.bans.refuseBanned(tx, redeemed.communityId, accountId);
  if (redeemed.joined) await deps.joinGuard.noteJoin(tx, redeemed.communityId);
  return redeemed;
}
