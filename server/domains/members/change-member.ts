import type { CommunityPermission } from '#contract/permissions';
import type { AuditNote, CommunityChange } from '#server/domains/audit/index.ts';
import { grantMember } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { MemberDeps } from './deps.ts';

interface MemberChange extends CommunityChange {
  /** What the log calls the member. */
  target: NonNullable<AuditNote['target']>;
}

/**
 * Does something to a member of a lower rank, alone among the changes of the community: of two moderators who act on one
 * person at once, the second finds what the first left.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN
 */
export async function changeMember(
  deps: MemberDeps,
  ctx: Ctx,
  { communityId, accountId }: { communityId: string; accountId: string },
  needed: CommunityPermission,
  change: (change: MemberChange) => Promise<void>,
): Promise<void> {
  await deps.access.accessMember(ctx, communityId, accountId, needed);
  const target = await nameOf(deps, accountId);
  await deps.audit.changeCommunity(ctx, communityId, async (within) => {
    grantMember(ctx, within.community, accountId, needed);
    await change({ ...within, target });
  });
}

/** A person as the log names them. */
export async function nameOf(deps: MemberDeps, accountId: string): Promise<NonNullable<AuditNote['target']>> {
  return { kind: 'member', id: accountId, name: (await deps.store.displayName(accountId)) ?? '' };
}
