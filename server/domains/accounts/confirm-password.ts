import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import { verifyPassword } from './passwords.ts';

/**
 * Makes sure that it is the viewer who asks, and not who found their browser open. `field` names the form's field.
 * @throws {AppError} INVALID password.wrong, RATE_LIMITED
 */
export async function confirmPassword(
  deps: AccountDeps,
  ctx: Ctx,
  password: string,
  field = 'password',
): Promise<void> {
  const { account } = requireUser(ctx);
  const key = `change:${account.id}|${ctx.network}`;
  await deps.limits.logIn.consume(key);
  if (!(await verifyPassword(await deps.store.findPasswordHash(account.id), password)))
    throw new AppError('INVALID', 'The password is not right.', {
      reason: 'password.wrong',
      fields: { [field]: 'wrong' },
    });
  await deps.limits.logIn.refund(key);
}
