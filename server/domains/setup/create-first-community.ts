import { inviteDefaults } from '#contract/invites';
import type { CreateCommunityInput } from '#server/domains/communities/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { SetupDeps } from './deps.ts';

/** Makes the first community and ends set-up for good. @throws {AppError} NOT_FOUND for all but the owner, and afterwards */
export async function createFirstCommunity(
  deps: SetupDeps,
  ctx: Ctx,
  input: CreateCommunityInput,
): Promise<{ communityId: string; channelId: string | null; inviteCode: string }> {
  const { account } = requireUser(ctx);
  const created = await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.finish(tx, account.id, deps.clock.now()))) throw notFound();
    const community = await deps.communities.insertCommunity(tx, account.id, input);
    await publish('community.changed', { communityId: community.communityId });
    return community;
  });
  const invite = await deps.invites.createInvite(ctx, {
    communityId: created.communityId,
    lifetime: inviteDefaults.lifetime,
    maxUses: inviteDefaults.maxUses,
  });
  return { ...created, inviteCode: invite.code };
}
