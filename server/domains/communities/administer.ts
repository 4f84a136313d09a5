import { usernameSkeleton } from '#server/domains/accounts/index.ts';
import type { AuditNote, CommunityChange } from '#server/domains/audit/index.ts';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { CommunityDeps } from './deps.ts';

// What administrators of the instance do to a community. They read nothing of it by that.

type Reason = { reason?: string | undefined };

/** Runs a change that stands in the community's log and in the instance's. @throws {AppError} NOT_FOUND */
async function administer(
  deps: CommunityDeps,
  ctx: Ctx,
  communityId: string,
  change: (change: Omit<CommunityChange, 'note'>) => Promise<AuditNote | undefined>,
): Promise<void> {
  requireAdmin(ctx);
  await deps.audit.changeCommunity(
    ctx,
    communityId,
    async ({ tx, publish, community, note }) => {
      const done = await change({ tx, publish, community });
      if (!done) return;
      note(done);
      await deps.audit.record(tx, ctx, null, [done]);
    },
    { evenArchived: true },
  );
}

const targetOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'community' as const, id, name });

/**
 * Puts a community away, or brings it back. Away, it is in nobody's rail, its pages are not there, and open windows
 * leave it within a second; nothing of it is lost.
 *
 * @throws {AppError} NOT_FOUND
 */
export const setArchived = (
  deps: CommunityDeps,
  ctx: Ctx,
  { communityId, archived, reason }: { communityId: string; archived: boolean } & Reason,
): Promise<void> =>
  administer(deps, ctx, communityId, async ({ tx, community }) => {
    if (community.isArchived === archived) return undefined;
    await deps.store.setArchived(tx, community.id, archived ? deps.clock.now() : null);
    return {
      action: archived ? 'community.archive' : 'community.unarchive',
      target: targetOf(community),
      reason,
    };
  });

/**
 * Makes another of its members the owner; who was it stays a member.
 * @throws {AppError} NOT_FOUND, INVALID community.owner_no_member
 */
export const assignOwner = (
  deps: CommunityDeps,
  ctx: Ctx,
  { communityId, username, reason }: { communityId: string; username: string } & Reason,
): Promise<void> =>
  administer(deps, ctx, communityId, async ({ tx, community }) => {
    const heir = await deps.store.findMember(tx, community.id, usernameSkeleton(username));
    if (!heir) throw noMember();
    if (heir.id === community.ownerId) return undefined;
    const owner = await deps.store.findAccount(tx, community.ownerId);
    await deps.store.setOwner(tx, community.id, heir.id);
    return {
      action: 'community.owner',
      target: targetOf(community),
      before: { owner: owner?.displayName ?? '' },
      after: { owner: heir.displayName },
      reason,
    };
  });

const noMember = () =>
  new AppError('INVALID', 'No member has that username.', {
    reason: 'community.owner_no_member',
    fields: { username: 'wrong' },
  });

/**
 * Deletes an archived community for good; its messages go in portions.
 * @throws {AppError} NOT_FOUND, CONFLICT community.not_archived, INVALID confirm.differs
 */
export const removeCommunity = (
  deps: CommunityDeps,
  ctx: Ctx,
  { communityId, confirm, reason }: { communityId: string; confirm: string } & Reason,
): Promise<void> =>
  administer(deps, ctx, communityId, async ({ tx, community }) => {
    if (!community.isArchived)
      throw new AppError('CONFLICT', 'Archive the community first.', { reason: 'community.not_archived' });
    if (confirm.normalize('NFC') !== community.name)
      throw new AppError('INVALID', 'That is not its name.', {
        reason: 'confirm.differs',
        fields: { confirm: 'wrong' },
      });
    await deps.store.deleteCommunity(tx, community.id);
    return { action: 'community.delete', target: targetOf(community), reason };
  });
