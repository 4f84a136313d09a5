import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import type { LogInInput } from './input.ts';
import { emailKey, usernameSkeleton } from './names.ts';
import { endReplaced, openSession, type SignedIn } from './open-session.ts';
import { verifyPassword } from './passwords.ts';

/**
 * Signs in by name or e-mail and password. A known and an unknown account answer alike, in words and in time.
 * Attempts are counted before the password is looked at, by account and network together, so parallel guesses
 * cannot slip past, and a stranger elsewhere cannot lock somebody out. A browser's session before this one ends.
 *
 * @throws {AppError} UNAUTHENTICATED login.failed, RATE_LIMITED with the seconds to wait
 */
export async function logIn(deps: AccountDeps, ctx: Ctx, input: LogInInput): Promise<SignedIn> {
  const found = await deps.store.findForLogIn(input.login);
  // By account: its name and its address share one count. What is nobody's counts as typed, and answers alike.
  const who =
    found?.id ?? (input.login.includes('@') ? emailKey(input.login) : usernameSkeleton(input.login));
  const pair = `${who}|${ctx.network}`;
  // First: a network that is over its ceiling leaves no row for each name that it makes up.
  await deps.limits.logInNetwork.refuseWhenSpent(ctx.network);
  await deps.limits.logIn.consume(pair);
  await deps.limits.logInNetwork.consume(ctx.network);
  const failed = () =>
    new AppError('UNAUTHENTICATED', 'That name and password do not belong together.', {
      reason: 'login.failed',
    });
  if (!(await verifyPassword(found?.passwordHash ?? null, input.password)) || !found) throw failed();
  // Only failures count.
  await Promise.all([deps.limits.logIn.refund(pair), deps.limits.logInNetwork.refund(ctx.network)]);
  const { passwordHash, ...account } = found;
  return deps.bus.transaction(async (tx, publish) => {
    // The password may have been changed while this one was checked: then it opens nothing any more.
    if (!(await deps.store.holdPassword(tx, account.id, passwordHash))) throw failed();
    await endReplaced(deps, tx, publish, ctx);
    return openSession(deps, tx, ctx, account);
  });
}
