import type { CommunityPermission } from '#contract/permissions';
import type { CommunityChange } from '#server/domains/audit/index.ts';
import { grantCommunity } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import type { InviteDeps } from '../deps.ts';
import type { Door } from './store.ts';

interface DoorChange extends Pick<CommunityChange, 'note'> {
  /** As it is under the community's lock. */
  door: Door;
  update: (data: Parameters<InviteDeps['joining']['updateDoor']>[2]) => Promise<void>;
}

/** Runs a change of a community's entrance, as `changeCommunity` does. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function changeDoor(
  deps: InviteDeps,
  ctx: Ctx,
  communityId: string,
  needed: CommunityPermission,
  change: (change: DoorChange) => Promise<void>,
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, needed);
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, community, note }) => {
    grantCommunity(ctx, community, needed);
    const door = await deps.joining.findDoor(communityId, tx);
    if (!door) throw notFound();
    await change({ door, note, update: (data) => deps.joining.updateDoor(tx, communityId, data) });
  });
}
