import { requireUser, type Ctx } from '#server/platform/context.ts';
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
  await previewInvite(deps, ctx, input);
  return deps.bus.transaction(async (tx, publish) => {
    const communityId = await redeemInvite(deps, tx, input.code, account.id);
    await publish('community.changed', { communityId });
    return { communityId };
  });
}
