import { Batch } from '#server/platform/batch.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { emailKey, usernameSkeleton } from './names.ts';

export interface AccountRow {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  isAdmin: boolean;
}

export interface ActiveSession {
  id: string;
  account_id: string;
  last_seen_at: Date;
  username: string;
  display_name: string;
  email: string | null;
  is_admin: boolean;
}

interface SessionLookup {
  tokenHash: Uint8Array;
  now: Date;
  seenAfter: Date;
}

// On each request and handshake: prepared, and for all at once who come at once.
const activeSessions: Statement = {
  name: 'accounts.active_sessions',
  text: `SELECT q.n::int, s.id, s.account_id, s.last_seen_at, a.username, a.display_name, a.email, a.is_admin
           FROM unnest($1::bytea[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY q(token_hash, now, seen_after, n)
           JOIN sessions s ON s.token_hash = q.token_hash AND s.expires_at > q.now AND s.last_seen_at > q.seen_after
           JOIN accounts a ON a.id = s.account_id AND a.disabled_at IS NULL`,
};
const stillActive: Statement = {
  name: 'accounts.still_active',
  text: `SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
          WHERE s.id = ANY($1::uuid[]) AND s.expires_at > $2 AND s.last_seen_at > $3 AND a.disabled_at IS NULL`,
};
// Of several replicas at once each notes what no other is noting, so that they cannot meet in a deadlock.
const touchActive: Statement = {
  name: 'accounts.touch_active',
  text: `
    WITH active AS (${stillActive.text}),
    free AS (SELECT s.id FROM sessions s JOIN active ON active.id = s.id FOR NO KEY UPDATE OF s SKIP LOCKED),
    touched AS (UPDATE sessions s SET last_seen_at = $2 FROM free WHERE s.id = free.id)
    SELECT id FROM active`,
};

const touchSession: Statement = {
  name: 'accounts.touch_session',
  text: 'UPDATE sessions SET last_seen_at = $2, network = $3, user_agent = $4 WHERE id = $1',
};
const deleteStale: Statement = {
  name: 'accounts.delete_stale_sessions',
  text: 'DELETE FROM sessions WHERE expires_at < $1 OR last_seen_at < $2 RETURNING id',
};

const accountFields = { id: true, username: true, displayName: true, email: true, isAdmin: true } as const;

function activeSessionsOf(db: Database) {
  const batch = new Batch<SessionLookup, ActiveSession | undefined>(async (lookups) => {
    const rows = await db.run<ActiveSession & { n: number }>(activeSessions, [
      lookups.map((lookup) => lookup.tokenHash),
      lookups.map((lookup) => lookup.now),
      lookups.map((lookup) => lookup.seenAfter),
    ]);
    const byPlace = new Map(rows.map((row) => [row.n, row]));
    return lookups.map((_, n) => byPlace.get(n + 1));
  });
  return (tokenHash: Uint8Array, now: Date, seenAfter: Date) => batch.get({ tokenHash, now, seenAfter });
}

export const createStore = (db: Database) => ({
  findActiveSession: activeSessionsOf(db),

  /** Those of the sessions that are still good. */
  findStillActive: async (ids: string[], now: Date, seenAfter: Date): Promise<Set<string>> =>
    new Set((await db.runUrgently<{ id: string }>(stillActive, [ids, now, seenAfter])).map((row) => row.id)),
  /** As `findStillActive`, and notes these as used now. */
  touchStillActive: async (ids: string[], now: Date, seenAfter: Date): Promise<Set<string>> =>
    new Set((await db.run<{ id: string }>(touchActive, [ids, now, seenAfter])).map((row) => row.id)),

  touchSession: async (id: string, now: Date, network: string, userAgent: string): Promise<void> => {
    await db.run(touchSession, [id, now, network, userAgent]);
  },

  findForLogIn: (login: string) =>
    db.prisma.account.findFirst({
      // A name cannot contain "@", so the two never mean different people.
      where: {
        disabledAt: null,
        ...(login.includes('@')
          ? { emailKey: emailKey(login) }
          : { usernameSkeleton: usernameSkeleton(login) }),
      },
      select: { ...accountFields, passwordHash: true },
    }),

  /** Whether somebody uses the account from this network already. */
  isSignedInFrom: async (accountId: string, network: string, now: Date, seenAfter: Date): Promise<boolean> =>
    (await db.prisma.session.count({
      where: { accountId, network, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
      take: 1,
    })) > 0,

  findPasswordHash: async (id: string): Promise<string | null> =>
    (await db.prisma.account.findUnique({ where: { id }, select: { passwordHash: true } }))?.passwordHash ??
    null,

  insertAccount: (tx: Tx, account: AccountRow & { passwordHash: string; createdAt: Date }) =>
    tx.account.create({
      data: {
        ...account,
        usernameSkeleton: usernameSkeleton(account.username),
        emailKey: account.email && emailKey(account.email),
      },
      select: accountFields,
    }),

  /** Whether the account still has the password that was checked; it keeps it until `tx` ends. */
  holdPassword: async (tx: Tx, id: string, passwordHash: string): Promise<boolean> =>
    (
      await tx.$queryRaw<
        object[]
      >`SELECT id FROM accounts WHERE id = ${id}::uuid AND password_hash = ${passwordHash} AND disabled_at IS NULL FOR SHARE`
    ).length > 0,

  /** Whether the password was still `current`, and is `next` now. */
  replacePasswordHash: async (tx: Tx, id: string, current: string, next: string): Promise<boolean> =>
    (await tx.account.updateMany({ where: { id, passwordHash: current }, data: { passwordHash: next } }))
      .count > 0,

  setPasswordHash: async (tx: Tx, id: string, passwordHash: string): Promise<void> => {
    await tx.account.update({ where: { id }, data: { passwordHash } });
  },

  setDisplayName: async (id: string, displayName: string): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data: { displayName } });
  },
  setEmail: async (id: string, email: string | null): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data: { email, emailKey: email && emailKey(email) } });
  },

  setAdmin: async (id: string, isAdmin: boolean): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data: { isAdmin } });
  },

  insertSession: async (
    tx: Tx,
    session: {
      id: string;
      accountId: string;
      tokenHash: Uint8Array<ArrayBuffer>;
      kind: string;
      network: string;
      userAgent: string;
      createdAt: Date;
      lastSeenAt: Date;
      expiresAt: Date;
    },
  ): Promise<void> => {
    await tx.session.create({ data: session });
  },

  listSessions: (accountId: string, now: Date, seenAfter: Date) =>
    db.prisma.session.findMany({
      where: { accountId, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
      take: 200,
    }),

  /** Ends one session of the account; whether there was one. */
  deleteSession: async (tx: Tx, accountId: string, id: string): Promise<boolean> =>
    (await tx.session.deleteMany({ where: { accountId, id } })).count > 0,

  /** Ends each session of the account but one; the ids of those that ended. */
  deleteSessionsExcept: async (tx: Tx, accountId: string, keep: string | null): Promise<string[]> => {
    const where = { accountId, ...(keep && { id: { not: keep } }) };
    const ended = await tx.session.findMany({ where, select: { id: true } });
    await tx.session.deleteMany({ where });
    return ended.map((session) => session.id);
  },

  deleteStaleSessions: async (now: Date, seenBefore: Date): Promise<number> =>
    (await db.run(deleteStale, [now, seenBefore])).length,
});

export type Store = ReturnType<typeof createStore>;
export type LogInAccount = NonNullable<Awaited<ReturnType<Store['findForLogIn']>>>;
