import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import type { LogInInput } from './input.ts';
import { emailKey, usernameSkeleton } from './names.ts';
import { endReplaced, openSession, sessionLifetime, type SignedIn } from './open-session.ts';
import { verifyPassword } from './passwords.ts';
import type { LogInAccount } from './store.ts';

/** Milliseconds until a network over its ceiling has its answer, whatever was looked at for it. */
const answerAfterMs = 1000;

const failed = () =>
  new AppError('UNAUTHENTICATED', 'That name and password do not belong together.', {
    reason: 'login.failed',
  });

/**
 * Signs in by name or e-mail and password. A known and an unknown account answer alike, in words and in time.
 * Attempts are counted before the password is looked at, and by network, so parallel guesses cannot slip past, and a
 * stranger elsewhere cannot lock somebody out. A browser's session before this one ends.
 *
 * @throws {AppError} UNAUTHENTICATED login.failed, RATE_LIMITED with the seconds to wait
 */
export async function logIn(deps: AccountDeps, ctx: Ctx, input: LogInInput): Promise<SignedIn> {
  const found = await deps.store.findForLogIn(input.login);
  const overCeiling = await deps.limits.logInNetwork.refusal(ctx.network);
  const isRight = overCeiling
    ? await isRightThoughOverCeiling(deps, ctx, found, input.password)
    : await isRightWithinLimits(deps, ctx, found, input);
  if (!found || !isRight) throw overCeiling ?? failed();
  const { passwordHash, ...account } = found;
  return deps.bus.transaction(async (tx, publish) => {
    // The password may have been changed while this one was checked: then it opens nothing any more.
    if (!(await deps.store.holdPassword(tx, account.id, passwordHash))) throw failed();
    await endReplaced(deps, tx, publish, ctx);
    return openSession(deps, tx, ctx, account);
  });
}

/**
 * Counts what was typed, and the account that it leads to: a name and an address of one person share that second count.
 * Only the first one refuses aloud. A spent account looks like a wrong password: a louder answer would say whose
 * address it is.
 */
async function isRightWithinLimits(
  { limits }: AccountDeps,
  ctx: Ctx,
  found: LogInAccount | null,
  { login, password }: LogInInput,
): Promise<boolean> {
  const typed = `typed:${login.includes('@') ? emailKey(login) : usernameSkeleton(login)}|${ctx.network}`;
  const account = accountKey(found, ctx);
  await limits.logIn.consume(typed);
  await limits.logInNetwork.consume(ctx.network);
  const isAdmitted = await limits.logIn.admits(account);
  const isRight = await verifyPassword(isAdmitted && found ? found.passwordHash : null, password);
  // Only failures count.
  if (isRight)
    await Promise.all([
      limits.logIn.refund(typed),
      limits.logIn.refund(account),
      limits.logInNetwork.refund(ctx.network),
    ]);
  return isRight;
}

/**
 * Many people share a network: over its ceiling it is closed to strangers, not to those who are signed in there with
 * another device. All others cost neither a password's work nor a row, and cannot tell from the answer, or from when it
 * comes, who is known there.
 */
async function isRightThoughOverCeiling(
  { limits, store, clock }: AccountDeps,
  ctx: Ctx,
  found: LogInAccount | null,
  password: string,
): Promise<boolean> {
  const check = async () => {
    const now = clock.now();
    const seenAfter = new Date(now.getTime() - sessionLifetime.idleMs);
    if (!found || !(await store.isSignedInFrom(found.id, ctx.network, now, seenAfter))) return false;
    const account = accountKey(found, ctx);
    if (!(await limits.logIn.admits(account))) return false;
    const isRight = await verifyPassword(found.passwordHash, password);
    if (isRight) await limits.logIn.refund(account);
    return isRight;
  };
  const [isRight] = await Promise.all([check(), sleep(answerAfterMs)]);
  return isRight;
}

/** For nobody too, so that counting takes as long. */
const accountKey = (found: LogInAccount | null, ctx: Ctx): string =>
  `account:${found?.id ?? 'nobody'}|${ctx.network}`;
