import { usernameSkeleton } from '#server/domains/accounts/index.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';

export interface LineRow {
  id: string;
  username: string;
  display_name: string;
  nickname: string | null;
  joined_at: Date;
  sort_name: string;
  invite_code: string | null;
  invite_label: string | null;
  invited_by: string | null;
}

export interface PersonRow extends Omit<LineRow, 'joined_at' | 'sort_name'> {
  created_at: Date;
  is_admin: boolean;
  /** Null for who is no member. */
  joined_at: Date | null;
  /** They are here, or left something: a ban, a note, an entry in the log, a message. */
  is_known: boolean;
}

export interface BanRow {
  account_id: string;
  username: string;
  display_name: string;
  reason: string;
  banned_by_name: string;
  created_at: Date;
  expires_at: Date | null;
}

export interface Cursor {
  /** What the order goes by: a folded name, or a time (ISO 8601). */
  by: string;
  id: string;
}

const fields = `a.id, a.username, a.display_name, m.nickname, m.joined_at, m.sort_name, i.code AS invite_code, i.label AS invite_label, c.display_name AS invited_by`;
const joins = `LEFT JOIN invites i ON i.id = m.invite_id LEFT JOIN accounts c ON c.id = i.created_by`;

const lines = (sort: 'name' | 'joined'): Statement => ({
  name: `members.lines_by_${sort}`,
  text: `
    SELECT ${fields} FROM members m JOIN accounts a ON a.id = m.account_id ${joins}
     WHERE m.community_id = $1 AND ($2 = '' OR strpos(m.search_text, fold_name($2)) > 0)
       AND ($3::uuid IS NULL OR EXISTS (SELECT 1 FROM member_roles mr WHERE mr.community_id = m.community_id AND mr.account_id = m.account_id AND mr.role_id = $3))
       AND ${
         sort === 'name'
           ? `(m.sort_name, m.account_id) > ($4::text, $5::uuid) ORDER BY m.sort_name, m.account_id`
           : `(m.joined_at, m.account_id) < ($4::timestamptz, $5::uuid) ORDER BY m.joined_at DESC, m.account_id DESC`
       } LIMIT $6`,
});
const linesBy = { name: lines('name'), joined: lines('joined') };

const person: Statement = {
  name: 'members.person',
  text: `
    SELECT a.id, a.username, a.display_name, a.created_at, a.is_admin, m.nickname, m.joined_at, i.code AS invite_code, i.label AS invite_label, c.display_name AS invited_by,
      (m.account_id IS NOT NULL OR EXISTS (SELECT 1 FROM bans b WHERE b.community_id = $1 AND b.account_id = a.id)
        OR EXISTS (SELECT 1 FROM member_notes n WHERE n.community_id = $1 AND n.account_id = a.id)
        OR EXISTS (SELECT 1 FROM audit_entries e WHERE e.community_id = $1 AND e.target_id = a.id::text AND e.target_kind = 'member')
        OR EXISTS (SELECT 1 FROM messages x JOIN channels h ON h.id = x.channel_id WHERE x.author_id = a.id AND h.community_id = $1)) AS is_known
      FROM accounts a LEFT JOIN members m ON m.community_id = $1 AND m.account_id = a.id ${joins}
     WHERE a.id = $2`,
};

const banFields = `b.account_id, a.username, a.display_name, b.reason, b.banned_by_name, b.created_at, b.expires_at`;
const banList: Statement = {
  name: 'members.bans',
  text: `
    SELECT ${banFields} FROM bans b JOIN accounts a ON a.id = b.account_id
     WHERE b.community_id = $1 AND (b.expires_at IS NULL OR b.expires_at > $2)
       AND ($3 = '' OR strpos(fold_name(a.display_name || E'\\n' || a.username), fold_name($3)) > 0)
       AND (b.created_at, b.account_id) < ($4::timestamptz, $5::uuid)
     ORDER BY b.created_at DESC, b.account_id DESC LIMIT $6`,
};
const banOf: Statement = {
  name: 'members.ban_of',
  text: `SELECT ${banFields} FROM bans b JOIN accounts a ON a.id = b.account_id
          WHERE b.community_id = $1 AND b.account_id = $2 AND (b.expires_at IS NULL OR b.expires_at > $3)`,
};

/** Whether a ban holds; waits for one that is under way. */
export async function isBanned(tx: Tx, communityId: string, accountId: string, now: Date): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${communityId}::uuid FOR SHARE`;
  const holding = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return (await tx.ban.count({ where: { communityId, accountId, ...holding } })) > 0;
}

export const createStore = (db: Database) => ({
  listLines: (
    communityId: string,
    filter: { query: string; roleId: string | null; sort: 'name' | 'joined' },
    after: Cursor,
    limit: number,
  ): Promise<LineRow[]> =>
    db.run<LineRow>(linesBy[filter.sort], [
      communityId,
      filter.query,
      filter.roleId,
      after.by,
      after.id,
      limit,
    ]),

  findPerson: async (communityId: string, accountId: string): Promise<PersonRow | undefined> =>
    (await db.run<PersonRow>(person, [communityId, accountId]))[0],

  displayName: async (id: string): Promise<string | undefined> =>
    (await db.prisma.account.findUnique({ where: { id }, select: { displayName: true } }))?.displayName,
  findByUsername: (username: string) =>
    db.prisma.account.findUnique({
      where: { usernameSkeleton: usernameSkeleton(username) },
      select: { id: true, displayName: true },
    }),

  setNickname: async (
    tx: Tx,
    communityId: string,
    accountId: string,
    nickname: string | null,
  ): Promise<void> => {
    await tx.member.updateMany({ where: { communityId, accountId }, data: { nickname } });
  },

  setTimeout: async (tx: Tx, communityId: string, accountId: string, until: Date | null): Promise<void> => {
    await tx.member.updateMany({ where: { communityId, accountId }, data: { timeoutUntil: until } });
  },

  /** Ends timeouts that are past; the communities in which there were some. */
  endPastTimeouts: async (tx: Tx, now: Date): Promise<string[]> => {
    const rows = await tx.$queryRaw<{ community_id: string }[]>`
      UPDATE members SET timeout_until = NULL WHERE timeout_until <= ${now} RETURNING community_id`;
    return rows.map((row) => row.community_id);
  },
  hasPastTimeouts: async (now: Date): Promise<boolean> =>
    (await db.prisma.member.findFirst({
      where: { timeoutUntil: { lte: now } },
      select: { accountId: true },
    })) !== null,

  /** Ends a membership, with what was allowed or denied there to them by name. */
  removeMember: async (tx: Tx, communityId: string, accountId: string): Promise<void> => {
    await tx.override.deleteMany({
      where: { accountId, OR: [{ channel: { communityId } }, { category: { communityId } }] },
    });
    await tx.member.deleteMany({ where: { communityId, accountId } });
  },

  putBan: async (
    tx: Tx,
    ban: {
      communityId: string;
      accountId: string;
      reason: string;
      bannedById: string;
      bannedByName: string;
      createdAt: Date;
      expiresAt: Date | null;
    },
  ): Promise<void> => {
    const { communityId, accountId } = ban;
    await tx.ban.upsert({
      where: { communityId_accountId: { communityId, accountId } },
      create: ban,
      update: ban,
    });
  },
  /** Whether there was a ban that held. */
  deleteBan: async (tx: Tx, communityId: string, accountId: string, now: Date): Promise<boolean> => {
    const holds = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    return (await tx.ban.deleteMany({ where: { communityId, accountId, ...holds } })).count > 0;
  },
  listBans: (
    communityId: string,
    query: string,
    after: Cursor,
    limit: number,
    now: Date,
  ): Promise<BanRow[]> => db.run<BanRow>(banList, [communityId, now, query, after.by, after.id, limit]),
  findBan: async (communityId: string, accountId: string, now: Date): Promise<BanRow | undefined> =>
    (await db.run<BanRow>(banOf, [communityId, accountId, now]))[0],

  /**
   * Locks the account's row, so that two who hand over or make communities at once count each other. Undefined when
   * somebody else has it locked: to wait for that under a community's lock would meet an account that is being deleted,
   * which waits for the communities. Null for an account that is shut out.
   */
  countOwned: async (tx: Tx, accountId: string): Promise<number | null | undefined> => {
    const [account] = await tx.$queryRaw<{ out: boolean }[]>`
      SELECT disabled_at IS NOT NULL AS out FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE SKIP LOCKED`;
    if (!account) return undefined;
    return account.out ? null : tx.community.count({ where: { ownerId: accountId } });
  },
  setOwner: async (tx: Tx, communityId: string, accountId: string): Promise<void> => {
    await tx.community.update({ where: { id: communityId }, data: { ownerId: accountId } });
  },
  giveRole: async (tx: Tx, communityId: string, accountId: string, roleId: string): Promise<void> => {
    await tx.memberRole.createMany({ data: [{ communityId, accountId, roleId }], skipDuplicates: true });
  },

  /** False when the person has `limit` notes already. */
  insertNote: async (
    tx: Tx,
    note: {
      id: string;
      communityId: string;
      accountId: string;
      authorId: string;
      authorName: string;
      body: string;
    },
    limit: number,
  ): Promise<boolean> => {
    const { communityId, accountId } = note;
    if ((await tx.memberNote.count({ where: { communityId, accountId } })) >= limit) return false;
    await tx.memberNote.create({ data: note });
    return true;
  },
  findNote: (communityId: string, id: string) =>
    db.prisma.memberNote.findFirst({ where: { communityId, id } }),
  deleteNote: async (tx: Tx, id: string): Promise<boolean> =>
    (await tx.memberNote.deleteMany({ where: { id } })).count > 0,
  listNotes: (communityId: string, accountId: string) =>
    db.prisma.memberNote.findMany({ where: { communityId, accountId }, orderBy: { id: 'desc' }, take: 100 }),
});

export type Store = ReturnType<typeof createStore>;
export type NoteRow = Awaited<ReturnType<Store['listNotes']>>[number];
