import { notFound } from '#server/platform/errors.ts';
import type { SessionDto } from './contract.ts';
import type { AccountDeps } from './deps.ts';
import { sessionLifetime } from './open-session.ts';
import type { Publish } from '#server/platform/bus.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

/** The viewer's sessions, the last used first, at most 200. */
export async function listSessions(deps: AccountDeps, ctx: Ctx): Promise<SessionDto[]> {
  const { account, sessionId } = requireUser(ctx);
  const now = deps.clock.now();
  const sessions = await deps.store.listSessions(
    account.id,
    now,
    new Date(now.getTime() - sessionLifetime.idleMs),
  );
  return sessions.map((session) => ({
    id: session.id,
    kind: session.kind === 'bearer' ? 'bearer' : 'browser',
    current: session.id === sessionId,
    userAgent: session.userAgent,
    network: session.network,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
  }));
}

/** Ends one of the viewer's sessions; its open sockets close within a second. @throws {AppError} NOT_FOUND */
export async function endSession(deps: AccountDeps, ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const { account } = requireUser(ctx);
  await deps.bus.transaction(async (tx, publish) => {
    if (!(await deps.store.deleteSession(tx, account.id, input.sessionId))) throw notFound();
    await publish('sessions.ended', { accountId: account.id, sessionIds: [input.sessionId] });
  });
}

/** Ends every session of an account but `keep` within `tx`; their sockets close within a second of its commit. */
export async function endAllSessions(
  deps: AccountDeps,
  tx: Tx,
  publish: Publish,
  accountId: string,
  keep: string | null = null,
): Promise<void> {
  const ended = await deps.store.deleteSessionsExcept(tx, accountId, keep);
  // A notification holds 8,000 bytes.
  for (let start = 0; start < ended.length; start += 100)
    await publish('sessions.ended', { accountId, sessionIds: ended.slice(start, start + 100) });
}

/** Signs the viewer out everywhere but here. */
export async function endOtherSessions(deps: AccountDeps, ctx: Ctx): Promise<void> {
  const { account, sessionId } = requireUser(ctx);
  await deps.bus.transaction((tx, publish) => endAllSessions(deps, tx, publish, account.id, sessionId));
}

/** Ends the session that asks. Signing out twice is no error. */
export async function logOut(deps: AccountDeps, ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'user' && ctx.actor.kind !== 'waiting') return;
  const { account, sessionId } = ctx.actor;
  await deps.bus.transaction(async (tx, publish) => {
    if (await deps.store.deleteSession(tx, account.id, sessionId))
      await publish('sessions.ended', { accountId: account.id, sessionIds: [sessionId] });
  });
}
