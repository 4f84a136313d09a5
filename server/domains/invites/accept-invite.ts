import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { InviteDeps } from './deps.ts';
import type { JoinInput } from './input.ts';
import { previewInvite } from './preview-invite.ts';
import { redeemInvite, type Redeemed } from './redeem-invite.ts';

/** Where somebody is after joining: inside, or waiting to be let in. */
export interface Arrival {
  communityId: string;
  state: Redeemed['state'];
  /** Where the invite leads, if the newcomer may view it. */
  channelId: string | null;
}

/**
 * Joins the invite's community, or asks to; a member already simply goes in.
 * @throws {AppError} NOT_FOUND, RATE_LIMITED, and what `redeemInvite` throws
 */
export async function acceptInvite(
  deps: InviteDeps,
  ctx: Ctx,
  { code, ...brought }: { code: string } & JoinInput,
): Promise<Arrival> {
  const { account } = requireUser(ctx);
  const { community, state } = await previewInvite(deps, ctx, { code });
  const wait = state === 'inside' || state === 'waiting' ? 0 : deps.joins.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You are coming and going too often. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
  const redeemed = await deps.bus.transaction(async (tx, publish) => {
    const result = await redeemInvite(deps, tx, { code, accountId: account.id, ...brought });
    // Every member's window is told: not of somebody who was here before.
    if (result.changed) await publish('community.changed', { communityId: community.id });
    return result;
  });
  return arrive(deps, account.id, redeemed);
}

/** After the commit: where the newcomer goes. */
export async function arrive(deps: InviteDeps, accountId: string, redeemed: Redeemed): Promise<Arrival> {
  const { communityId, state, channelId } = redeemed;
  const view = channelId === null ? undefined : await deps.directory.community(communityId);
  const lands = channelId !== null && view?.permissionsOf(accountId, channelId).has('channel.view') === true;
  return { communityId, state, channelId: lands ? channelId : null };
}
