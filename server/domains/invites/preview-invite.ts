import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { InvitePreviewDto } from './contract.ts';
import type { InviteDeps } from './deps.ts';
import type { InviteRow } from './store.ts';

export const inviteGone = () =>
  new AppError('GONE', 'That invite has expired. Ask the person who sent it for a new one.', {
    reason: 'invite.gone',
  });

/** Whether the invite lets somebody in at this moment; the last word has the statement that redeems it. */
const holds = (invite: InviteRow, now: Date): boolean =>
  !invite.revokedAt &&
  (!invite.expiresAt || invite.expiresAt > now) &&
  (invite.maxUses === null || invite.uses < invite.maxUses);

/**
 * The community behind an invite, for somebody who may have no account yet. Each unknown code counts against the
 * caller's network (an IPv6 /64 counts as one), so codes cannot be searched for; good ones never count, so that a
 * whole class behind one address can come in at the same moment.
 *
 * @throws {AppError} NOT_FOUND, GONE invite.gone, RATE_LIMITED
 */
export async function previewInvite(
  deps: InviteDeps,
  ctx: Ctx,
  input: { code: string },
): Promise<InvitePreviewDto> {
  const invite = await deps.store.findByCode(input.code);
  const community = invite && (await deps.directory.community(invite.communityId));
  if (!invite || !community) {
    await deps.guesses.consume(ctx.network);
    throw notFound();
  }
  // Who has guessed too often must not learn from the answer that this one is right.
  await deps.guesses.refuseWhenSpent(ctx.network);
  const inside = ctx.actor.kind === 'user' && community.isMember(ctx.actor.account.id);
  if (!inside && !holds(invite, deps.clock.now())) throw inviteGone();
  return {
    code: invite.code,
    community: {
      id: community.id,
      name: community.name,
      colour: community.colour,
      letter: community.letter,
      memberCount: community.memberCount,
    },
    inviter: invite.createdBy?.displayName ?? null,
  };
}
