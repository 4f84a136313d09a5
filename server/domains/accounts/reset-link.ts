import { AppError } from '#server/platform/errors.ts';
import type { Ctx } from '#server/platform/context.ts';
import { hashToken, newToken } from '#server/platform/secrets.ts';
import { changeAccount } from './change-account.ts';
import type { ResetLinkDto } from './contract.ts';
import type { AccountDeps } from './deps.ts';
import { endAllSessions } from './manage-sessions.ts';
import { hashPassword } from './passwords.ts';

const lifetimeMs = 15 * 60_000;

const gone = () =>
  new AppError('GONE', 'That link was used already, or is too old. Ask for a new one.', {
    reason: 'reset.gone',
  });
const hashOf = (token: string) => new Uint8Array(hashToken(token));

/**
 * A link for somebody who forgot their password, to be handed over in private: it works once, for fifteen minutes, and
 * replaces an earlier one. It is readable in the answer alone.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function createResetLink(
  deps: AccountDeps,
  ctx: Ctx,
  { targetId }: { targetId: string },
): Promise<ResetLinkDto> {
  const token = newToken();
  const expiresAt = new Date(deps.clock.now().getTime() + lifetimeMs);
  await changeAccount(deps, ctx, targetId, async ({ tx, account, note }) => {
    await deps.store.keepReset(tx, { accountId: account.id, tokenHash: hashOf(token), expiresAt });
    note({ action: 'account.reset' });
  });
  return { path: `/reset/${token}`, expiresAt: expiresAt.toISOString() };
}

/** Whose password a link sets. Links that are none count against the network. @throws {AppError} GONE reset.gone, RATE_LIMITED */
export async function previewReset(
  deps: AccountDeps,
  ctx: Ctx,
  { token }: { token: string },
): Promise<{ username: string; displayName: string }> {
  await deps.limits.reset.refuseWhenSpent(ctx.network);
  const reset = await deps.store.findReset(hashOf(token), deps.clock.now());
  if (reset) return reset.account;
  await deps.limits.reset.consume(ctx.network);
  throw gone();
}

/** Sets the password, uses the link up, and ends every session of the account. @throws {AppError} GONE reset.gone, RATE_LIMITED */
export async function useResetLink(
  deps: AccountDeps,
  ctx: Ctx,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<void> {
  // Only for a link that is one: a password costs work.
  await previewReset(deps, ctx, { token });
  const passwordHash = await hashPassword(newPassword);
  await deps.bus.transaction(async (tx, publish) => {
    const accountId = await deps.store.takeReset(tx, hashOf(token), deps.clock.now());
    if (!accountId) throw gone();
    await deps.store.setPasswordHash(tx, accountId, passwordHash);
    await endAllSessions(deps, tx, publish, accountId);
  });
}
