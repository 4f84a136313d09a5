import type { ChannelKind } from '#contract/channels';
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
}

const counters: Statement = {
  name: 'channels.counters',
  text: `SELECT c.id AS channel_id, c.version, c.posted, coalesce(r.seq, 0) AS read_seq, coalesce(r.ordinal, 0) AS read_ordinal
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
         RETURNING seq, ordinal`,
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
  markRead: async (
    accountId: string,
    channelId: string,
    seq: number,
  ): Promise<{ seq: number; ordinal: number } | undefined> =>
    (await db.run<{ seq: number; ordinal: number }>(markRead, [accountId, channelId, seq]))[0],

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
