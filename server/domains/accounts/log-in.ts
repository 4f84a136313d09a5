import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import type { LogInInput } from './input.ts';
import { emailKey, usernameSkeleton } from './names.ts';
import { openSession, type SignedIn } from './open-session.ts';
import { verifyPassword } from './passwords.ts';

/**
 * Signs in by name or e-mail and password. A known and an unknown account answer alike, in words and in time.
 * Attempts are counted before the password is looked at, by account and network together, so parallel guesses
 * cannot slip past, and a stranger elsewhere cannot lock somebody out.
 *
 * @throws {AppError} UNAUTHENTICATED login.failed, RATE_LIMITED with the seconds to wait
 */
export async function logIn(deps: AccountDeps, ctx: Ctx, input: LogInInput): Promise<SignedIn> {
  const who = input.login.includes('@') ? emailKey(input.login) : usernameSkeleton(input.login);
  const pair = `${who.slice(0, 100)}|${ctx.network}`;
  await deps.limits.logIn.consume(pair);
  await deps.limits.logInNetwork.consume(ctx.network);
  const found = await deps.store.findForLogIn(input.login);
  if (!(await verifyPassword(found?.passwordHash ?? null, input.password)) || !found) {
    throw new AppError('UNAUTHENTICATED', 'That name and password do not belong together.', { reason: 'login.failed' });
  }
  // Only failures count.
  await Promise.all([deps.limits.logIn.refund(pair), deps.limits.logInNetwork.refund(ctx.network)]);
  const { passwordHash: _, ...account } = found;
  return deps.db.transaction((tx) => openSession(deps, tx, ctx, account));
}
