import type { ChannelKind, SeenDto } from '#contract/channels';
import type { Database, Statement, Tx } from '#server/platform/database.ts';

/** What can be changed of a channel in its place. */
export interface ChannelData {
  name?: string;
  topic?: string;
  kind?: ChannelKind;
  slowMode?: number;
  locked?: boolean;
}

export interface CounterRow {
  channel_id: string;
  version: number;
  posted: number;
  read_seq: number;
  read_ordinal: number;
  rewinds: number;
}

/** A read pointer as it stands after it moved. */
export interface ReadRow {
  channel_id: string;
  seq: number;
  ordinal: number;
  rewinds: number;
}

const counters: Statement = {
  name: 'channels.counters',
  text: `SELECT c.id AS channel_id, c.version, c.posted, coalesce(r.seq, 0) AS read_seq, coalesce(r.ordinal, 0) AS read_ordinal, coalesce(r.rewinds, 0) AS rewinds
           FROM channels c LEFT JOIN read_states r ON r.channel_id = c.id AND r.account_id = $2
          WHERE (c.community_id = ANY($1::uuid[]) AND c.kind <> 'thread') OR c.id = ANY($3::uuid[])`,
};
// The pointer goes to a message that exists, and only forwards: two devices cannot pull it back and forth.
const markRead: Statement = {
  name: 'channels.mark_read',
  text: `INSERT INTO read_states (account_id, channel_id, seq, ordinal, updated_at)
         SELECT $1, $2, m.seq, m.ordinal, now() FROM messages m WHERE m.channel_id = $2 AND m.seq <= $3 ORDER BY m.seq DESC LIMIT 1
         ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal, updated_at = excluded.updated_at
          WHERE read_states.seq < excluded.seq
         RETURNING channel_id, seq, ordinal, rewinds`,
};
// A forum has posts and no messages: its end is where its own counters stand.
const markAllRead: Statement = {
  name: 'channels.mark_all_read',
  text: `INSERT INTO read_states (account_id, channel_id, seq, ordinal, updated_at)
         SELECT $1, c.id, m.seq, m.ordinal, now() FROM unnest($2::uuid[]) c(id)
          CROSS JOIN LATERAL (
            (SELECT seq, ordinal FROM messages WHERE channel_id = c.id ORDER BY seq DESC LIMIT 1)
            UNION ALL SELECT version, posted FROM channels f WHERE f.id = c.id AND f.kind = 'forum' AND f.posted > 0) m
         ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal, updated_at = excluded.updated_at
          WHERE read_states.seq < excluded.seq
         RETURNING channel_id, seq, ordinal, rewinds`,
};
// Fair: who does not tell sees nothing. Of a request that waits nobody learns whether it was read, nor of whoever is
// blocked, by either.
const fair = (other: string, viewer: string): string => `
    EXISTS (SELECT 1 FROM accounts me WHERE me.id = ${viewer} AND me.shares_seen)
    AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = ${other} AND a.shares_seen AND a.deleted_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ${viewer} AND b.blocked_id = ${other}) OR (b.blocker_id = ${other} AND b.blocked_id = ${viewer}))`;
const seers: Statement = {
  name: 'channels.seers',
  text: `SELECT o.account_id FROM conversation_members o
          WHERE o.conversation_id = $1 AND o.account_id <> $2 AND ${fair('o.account_id', '$2')}
            AND EXISTS (SELECT 1 FROM conversation_members me WHERE me.conversation_id = $1 AND me.account_id = $2 AND me.answer = 'accepted')`,
};
const seen: Statement = {
  name: 'channels.seen',
  text: `SELECT o.account_id, r.seq FROM conversation_members o
           JOIN read_states r ON r.account_id = o.account_id AND r.channel_id = o.conversation_id
          WHERE o.conversation_id = $1 AND o.account_id <> $2 AND o.answer = 'accepted' AND ${fair('o.account_id', '$2')}`,
};
// The one way back: to before the first message from there on.
const markUnread: Statement = {
  name: 'channels.mark_unread',
  text: `UPDATE read_states r SET seq = m.seq - 1, ordinal = m.ordinal - 1, rewinds = rewinds + 1, updated_at = now()
           FROM (SELECT seq, ordinal FROM messages WHERE channel_id = $2 AND seq >= $3 ORDER BY seq LIMIT 1) m
          WHERE r.account_id = $1 AND r.channel_id = $2 AND r.seq >= m.seq
         RETURNING r.channel_id, r.seq, r.ordinal, r.rewinds`,
};
// Of each sort the latest are looked at, so that an old account costs as much as a new one. Who is meant with others is
// so from the day they came.
const marks: Statement = {
  name: 'channels.mention_marks',
  text: `
    WITH mine AS (
      (SELECT message_id, channel_id, seq, false AS wide FROM mentions
        WHERE account_id = $1 AND notifies AND channel_id = ANY($2::uuid[]) ORDER BY message_id DESC LIMIT 300)
      UNION ALL
      (SELECT message_id, channel_id, seq, true FROM mentions
        WHERE role_id = ANY($3::uuid[]) AND notifies AND channel_id = ANY($2::uuid[]) ORDER BY message_id DESC LIMIT 300)
      UNION ALL
      (SELECT message_id, channel_id, seq, true FROM mentions
        WHERE kind IN ('everyone', 'here') AND notifies AND channel_id = ANY($2::uuid[]) ORDER BY message_id DESC LIMIT 300))
    SELECT DISTINCT mine.channel_id, mine.seq, m.version FROM mine JOIN messages m ON m.id = mine.message_id
      LEFT JOIN read_states r ON r.account_id = $1 AND r.channel_id = mine.channel_id
      LEFT JOIN notification_preferences p ON p.account_id = $1
     WHERE mine.seq > coalesce(r.seq, 0) AND m.deleted_at IS NULL AND m.author_id IS DISTINCT FROM $1
       AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = $1 AND b.blocked_id = m.author_id)
       AND (p.inbox_read_id IS NULL OR mine.message_id > p.inbox_read_id)
       AND NOT EXISTS (SELECT 1 FROM mention_reads x WHERE x.account_id = $1 AND x.message_id = mine.message_id)
       AND (NOT mine.wide OR EXISTS (
         SELECT 1 FROM channels c LEFT JOIN members mb ON mb.community_id = c.community_id AND mb.account_id = $1
          WHERE c.id = mine.channel_id AND (mb.joined_at IS NULL OR mb.joined_at <= m.created_at)))
     ORDER BY mine.channel_id, mine.seq`,
};
// Newest first, so that a reply goes before what it replies to. One replica at a time is at work on a channel; a channel
// is seen to be empty by the portion after its last.
const purgeDeleted: Statement = {
  name: 'channels.purge_deleted',
  text: `
    WITH due AS MATERIALIZED (SELECT id FROM channels c WHERE deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM channels t WHERE t.parent_id = c.id) LIMIT 1 FOR UPDATE SKIP LOCKED),
    portion AS MATERIALIZED (SELECT id FROM messages WHERE channel_id = (SELECT id FROM due) ORDER BY seq DESC LIMIT $1),
    gone AS (DELETE FROM messages WHERE id IN (SELECT id FROM portion) RETURNING 1),
    emptied AS (DELETE FROM channels WHERE id = (SELECT id FROM due) AND NOT EXISTS (SELECT 1 FROM portion) RETURNING 1)
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM emptied) AS n`,
};

export const createStore = (db: Database) => ({
  findCounters: (
    communityIds: readonly string[],
    channelIds: readonly string[],
    accountId: string,
  ): Promise<CounterRow[]> => db.run<CounterRow>(counters, [communityIds, accountId, channelIds]),

  /** Moves the read pointer; undefined when it stood there or further already. */
  markRead: async (accountId: string, channelId: string, seq: number): Promise<ReadRow | undefined> =>
    (await db.run<ReadRow>(markRead, [accountId, channelId, seq]))[0],
  /** Moves the pointers of these channels to their ends; those that moved. */
  markAllRead: (accountId: string, channelIds: readonly string[]): Promise<ReadRow[]> =>
    db.run<ReadRow>(markAllRead, [accountId, channelIds]),
  /** Moves the pointer back to before `seq`; undefined when it stood there or before. */
  markUnread: async (accountId: string, channelId: string, seq: number): Promise<ReadRow | undefined> =>
    (await db.run<ReadRow>(markUnread, [accountId, channelId, seq]))[0],
  /** Who may know how far the account has read in a conversation. */
  findSeers: async (conversationId: string, accountId: string): Promise<string[]> =>
    (await db.run<{ account_id: string }>(seers, [conversationId, accountId])).map((row) => row.account_id),
  /** How far the others have read in a conversation, as far as the account may know. */
  findSeen: async (conversationId: string, accountId: string): Promise<SeenDto[]> =>
    (await db.run<{ account_id: string; seq: number }>(seen, [conversationId, accountId])).map(
      ({ account_id, seq }) => ({ accountId: account_id, seq }),
    ),
  /** How many changes a channel has had. */
  findVersion: async (id: string): Promise<number> =>
    (await db.prisma.channel.findUnique({ where: { id }, select: { version: true } }))?.version ?? 0,
  findMarks: (
    accountId: string,
    channelIds: readonly string[],
    roleIds: readonly string[],
  ): Promise<{ channel_id: string; seq: number; version: number }[]> =>
    db.run(marks, [accountId, channelIds, roleIds]),

  listChannels: (tx: Tx, communityId: string) =>
    tx.channel.findMany({
      where: { communityId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, categoryId: true, position: true },
    }),
  listCategories: (tx: Tx, communityId: string) =>
    tx.category.findMany({
      where: { communityId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, position: true },
    }),

  insertChannel: async (
    tx: Tx,
    channel: {
      id: string;
      communityId: string;
      categoryId: string | null;
      name: string;
      topic: string;
      kind: ChannelKind;
      slowMode: number;
      position: number;
    },
  ): Promise<void> => {
    await tx.channel.create({ data: channel });
  },
  updateChannel: async (tx: Tx, id: string, data: ChannelData): Promise<boolean> =>
    (await tx.channel.updateMany({ where: { id, communityId: { not: null } }, data })).count > 0,
  /** Takes a channel out of its community and so out of sight; whether it was there. */
  deleteChannel: async (tx: Tx, id: string): Promise<boolean> => {
    await tx.invite.updateMany({ where: { channelId: id }, data: { channelId: null } });
    const where = { OR: [{ id }, { parentId: id }], communityId: { not: null } };
    return (
      (
        await tx.channel.updateMany({
          where,
          data: { communityId: null, categoryId: null, deletedAt: new Date() },
        })
      ).count > 0
    );
  },
  /** Removes up to `limit` messages of a deleted channel, or the channel when it has none; how many rows. */
  purgeDeletedChannel: async (limit: number): Promise<number> =>
    (await db.run<{ n: number }>(purgeDeleted, [limit]))[0]!.n,

  /** Writes the order of siblings: position = index. */
  placeChannels: async (tx: Tx, categoryId: string | null, ids: string[]): Promise<void> => {
    await tx.$executeRaw`UPDATE channels c SET position = o.n - 1, category_id = ${categoryId}::uuid FROM unnest(${ids}::uuid[]) WITH ORDINALITY o(id, n) WHERE c.id = o.id AND (c.position, c.category_id) IS DISTINCT FROM (o.n::int - 1, ${categoryId}::uuid)`;
  },
  placeCategories: async (tx: Tx, ids: string[]): Promise<void> => {
    await tx.$executeRaw`UPDATE categories c SET position = o.n - 1 FROM unnest(${ids}::uuid[]) WITH ORDINALITY o(id, n) WHERE c.id = o.id`;
  },

  insertCategory: async (
    tx: Tx,
    category: { id: string; communityId: string; name: string; position: number },
  ): Promise<void> => {
    await tx.category.create({ data: category });
  },
  renameCategory: async (tx: Tx, id: string, name: string): Promise<boolean> =>
    (await tx.category.updateMany({ where: { id }, data: { name } })).count > 0,
  deleteCategory: async (tx: Tx, id: string): Promise<boolean> =>
    (await tx.category.deleteMany({ where: { id } })).count > 0,
});

export type Store = ReturnType<typeof createStore>;
