import type { JoinInput } from '#server/domains/invites/index.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { Ctx } from '#server/platform/context.ts';
import { changeAccount, refuseSelf, type AccountChange } from './change-account.ts';
import type { AccountDeps } from './deps.ts';
import { endAllSessions } from './manage-sessions.ts';

// What administrators of the instance do to accounts. Everybody else gets NOT_FOUND, as for pages that are not there.

/** Gives or takes the administration of the instance. @throws {AppError} NOT_FOUND, CONFLICT admin.last */
export const setAdministrator = (
  deps: AccountDeps,
  ctx: Ctx,
  { targetId, admin }: { targetId: string; admin: boolean },
): Promise<void> =>
  changeAccount(deps, ctx, targetId, async ({ tx, account, note }) => {
    // Who waits to be let in, or is shut out, administers nothing.
    if (admin && (account.disabledAt ?? account.waitingSince)) throw notFound();
    await deps.store.updateAccount(tx, account.id, { isAdmin: admin });
    note({ action: 'account.admin', before: { admin: account.isAdmin }, after: { admin } });
  });

/**
 * Shuts an account out, or lets it in again: its sessions end within a second, and no way of signing in works.
 * @throws {AppError} NOT_FOUND, CONFLICT admin.self, admin.last
 */
export async function setDisabled(
  deps: AccountDeps,
  ctx: Ctx,
  { targetId, disabled, reason }: { targetId: string; disabled: boolean; reason?: string | undefined },
): Promise<void> {
  refuseSelf(ctx, targetId);
  await changeAccount(deps, ctx, targetId, async ({ tx, publish, account, note }) => {
    if (disabled === (account.disabledAt !== null)) return;
    await deps.store.updateAccount(tx, account.id, { disabledAt: disabled ? deps.clock.now() : null });
    // After the flag: a sign-in that was under way has committed, or sees it.
    if (disabled) await endAllSessions(deps, tx, publish, account.id);
    note({ action: disabled ? 'account.disable' : 'account.enable', reason });
  });
}

/** Signs somebody out everywhere. @throws {AppError} NOT_FOUND */
export const endAccountSessions = (
  deps: AccountDeps,
  ctx: Ctx,
  { targetId }: { targetId: string },
): Promise<void> =>
  changeAccount(deps, ctx, targetId, async ({ tx, publish, account, note }) => {
    await endAllSessions(deps, tx, publish, account.id);
    note({ action: 'account.sessions' });
  });

/**
 * Lets a newcomer in who waits, into the community of their invite too if it still holds.
 * @throws {AppError} NOT_FOUND also when they do not wait any more
 */
export const approveAccount = (
  deps: AccountDeps,
  ctx: Ctx,
  { targetId }: { targetId: string },
): Promise<void> =>
  changeAccount(deps, ctx, targetId, async ({ tx, publish, account, note }) => {
    if (!account.waitingSince) throw notFound();
    await deps.store.updateAccount(tx, account.id, { waits: false });
    await redeemKept(deps, { tx, publish, account });
    note({ action: 'account.approve' });
  });

async function redeemKept(
  deps: AccountDeps,
  { tx, publish, account }: Pick<AccountChange, 'tx' | 'publish' | 'account'>,
): Promise<void> {
  if (!account.waitingInvite) return;
  try {
    const { communityId, changed } = await deps.invites.redeemInvite(tx, {
      ...{ code: account.waitingInvite, accountId: account.id },
      ...(account.waitingJoin as JoinInput),
    });
    if (changed) await publish('community.changed', { communityId });
  } catch (error) {
    // An invite that ended meanwhile does not keep them out of the instance.
    if (!(error instanceof AppError)) throw error;
  }
}

/** Turns a newcomer away who waits: the account is removed. @throws {AppError} NOT_FOUND also when they do not wait any more */
export const refuseAccount = (
  deps: AccountDeps,
  ctx: Ctx,
  { targetId }: { targetId: string },
): Promise<void> =>
  changeAccount(deps, ctx, targetId, async ({ tx, publish, account, note }) => {
    if (!account.waitingSince) throw notFound();
    await endAllSessions(deps, tx, publish, account.id);
    await deps.store.deleteAccount(tx, account.id);
    note({ action: 'account.refuse' });
  });

/**
 * Deletes an account: it is gone from every community and cannot sign in at once; a chore then goes through its
 * messages, which stay without a name or are blanked.
 *
 * @throws {AppError} NOT_FOUND, CONFLICT admin.self, admin.last, account.owns_communities: those are handed over or
 *   deleted first, archived ones too
 */
export async function deleteAccount(
  deps: AccountDeps,
  ctx: Ctx,
  input: { targetId: string; messages: 'keep' | 'blank'; reason?: string | undefined },
): Promise<void> {
  refuseSelf(ctx, input.targetId);
  await changeAccount(deps, ctx, input.targetId, async ({ tx, publish, account, note }) => {
    // Whoever hands them one at this moment holds its lock, and is seen after it, or finds no such member.
    await deps.store.lockCommunitiesOf(tx, account.id);
    if (await deps.store.ownsCommunity(tx, account.id))
      throw new AppError('CONFLICT', 'They own communities: hand those over first.', {
        reason: 'account.owns_communities',
      });
    const left = await deps.store.leaveAll(tx, account.id);
    const asked = await deps.invites.dropRequests(tx, account.id, null);
    for (const communityId of new Set([...left, ...asked]))
      await publish('community.changed', { communityId });
    await deps.directs.leaveAll(tx, publish, account.id);
    await endAllSessions(deps, tx, publish, account.id);
    if (ctx.actor.kind === 'user') await deps.store.passInstanceOn(tx, account.id, ctx.actor.account.id);
    await deps.store.anonymise(tx, account.id, input.messages === 'blank', deps.clock.now());
    note({ action: 'account.delete', after: { messages: input.messages }, reason: input.reason });
  });
}
