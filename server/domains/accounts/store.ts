import { Prisma } from '#server/generated/prisma/client.ts';
import type { JoinInput } from '#server/domains/invites/index.ts';
import type { AccountFilter } from './contract.ts';
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
  waiting_since: Date | null;
}

interface SessionLookup {
  tokenHash: Uint8Array;
  now: Date;
  seenAfter: Date;
}

// On each request and handshake: prepared, and for all at once who come at once.
const activeSessions: Statement = {
  name: 'accounts.active_sessions',
  text: `SELECT q.n::int, s.id, s.account_id, s.last_seen_at, a.username, a.display_name, a.email, a.is_admin, a.waiting_since
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

/** An account as its administration needs it. */
export interface ManagedRow extends AccountRow {
  disabledAt: Date | null;
  waitingSince: Date | null;
  waitingInvite: string | null;
  waitingJoin: unknown;
}

export interface ListedRow extends AccountRow {
  createdAt: Date;
  lastSeenAt: Date | null;
  disabledAt: Date | null;
  waitingSince: Date | null;
}

const listed = `SELECT a.id, a.username, a.display_name AS "displayName", a.email, a.is_admin AS "isAdmin", a.created_at AS "createdAt",
    a.disabled_at AS "disabledAt", a.waiting_since AS "waitingSince",
    (SELECT max(s.last_seen_at) FROM sessions s WHERE s.account_id = a.id) AS "lastSeenAt"
  FROM accounts a WHERE a.deleted_at IS NULL`;
// Keyset by id, which rises with time. Few who are searched for are among thousands: reading on costs less than an index
// for texts within texts.
const listAccounts: Statement = {
  name: 'accounts.list',
  text: `${listed}
      AND ($3::uuid IS NULL OR a.id < $3)
      AND CASE $1 WHEN 'admins' THEN a.is_admin WHEN 'disabled' THEN a.disabled_at IS NOT NULL WHEN 'waiting' THEN a.waiting_since IS NOT NULL ELSE true END
      AND ($2 = '' OR position($2 IN lower(a.username)) > 0 OR position($2 IN lower(a.display_name)) > 0 OR position($2 IN coalesce(a.email_key, '')) > 0)
    ORDER BY a.id DESC LIMIT $4`,
};
const findListed: Statement = { name: 'accounts.find_listed', text: `${listed} AND a.id = $1` };
const countAccounts: Statement = {
  name: 'accounts.count',
  text: `SELECT count(*) AS all, count(*) FILTER (WHERE is_admin) AS admins, count(*) FILTER (WHERE disabled_at IS NOT NULL) AS disabled,
      count(*) FILTER (WHERE waiting_since IS NOT NULL) AS waiting FROM accounts WHERE deleted_at IS NULL`,
};

const accountFields = { id: true, username: true, displayName: true, email: true, isAdmin: true } as const;

const waitsNoMore = { waitingSince: null, waitingInvite: null, waitingJoin: Prisma.DbNull } as const;

const managedFields = {
  ...accountFields,
  disabledAt: true,
  waitingSince: true,
  waitingInvite: true,
  waitingJoin: true,
} as const;

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

  insertAccount: (
    tx: Tx,
    account: AccountRow & {
      passwordHash: string;
      createdAt: Date;
      waitingSince: Date | null;
      waitingInvite: string | null;
      waitingJoin?: JoinInput;
    },
  ) =>
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

  /** Whether the password was still `current`, and is `next` now; a link that would set another one ends with it. */
  replacePasswordHash: async (tx: Tx, id: string, current: string, next: string): Promise<boolean> => {
    const where = { id, passwordHash: current };
    if ((await tx.account.updateMany({ where, data: { passwordHash: next } })).count === 0) return false;
    await tx.passwordReset.deleteMany({ where: { accountId: id } });
    return true;
  },

  /** A link that would set another one ends with it. */
  setPasswordHash: async (tx: Tx, id: string, passwordHash: string): Promise<void> => {
    await tx.account.update({ where: { id }, data: { passwordHash } });
    await tx.passwordReset.deleteMany({ where: { accountId: id } });
  },

  setDisplayName: async (id: string, displayName: string): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data: { displayName } });
  },
  setEmail: async (id: string, email: string | null): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data: { email, emailKey: email && emailKey(email) } });
  },

  /** Until `tx` ends nobody else changes who administers the instance. */
  lockAdministrators: async (tx: Tx): Promise<void> => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hearth administrators'))`;
  },
  countAdministrators: (tx: Tx): Promise<number> =>
    tx.account.count({ where: { isAdmin: true, disabledAt: null, waitingSince: null } }),

  /** The account as it is, and as it stays until `tx` ends. */
  lockAccount: async (tx: Tx, id: string): Promise<ManagedRow | undefined> => {
    await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const where = { id, deletedAt: null };
    return (await tx.account.findFirst({ where, select: managedFields })) ?? undefined;
  },
  updateAccount: async (
    tx: Tx,
    id: string,
    { waits, ...data }: { isAdmin?: boolean; disabledAt?: Date | null; waits?: false },
  ): Promise<void> => {
    await tx.account.update({ where: { id }, data: { ...data, ...(waits === false && waitsNoMore) } });
  },
  deleteAccount: async (tx: Tx, id: string): Promise<void> => {
    await tx.account.delete({ where: { id } });
  },

  /** A page of accounts, the newest first. */
  listAccounts: (filter: AccountFilter, search: string, before: string | null, limit: number) =>
    db.run<ListedRow>(listAccounts, [filter, search.toLowerCase(), before, limit]),
  countAccounts: async (): Promise<Record<AccountFilter, number>> =>
    (await db.run<Record<AccountFilter, number>>(countAccounts, []))[0]!,
  findListed: async (id: string): Promise<ListedRow | undefined> =>
    (await db.run<ListedRow>(findListed, [id]))[0],
  /** Communities that the account owns, archived ones among them. */
  listOwned: (accountId: string) =>
    db.prisma.community.findMany({
      where: { ownerId: accountId },
      select: { id: true, name: true, colour: true, letter: true, archivedAt: true },
      orderBy: { id: 'asc' },
    }),

  /** Until `tx` ends nobody else changes a community that the account is a member of. */
  lockCommunitiesOf: async (tx: Tx, accountId: string): Promise<void> => {
    await tx.$queryRaw`
      SELECT 1 FROM communities WHERE id IN (SELECT community_id FROM members WHERE account_id = ${accountId}::uuid)
       ORDER BY id FOR NO KEY UPDATE`;
  },
  ownsCommunity: async (tx: Tx, accountId: string): Promise<boolean> =>
    (await tx.community.findFirst({ where: { ownerId: accountId }, select: { id: true } })) !== null,
  /** Ends every membership; the ids of the communities. */
  leaveAll: async (tx: Tx, accountId: string): Promise<string[]> =>
    (
      await tx.$queryRaw<{ community_id: string }[]>`
        DELETE FROM members WHERE account_id = ${accountId}::uuid RETURNING community_id`
    ).map((row) => row.community_id),
  /** Takes everything that tells who it was; the row goes when its messages are done with. */
  anonymise: async (tx: Tx, id: string, blankMessages: boolean, now: Date): Promise<void> => {
    await tx.account.update({
      where: { id },
      data: {
        ...{ username: '', displayName: '', email: null, emailKey: null, passwordHash: '', isAdmin: false },
        // No username has a colon.
        usernameSkeleton: `deleted:${id}`,
        ...{ ...waitsNoMore, disabledAt: now, deletedAt: now, blankMessages },
      },
    });
  },
  /** Whoever set the instance up may be deleted too: `heirId` takes their place in its row. */
  passInstanceOn: async (tx: Tx, ownerId: string, heirId: string): Promise<void> => {
    await tx.instance.updateMany({ where: { ownerId }, data: { ownerId: heirId } });
  },
  findDeleted: () =>
    db.prisma.account.findFirst({
      where: { deletedAt: { not: null } },
      select: { id: true, blankMessages: true },
    }),
  removeDeleted: async (id: string): Promise<void> => {
    await db.prisma.account.deleteMany({ where: { id, deletedAt: { not: null } } });
  },

  /** In the place of an earlier link of the account. */
  keepReset: async (
    tx: Tx,
    reset: { accountId: string; tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date },
  ): Promise<void> => {
    await tx.passwordReset.upsert({ where: { accountId: reset.accountId }, create: reset, update: reset });
  },
  findReset: async (tokenHash: Uint8Array<ArrayBuffer>, now: Date) =>
    db.prisma.passwordReset.findFirst({
      where: { tokenHash, expiresAt: { gt: now }, account: { disabledAt: null } },
      select: { account: { select: { username: true, displayName: true } } },
    }),
  /** Uses a link up: of two at once one gets the account, which is locked first, as by who makes a newer link. */
  takeReset: async (tx: Tx, tokenHash: Uint8Array<ArrayBuffer>, now: Date): Promise<string | undefined> =>
    (
      await tx.$queryRaw<{ account_id: string }[]>`
        WITH holder AS MATERIALIZED (
          SELECT a.id FROM accounts a JOIN password_resets r ON r.account_id = a.id
           WHERE r.token_hash = ${tokenHash} AND a.disabled_at IS NULL FOR NO KEY UPDATE OF a)
        DELETE FROM password_resets r USING holder
         WHERE r.token_hash = ${tokenHash} AND r.expires_at > ${now} AND holder.id = r.account_id
        RETURNING r.account_id`
    )[0]?.account_id,
  deleteStaleResets: async (now: Date): Promise<number> =>
    (await db.prisma.passwordReset.deleteMany({ where: { expiresAt: { lte: now } } })).count,

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
