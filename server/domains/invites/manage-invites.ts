import { requireUser, type Ctx } from '#server/platform/context.ts';
import { notFound } from '#server/platform/errors.ts';
import { newCode, newId } from '#server/platform/ids.ts';
import type { InviteDto } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import { presentInvite } from './present.ts';

/** Makes an invite link. 12 characters of a 28-letter alphabet: 57 bits. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function createInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string; lifetime: number | null; maxUses: number | null },
): Promise<InviteDto> {
  const { account } = requireUser(ctx);
  await deps.access.accessCommunity(ctx, input.communityId, 'invite.create');
  const expiresAt =
    input.lifetime === null ? null : new Date(deps.clock.now().getTime() + input.lifetime * 1000);
  return presentInvite(
    await deps.store.insert({
      id: newId(),
      code: newCode(12),
      communityId: input.communityId,
      createdById: account.id,
      maxUses: input.maxUses,
      expiresAt,
    }),
  );
}

/** Invites that still hold, the newest first: all of them with `invite.manage`, else one's own. */
export async function listInvites(
  deps: InviteDeps,
  ctx: Ctx,
  input: { communityId: string },
): Promise<InviteDto[]> {
  const { account } = requireUser(ctx);
  const { permissions } = await deps.access.accessCommunity(ctx, input.communityId);
  const invites = await deps.store.list(input.communityId, deps.clock.now());
  return invites
    .filter((invite) => permissions.has('invite.manage') || invite.createdById === account.id)
    .map(presentInvite);
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
