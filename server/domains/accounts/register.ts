import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { RegistrationMode } from '#contract/admin';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import type { NewAccount } from './input.ts';
import { endReplaced, openSession, type SignedIn } from './open-session.ts';
import { hashPassword } from './passwords.ts';

/**
 * Makes an account, joins the invite's community and signs in: all of it or nothing, so a failed registration uses
 * up no invite. Who may is decided by the host's setting at the commit. Where administrators approve newcomers, the
 * session is one that waits: the invite is kept, and used when they say yes.
 *
 * @throws {AppError} FORBIDDEN registration.closed, GONE invite.gone, CONFLICT with the taken field, RATE_LIMITED
 */
export async function register(
  deps: AccountDeps,
  ctx: Ctx,
  input: NewAccount,
): Promise<SignedIn & { communityId: string | null }> {
  if (input.inviteCode) await deps.invites.previewInvite(ctx, { code: input.inviteCode });
  refuseClosed((await deps.admin.getSettings()).registration, input);
  await deps.limits.register.consume(ctx.network);
  const passwordHash = await hashPassword(input.password);
  return deps.bus.transaction(async (tx, publish) => {
    const mode = await deps.admin.holdRegistration(tx);
    refuseClosed(mode, input);
    const waits = mode === 'approval';
    const account = await createAccount(deps, tx, {
      ...input,
      passwordHash,
      isAdmin: false,
      ...(waits && { waiting: { since: deps.clock.now(), inviteCode: input.inviteCode ?? null } }),
    });
    const joined =
      input.inviteCode && !waits ? await deps.invites.redeemInvite(tx, input.inviteCode, account.id) : null;
    if (joined) await publish('community.changed', { communityId: joined.communityId });
    await endReplaced(deps, tx, publish, ctx);
    return { ...(await openSession(deps, tx, ctx, account)), communityId: joined?.communityId ?? null };
  });
}

function refuseClosed(mode: RegistrationMode, { inviteCode }: NewAccount): void {
  if (mode === 'open' || mode === 'approval' || (mode === 'invite' && inviteCode)) return;
  throw mode === 'invite'
    ? new AppError('FORBIDDEN', 'New accounts need an invite here.', { reason: 'registration.closed' })
    : new AppError('FORBIDDEN', 'No new accounts are made here.', { reason: 'registration.off' });
}
