import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { equalBytes, hashToken, sign } from '#server/platform/secrets.ts';
import type { SetupDeps } from './deps.ts';
import { normalCode } from './prepare-setup.ts';
import type { InstanceRow } from './store.ts';

const claimMs = 60 * 60_000;

const signature = (deps: SetupDeps, instance: InstanceRow, expires: number): string =>
  // Bound to the code: a new code ends the claims that were made with the old one.
  sign(
    deps.secret,
    'setup-claim',
    `${expires}.${Buffer.from(instance.setupCodeHash ?? []).toString('hex')}`,
  ).toString('base64url');

/**
 * Exchanges the code from the log for a claim that holds an hour: with it this browser may make the owner.
 * @throws {AppError} NOT_FOUND when there is an owner, FORBIDDEN setup.code_wrong, RATE_LIMITED
 */
export async function claim(
  deps: SetupDeps,
  ctx: Ctx,
  input: { code: string },
): Promise<{ claimToken: string }> {
  const instance = await deps.store.find();
  if (instance.ownerId || !instance.setupCodeHash) throw notFound();
  await deps.guesses.consume(ctx.network);
  if (!equalBytes(instance.setupCodeHash, hashToken(normalCode(input.code)))) {
    throw new AppError(
      'FORBIDDEN',
      'That is not the code. It stands in the log of the machine Hearth runs on.',
      { reason: 'setup.code_wrong', fields: { code: 'wrong' } },
    );
  }
  await deps.guesses.refund(ctx.network);
  const expires = deps.clock.now().getTime() + claimMs;
  return { claimToken: `${expires}.${signature(deps, instance, expires)}` };
}

/** Whether a claim holds. */
export function isClaim(deps: SetupDeps, instance: InstanceRow, claimToken: string): boolean {
  const [expires = '', given = ''] = claimToken.split('.');
  if (!/^\d{1,15}$/.test(expires) || Number(expires) < deps.clock.now().getTime()) return false;
  return equalBytes(Buffer.from(given), Buffer.from(signature(deps, instance, Number(expires))));
}
