import { hashPassword, type SignedIn } from '#server/domains/accounts/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { isClaim } from './claim.ts';
import type { SetupDeps } from './deps.ts';
import type { CreateOwnerInput } from './input.ts';

/**
 * Makes the owner's account, administrator of the instance, and signs in. Of several at once the database lets one
 * through; the others leave nothing behind.
 *
 * @throws {AppError} NOT_FOUND when there is an owner, FORBIDDEN setup.code_wrong without a claim, CONFLICT setup.taken
 */
export async function createOwner(deps: SetupDeps, ctx: Ctx, input: CreateOwnerInput): Promise<SignedIn> {
  const instance = await deps.store.find();
  if (instance.ownerId) throw notFound();
  if (!isClaim(deps, instance, input.claimToken)) {
    throw new AppError('FORBIDDEN', 'Enter the code from the log first.', { reason: 'setup.code_wrong' });
  }
  const passwordHash = await hashPassword(input.password);
  return deps.bus.transaction(async (tx) => {
    const account = await deps.accounts.createAccount(tx, { ...input, passwordHash, isAdmin: true });
    if (!(await deps.store.claimOwner(tx, account.id)))
      throw new AppError('CONFLICT', 'Somebody else has just set this up.', { reason: 'setup.taken' });
    return deps.accounts.openSession(tx, ctx, account);
  });
}
