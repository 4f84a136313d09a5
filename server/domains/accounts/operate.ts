import type { ViewerDto } from './contract.ts';
import type { Ctx } from '#server/platform/context.ts';
import { forbidden, AppError } from '#server/platform/errors.ts';
import { newCode } from '#server/platform/ids.ts';
import type { AccountDeps } from './deps.ts';
import { changeAccount } from './change-account.ts';
import { endAllSessions } from './manage-sessions.ts';
import { hashPassword } from './passwords.ts';

// For whoever operates the machine, by its command line: no page and no API leads here.

const requireSystem = ({ actor }: Ctx): void => {
  if (actor.kind !== 'system') throw forbidden();
};

async function find(deps: AccountDeps, login: string): Promise<ViewerDto> {
  const found = await deps.store.findForLogIn(login);
  if (!found) throw new AppError('NOT_FOUND', `There is no account ${login}.`);
  const { passwordHash: _, ...account } = found;
  return account;
}

/**
 * Gives an account a new random password and ends all its sessions, in one transaction.
 *
 * @returns the password, which is stored nowhere: fifteen characters of 4.8 bits in three groups
 * @throws {AppError} NOT_FOUND
 */
export async function resetPassword(
  deps: AccountDeps,
  ctx: Ctx,
  { login }: { login: string },
): Promise<{ account: ViewerDto; password: string }> {
  requireSystem(ctx);
  const account = await find(deps, login);
  const password = `${newCode(5)}-${newCode(5)}-${newCode(5)}`;
  const passwordHash = await hashPassword(password);
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.setPasswordHash(tx, account.id, passwordHash);
    await endAllSessions(deps, tx, publish, account.id);
  });
  return { account, password };
}

/**
 * Makes an account an administrator of the instance, or no longer one.
 * @throws {AppError} NOT_FOUND, CONFLICT admin.last
 */
export async function setAdmin(
  deps: AccountDeps,
  ctx: Ctx,
  { login, isAdmin }: { login: string; isAdmin: boolean },
): Promise<ViewerDto> {
  requireSystem(ctx);
  const account = await find(deps, login);
  await changeAccount(deps, ctx, account.id, async ({ tx, account: before, note }) => {
    await deps.store.updateAccount(tx, before.id, { isAdmin });
    note({ action: 'account.admin', before: { admin: before.isAdmin }, after: { admin: isAdmin } });
  });
  return { ...account, isAdmin };
}
