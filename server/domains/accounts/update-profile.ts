import { requireUser, type Ctx } from '#server/platform/context.ts';
import { uniqueViolation } from '#server/platform/database-errors.ts';
import { AppError } from '#server/platform/errors.ts';
import { confirmPassword } from './confirm-password.ts';
import type { AccountDeps } from './deps.ts';

/** Changes how the viewer is called everywhere. Open windows show it when they are loaded anew. */
export async function updateProfile(
  deps: AccountDeps,
  ctx: Ctx,
  input: { displayName: string },
): Promise<void> {
  await deps.store.setDisplayName(requireUser(ctx).account.id, input.displayName);
}

/**
 * Changes the viewer's e-mail address, or removes it: one can sign in with it, so the password is asked for.
 * @throws {AppError} INVALID password.wrong, RATE_LIMITED, CONFLICT naming `email` when somebody else has it
 */
export async function changeEmail(
  deps: AccountDeps,
  ctx: Ctx,
  input: { email?: string | undefined; emailPassword: string },
): Promise<void> {
  const { account } = requireUser(ctx);
  await confirmPassword(deps, ctx, input.emailPassword, 'emailPassword');
  try {
    await deps.store.setEmail(account.id, input.email ?? null);
  } catch (error) {
    if (!uniqueViolation(error)) throw error;
    throw new AppError('CONFLICT', 'That e-mail address is already in use.', { fields: { email: 'taken' } });
  }
}
