import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { newCode, newId } from '#server/platform/ids.ts';
import { inviteLimits, type InviteDto } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import { presentInvite } from './present.ts';

/**
 * Makes an invite link. 12 characters of a 28-letter alphabet: 57 bits.
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT limit.reached
 */
export async function createInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string; lifetime: number | null; maxUses: number | null },
): Promise<InviteDto> {
  const { account } = requireUser(ctx);
  await deps.access.accessCommunity(ctx, input.communityId, 'invite.create');
  const now = deps.clock.now();
  const created = await deps.store.insert(
    {
      id: newId(),
      code: newCode(12),
      communityId: input.communityId,
      createdById: account.id,
      maxUses: input.maxUses,
      expiresAt: input.lifetime === null ? null : new Date(now.getTime() + input.lifetime * 1000),
    },
    inviteLimits.openPerMember,
    now,
  );
  if (!created)
    throw new AppError('CONFLICT', 'You have as many open invites here as one person can. End some first.', {
      reason: 'limit.reached',
    });
  return presentInvite(created);
}

/** Invites that still hold, the newest 200 first: of everybody with `invite.manage`, else all of one's own. */
export async function listInvites(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string },
): Promise<InviteDto[]> {
  const { account } = requireUser(ctx);
  const { permissions } = await deps.access.accessCommunity(ctx, input.communityId);
  const whose = permissions.has('invite.manage') ? null : account.id;
  return (await deps.store.list(input.communityId, whose, deps.clock.now())).map(presentInvite);
}

/** Ends an invite: one's own, or any with `invite.manage`. @throws {AppError} NOT_FOUND also for those one may not end */
export async function revokeInvite(deps: InviteDeps, ctx: Ctx, input: { code: string }): Promise<void> {
  const { account } = requireUser(ctx);
  const invite = await deps.store.findByCode(input.code);
  if (!invite) throw notFound();
  const { permissions } = await deps.access.accessCommunity(ctx, invite.communityId);
  if (invite.createdById !== account.id && !permissions.has('invite.manage')) throw notFound();
  await deps.store.revoke(invite.id, deps.clock.now());
}
