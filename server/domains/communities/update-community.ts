import { grantCommunity } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { CommunityDeps } from './deps.ts';
import type { UpdateCommunityInput } from './input.ts';

/** Name, colour, letter. Open windows follow within a second. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function updateCommunity(
  deps: CommunityDeps,
  ctx: Ctx,
  { communityId, name, colour, letter }: UpdateCommunityInput,
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'community.manage');
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community: now, note }) => {
    const { community } = grantCommunity(ctx, now, 'community.manage');
    const data = {
      ...(name !== undefined && { name }),
      ...(colour !== undefined && { colour }),
      ...(letter !== undefined && { letter }),
    };
    await deps.store.updateCommunity(tx, communityId, data);
    const before = { name: community.name, colour: community.colour, letter: community.letter };
    note({
      action: 'community.update',
      target: { kind: 'community', id: communityId, name: community.name },
      before,
      after: { ...before, ...data },
    });
  });
}
