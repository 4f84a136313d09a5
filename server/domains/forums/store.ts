import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { forumLimits, type ForumTagDto, type PostOrder } from './contract.ts';

/** A post in a list, with what it is sorted by. */
export interface PostRow {
  id: string;
  first_id: string | null;
  read_ordinal: number;
  sorted_at: Date;
}

export interface PostQuery {
  channelId: string;
  archived: boolean;
  pinned: boolean;
  tagIds: readonly string[];
  unanswered: boolean;
  before: { at: string; id: string } | undefined;
  accountId: string;
}

// A forum has hundreds of posts, not millions: they are sorted as they are, each by one look into an index.
const listPosts = (order: PostOrder): Statement => ({
  name: `forums.posts_${order}`,
  text: `
    SELECT t.id, a.at AS sorted_at,
           (SELECT m.id FROM messages m WHERE m.channel_id = t.id AND m.seq = 1) AS first_id,
           coalesce((SELECT r.ordinal FROM read_states r WHERE r.channel_id = t.id AND r.account_id = $8), 0) AS read_ordinal
      FROM channels t
      CROSS JOIN LATERAL (SELECT ${
        order === 'newest'
          ? 't.created_at'
          : 'coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = t.id ORDER BY m.seq DESC LIMIT 1), t.created_at)'
      } AS at) a
     WHERE t.parent_id = $1 AND t.deleted_at IS NULL AND (t.archived_at IS NOT NULL) = $2 AND (t.pinned_at IS NOT NULL) = $3
       AND (cardinality($4::uuid[]) = 0 OR EXISTS (SELECT 1 FROM thread_tags x WHERE x.thread_id = t.id AND x.tag_id = ANY($4::uuid[])))
       AND (NOT $5 OR t.posted <= 1)
       AND ($6::timestamptz IS NULL OR (a.at, t.id) < ($6, $7::uuid))
     ORDER BY a.at DESC, t.id DESC LIMIT ${forumLimits.pageSize + 1}`,
});
const lists: Record<PostOrder, Statement> = { active: listPosts('active'), newest: listPosts('newest') };

const listTags: Statement = {
  name: 'forums.tags',
  text: 'SELECT id, name, emoji, moderated FROM forum_tags WHERE channel_id = $1 ORDER BY position, id',
};

/** Of a forum, as it is in a transaction. */
interface ForumProgress {
  version: number;
  posted: number;
}

export const createStore = (db: Database) => ({
  listPosts: (order: PostOrder, query: PostQuery): Promise<PostRow[]> =>
    db.run<PostRow>(lists[order], [
      ...[query.channelId, query.archived, query.pinned, query.tagIds, query.unanswered],
      ...[query.before?.at ?? null, query.before?.id ?? null, query.accountId],
    ]),
  listTags: (channelId: string): Promise<ForumTagDto[]> => db.run<ForumTagDto>(listTags, [channelId]),

  /**
   * Counts one more post; undefined when the forum is gone. Holds the forum until the transaction ends. An author who
   * had seen all that there was has seen this one too.
   */
  countPost: async (tx: Tx, channelId: string, accountId: string): Promise<ForumProgress | undefined> => {
    const [progress] = await tx.$queryRaw<ForumProgress[]>`
      UPDATE channels SET version = version + 1, posted = posted + 1
       WHERE id = ${channelId}::uuid AND kind = 'forum' AND deleted_at IS NULL RETURNING version, posted`;
    if (!progress) return undefined;
    await tx.$executeRaw`
      INSERT INTO read_states AS r (account_id, channel_id, seq, ordinal)
      SELECT ${accountId}::uuid, ${channelId}::uuid, ${progress.version}, ${progress.posted}
       WHERE ${progress.posted - 1} = coalesce((SELECT ordinal FROM read_states WHERE account_id = ${accountId}::uuid AND channel_id = ${channelId}::uuid), 0)
      ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal, updated_at = now() WHERE r.seq < excluded.seq`;
    return progress;
  },
  /** Puts these tags on a post, and no others; those that are not of the forum are left out. */
  setTags: async (tx: Tx, channelId: string, threadId: string, tagIds: readonly string[]): Promise<void> => {
    await tx.threadTag.deleteMany({ where: { threadId } });
    if (tagIds.length === 0) return;
    await tx.$executeRaw`
      INSERT INTO thread_tags (thread_id, tag_id)
      SELECT ${threadId}::uuid, id FROM forum_tags WHERE channel_id = ${channelId}::uuid AND id = ANY(${tagIds}::uuid[]) ON CONFLICT DO NOTHING`;
  },
  /** Pinned posts of a forum that are in its list; the forum is held until the transaction ends: of two who pin the last one does. */
  countPinned: async (tx: Tx, channelId: string): Promise<number> => {
    await tx.$queryRaw`SELECT 1 FROM channels WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`;
    return tx.channel.count({
      where: { parentId: channelId, pinnedAt: { not: null }, archivedAt: null, deletedAt: null },
    });
  },

  /** As `listTags`, within a transaction. */
  tagsOf: (tx: Tx, channelId: string): Promise<{ id: string; name: string }[]> =>
    tx.forumTag.findMany({
      where: { channelId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
    }),
  insertTag: async (
    tx: Tx,
    tag: { id: string; channelId: string; name: string; emoji: string; moderated: boolean; position: number },
  ): Promise<void> => {
    await tx.forumTag.create({ data: tag });
  },
  updateTag: async (
    tx: Tx,
    channelId: string,
    id: string,
    data: { name: string; emoji: string; moderated: boolean },
  ): Promise<boolean> => (await tx.forumTag.updateMany({ where: { id, channelId }, data })).count > 0,
  /** Writes the order of a forum's tags: position = index. */
  placeTags: async (tx: Tx, ids: readonly string[]): Promise<void> => {
    await tx.$executeRaw`UPDATE forum_tags t SET position = o.n - 1 FROM unnest(${ids}::uuid[]) WITH ORDINALITY o(id, n) WHERE t.id = o.id`;
  },
  /** Posts that have a tag. */
  postsTagged: async (tx: Tx, tagId: string): Promise<string[]> =>
    (await tx.threadTag.findMany({ where: { tagId }, select: { threadId: true } })).map(
      ({ threadId }) => threadId,
    ),
  deleteTag: async (tx: Tx, channelId: string, id: string): Promise<boolean> =>
    (await tx.forumTag.deleteMany({ where: { id, channelId } })).count > 0,
});

export type Store = ReturnType<typeof createStore>;
