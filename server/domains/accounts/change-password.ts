import { AppError } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import type { ChangePasswordInput } from './input.ts';
import { endAllSessions } from './manage-sessions.ts';
import { openSession, type SignedIn } from './open-session.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';

/**
 * Sets a new password and ends every session of the account, this one included, in one transaction; the caller goes
 * on with the new session returned.
 *
 * @throws {AppError} INVALID password.wrong, RATE_LIMITED
 */
export async function changePassword(
  deps: AccountDeps,
  ctx: Ctx,
  input: ChangePasswordInput,
): Promise<SignedIn> {
  const { account } = requireUser(ctx);
  const key = `change:${account.id}|${ctx.network}`;
  await deps.limits.logIn.consume(key);
  const wrong = () =>
    new AppError('INVALID', 'The current password is not right.', {
      reason: 'password.wrong',
      fields: { currentPassword: 'wrong' },
    });
  const current = await deps.store.findPasswordHash(account.id);
  if (!(await verifyPassword(current, input.currentPassword)) || current === null) throw wrong();
  await deps.limits.logIn.refund(key);
  const passwordHash = await hashPassword(input.newPassword);
  return deps.bus.transaction(async (tx, publish) => {
    // Of two changes at once the first makes the other's "current" password an old one.
    if (!(await deps.store.replacePasswordHash(tx, account.id, current, passwordHash))) throw wrong();
    await endAllSessions(deps, tx, publish, account.id);
    return openSession(deps, tx, ctx, account);
  });
}
