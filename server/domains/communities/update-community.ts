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
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.updateCommunity(tx, communityId, {
      ...(name !== undefined && { name }),
      ...(colour !== undefined && { colour }),
      ...(letter !== undefined && { letter }),
    });
    await publish('community.changed', { communityId });
  });
}
