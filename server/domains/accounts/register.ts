import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import type { NewAccount } from './input.ts';
import { endReplaced, openSession, type SignedIn } from './open-session.ts';
import { hashPassword } from './passwords.ts';

/**
 * Makes an account, joins the invite's community and signs in: all of it or nothing, so a failed registration uses
 * up no invite. Without an invite only while the host keeps registration open.
 *
 * @throws {AppError} FORBIDDEN registration.closed, GONE invite.gone, CONFLICT with the taken field, RATE_LIMITED
 */
export async function register(
  deps: AccountDeps,
  ctx: Ctx,
  input: NewAccount,
): Promise<SignedIn & { communityId: string | null }> {
  if (input.inviteCode) await deps.invites.previewInvite(ctx, { code: input.inviteCode });
  else if ((await deps.admin.getSettings()).registration !== 'open') {
    throw new AppError('FORBIDDEN', 'New accounts need an invite here.', { reason: 'registration.closed' });
  }
  await deps.limits.register.consume(ctx.network);
  const passwordHash = await hashPassword(input.password);
  return deps.bus.transaction(async (tx, publish) => {
    const account = await createAccount(deps, tx, { ...input, passwordHash, isAdmin: false });
    const joined = input.inviteCode
      ? await deps.invites.redeemInvite(tx, input.inviteCode, account.id)
      : null;
    if (joined) await publish('community.changed', { communityId: joined.communityId });
    await endReplaced(deps, tx, publish, ctx);
    return { ...(await openSession(deps, tx, ctx, account)), communityId: joined?.communityId ?? null };
  });
}
