import type { AuditNote } from '#server/domains/audit/index.ts';
import type { Publish } from '#server/platform/bus.ts';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { AccountDeps } from './deps.ts';
import type { ManagedRow } from './store.ts';

export interface AccountChange {
  tx: Tx;
  publish: Publish;
  /** The account under the lock: what the change is judged by. */
  account: ManagedRow;
  /** Records an act on the account, with the commit. */
  note: (note: Omit<AuditNote, 'target'>) => void;
}

/**
 * Runs a change of somebody's account by an administrator or the command line: alone among such changes, and recorded
 * in the instance's log. The actor is judged as they are at that moment, and an administrator remains: of two who take
 * the flag from each other at once, one keeps it.
 *
 * @throws {AppError} NOT_FOUND for who is no administrator, or when there is no such account, CONFLICT admin.last
 */
export async function changeAccount<T>(
  deps: AccountDeps,
  ctx: Ctx,
  targetId: string,
  change: (change: AccountChange) => Promise<T>,
): Promise<T> {
  if (ctx.actor.kind !== 'system') requireAdmin(ctx);
  return deps.bus.transaction(async (tx, publish) => {
    await deps.store.lockAdministrators(tx);
    if (ctx.actor.kind === 'user') {
      const actor = await deps.store.lockAccount(tx, ctx.actor.account.id);
      if (!actor?.isAdmin || actor.disabledAt) throw notFound();
    }
    const account = await deps.store.lockAccount(tx, targetId);
    if (!account) throw notFound();
    const had = await deps.store.countAdministrators(tx);
    const target = { kind: 'account' as const, id: account.id, name: account.displayName };
    const notes: AuditNote[] = [];
    const result = await change({
      tx,
      publish,
      account,
      note: (note) => void notes.push({ ...note, target }),
    });
    if (had > 0 && (await deps.store.countAdministrators(tx)) === 0)
      throw new AppError('CONFLICT', 'The last administrator stays one.', { reason: 'admin.last' });
    await deps.audit.record(tx, ctx, null, notes);
    return result;
  });
}

/** What takes somebody's account away is not for doing to oneself. @throws {AppError} CONFLICT admin.self */
export function refuseSelf({ actor }: Ctx, targetId: string): void {
  if (actor.kind === 'user' && actor.account.id === targetId)
    throw new AppError('CONFLICT', 'That cannot be done to your own account here.', {
      reason: 'admin.self',
    });
}
