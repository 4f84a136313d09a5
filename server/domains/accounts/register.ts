import type { Arrival } from '#server/domains/invites/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import type { NewAccount } from './input.ts';
import { endReplaced, openSession, type SignedIn } from './open-session.ts';
import { hashPassword } from './passwords.ts';

/**
 * Makes an account, joins the invite's community (or asks to) and signs in: all of it or nothing, so a failed
 * registration uses up no invite. Without an invite only while the host keeps registration open.
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
  else if ((await deps.admin.getSettings()).registration !== 'open') {
    throw new AppError('FORBIDDEN', 'New accounts need an invite here.', { reason: 'registration.closed' });
  }
  await deps.limits.register.consume(ctx.network);
  const passwordHash = await hashPassword(input.password);
  const { inviteCode: code, acceptsRules, answers } = input;
  const { redeemed, ...signedIn } = await deps.bus.transaction(async (tx, publish) => {
    const account = await createAccount(deps, tx, { ...input, passwordHash, isAdmin: false });
    const joined = code
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
