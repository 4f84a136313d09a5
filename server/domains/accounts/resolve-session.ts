import type { Actor } from '#server/platform/context.ts';
import { describeError } from '#server/platform/logger.ts';
import { hashToken } from '#server/platform/secrets.ts';
import type { AccountDeps } from './deps.ts';
import { sessionLifetime } from './open-session.ts';

const touchEveryMs = 5 * 60_000;

/**
 * Who holds this token: a user, somebody who waits to be let in, or nobody when it is unknown, expired, ended or its account disabled. Notes the use
 * at most every five minutes; reading a page otherwise writes nothing.
 */
export async function resolveSession(
  deps: AccountDeps,
  token: string,
  from: { network: string; userAgent: string },
): Promise<Actor> {
  if (token.length !== 43) return { kind: 'anonymous' };
  const now = deps.clock.now();
  const row = await deps.store.findActiveSession(
    hashToken(token),
    now,
    new Date(now.getTime() - sessionLifetime.idleMs),
  );
  if (!row) return { kind: 'anonymous' };
  if (now.getTime() - row.last_seen_at.getTime() > touchEveryMs) {
    deps.store
      .touchSession(row.id, now, from.network, from.userAgent)
      .catch((error: unknown) =>
        deps.log.warn({ error: describeError(error) }, 'a session could not be noted as used'),
      );
  }
  return {
    kind: row.waiting_since ? 'waiting' : 'user',
    sessionId: row.id,
    account: {
      id: row.account_id,
      username: row.username,
      displayName: row.display_name,
      email: row.email,
      isAdmin: row.is_admin,
    },
  };
}

/** Which of these sessions are still good: asked when events about their end may have been missed. */
export async function findActiveSessions(deps: AccountDeps, sessionIds: string[]): Promise<Set<string>> {
  const now = deps.clock.now();
  return deps.store.findStillActive(sessionIds, now, new Date(now.getTime() - sessionLifetime.idleMs));
}

/** As `findActiveSessions`, for sessions that are in use: notes that they are. */
export async function touchSessions(deps: AccountDeps, sessionIds: string[]): Promise<Set<string>> {
  const now = deps.clock.now();
  return deps.store.touchStillActive(sessionIds, now, new Date(now.getTime() - sessionLifetime.idleMs));
}
