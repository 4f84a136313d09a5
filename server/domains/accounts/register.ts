import type { Arrival } from '#server/domains/invites/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { RegistrationMode } from '#contract/admin';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import type { NewAccount } from './input.ts';
import { endReplaced, openSession, type SignedIn } from './open-session.ts';
import { hashPassword } from './passwords.ts';

/**
 * Makes an account, joins the invite's community (or asks to) and signs in: all of it or nothing, so a failed
 * registration uses up no invite. Who may is decided by the host's setting at the commit. Where administrators approve
 * newcomers, the session is one that waits: the invite is kept, and shown to them once somebody said yes.
 *
 * @throws {AppError} FORBIDDEN registration.closed, CONFLICT with the taken field, RATE_LIMITED, and what
 *   `redeemInvite` throws
 */
export async function register(
  deps: AccountDeps,
  ctx: Ctx,
  input: NewAccount,
): Promise<SignedIn & { arrival: Arrival | null }> {
  if (input.inviteCode) await deps.invites.previewInvite(ctx, { code: input.inviteCode });
  refuseClosed((await deps.admin.getSettings()).registration, input);
  await deps.limits.register.consume(ctx.network);
  const passwordHash = await hashPassword(input.password);
  const { inviteCode: code, acceptsRules, answers } = input;
  const { redeemed, ...signedIn } = await deps.bus.transaction(async (tx, publish) => {
    const mode = await deps.admin.holdRegistration(tx);
    refuseClosed(mode, input);
    const waits = mode === 'approval';
    if (waits && code) await deps.invites.checkAnswers(tx, { code, acceptsRules, answers });
    const account = await createAccount(deps, tx, {
      ...input,
      passwordHash,
      isAdmin: false,
      ...(waits && {
        waiting: { since: deps.clock.now(), inviteCode: code ?? null, join: { acceptsRules, answers } },
      }),
    });
    const joined =
      code && !waits
        ? await deps.invites.redeemInvite(tx, { code, accountId: account.id, acceptsRules, answers })
        : null;
    if (joined?.changed) await publish('community.changed', { communityId: joined.communityId });
    await endReplaced(deps, tx, publish, ctx);
    return { ...(await openSession(deps, tx, ctx, account)), redeemed: joined };
  });
  return {
    ...signedIn,
    arrival: redeemed && (await deps.invites.arrive(signedIn.account.id, redeemed)),
  };
}

function refuseClosed(mode: RegistrationMode, { inviteCode }: NewAccount): void {
  if (mode === 'open' || mode === 'approval' || (mode === 'invite' && inviteCode)) return;
  throw mode === 'invite'
    ? new AppError('FORBIDDEN', 'New accounts need an invite here.', { reason: 'registration.closed' })
    : new AppError('FORBIDDEN', 'No new accounts are made here.', { reason: 'registration.off' });
}
