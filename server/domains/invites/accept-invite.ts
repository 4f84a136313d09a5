import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { InviteDeps } from './deps.ts';
import { previewInvite } from './preview-invite.ts';
import { redeemInvite } from './redeem-invite.ts';

/** Joins the invite's community; a member already simply goes in. @throws {AppError} NOT_FOUND, GONE, RATE_LIMITED */
export async function acceptInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { code: string },
): Promise<{ communityId: string }> {
  const { account } = requireUser(ctx);
  const { community } = await previewInvite(deps, ctx, input);
  const isInside = (await deps.directory.community(community.id))?.isMember(account.id);
  const wait = isInside ? 0 : deps.joins.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You are coming and going too often. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
  return deps.bus.transaction(async (tx, publish) => {
    const { communityId, joined } = await redeemInvite(deps, tx, input.code, account.id);
    // Every member's window is told: not of somebody who was here before.
    if (joined) await publish('community.changed', { communityId });
    return { communityId };
  });
}
