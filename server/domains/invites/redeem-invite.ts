import type { Tx } from '#server/platform/database.ts';
import type { InviteDeps } from './deps.ts';
import { inviteGone } from './preview-invite.ts';

/**
 * Takes one use of the invite within `tx` and makes the account a member; a rollback gives the use back.
 * The caller publishes `community.changed`.
 *
 * @returns the community's id
 * @throws {AppError} GONE invite.gone, also when it ended after the preview
 */
export async function redeemInvite(
  deps: InviteDeps,
  tx: Tx,
  code: string,
  accountId: string,
): Promise<string> {
  const redeemed = await deps.store.redeem(tx, code, accountId, deps.clock.now());
  if (!redeemed) throw inviteGone();
  return redeemed.communityId;
}
