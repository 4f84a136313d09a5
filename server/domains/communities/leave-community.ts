import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { CommunityDeps } from './deps.ts';

/**
 * Ends the viewer's own membership; their messages stay. The owner cannot leave a community without an owner.
 * @throws {AppError} NOT_FOUND, CONFLICT community.owner_cannot_leave
 */
export async function leaveCommunity(
  deps: CommunityDeps,
  ctx: Ctx,
  input: { communityId: string },
): Promise<void> {
  const { account, community } = await deps.access.accessCommunity(ctx, input.communityId);
  if (community.ownerId === account.id)
    throw new AppError('CONFLICT', 'You own this community, so you cannot leave it.', {
      reason: 'community.owner_cannot_leave',
    });
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.deleteMember(tx, input.communityId, account.id))) throw notFound();
    await publish('community.changed', { communityId: input.communityId });
  });
}
