import type { AccountDto } from '#contract/accounts';
import type { Block } from '#contract/messages';
import { accountsNamed } from '#server/domains/messages/index.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { threadLimits, unnamed } from './contract.ts';

/** What a thread begins at. */
export interface RootRow {
  id: string;
  channel_id: string;
  body: string;
  tree: Block[] | null;
  deleted_at: Date | null;
  thread_id: string | null;
}

const findRoot: Statement = {
  name: 'threads.root',
  text: `SELECT m.id, m.channel_id, m.body, m.tree, m.deleted_at, t.id AS thread_id FROM messages m LEFT JOIN channels t ON t.root_id = m.id WHERE m.id = $1`,
};
// By the last message, the latest first. A channel has hundreds of threads, not millions: they are sorted as they are.
const listOf: Statement = {
  name: 'threads.list',
  text: `
    SELECT t.id, a.active_at FROM channels t
      CROSS JOIN LATERAL (SELECT coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = t.id ORDER BY m.seq DESC LIMIT 1), t.created_at) AS active_at) a
     WHERE t.parent_id = $1 AND t.deleted_at IS NULL AND (t.archived_at IS NOT NULL) = $2 AND ($3::timestamptz IS NULL OR (a.active_at, t.id) < ($3, $4::uuid))
     ORDER BY a.active_at DESC, t.id DESC LIMIT ${threadLimits.pageSize + 1}`,
};
// What moves with every message, and is therefore in nobody's memory.
const progress: Statement = {
  name: 'threads.progress',
  text: `SELECT t.id, t.posted, coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = t.id ORDER BY m.seq DESC LIMIT 1), t.created_at) AS active_at
           FROM channels t WHERE t.id = ANY($1::uuid[])`,
};
const followedBy: Statement = {
  name: 'threads.followed',
  text: `SELECT t.id FROM thread_followers f JOIN channels t ON t.id = f.thread_id
          WHERE f.account_id = $1 AND t.deleted_at IS NULL AND t.archived_at IS NULL AND t.community_id IS NOT NULL
          ORDER BY t.id DESC LIMIT ${threadLimits.followedMax}`,
};
// Who began them may have left long ago: no index leads there, but a community has thousands of channels, not millions.
const begunBy: Statement = {
  name: 'threads.begun_by',
  text: `
    SELECT t.id FROM channels t
     WHERE t.kind = 'thread' AND t.created_by = $1 AND t.created_at >= $2 AND t.deleted_at IS NULL AND t.community_id IS NOT NULL
       AND ($3::uuid IS NULL OR t.community_id = $3)
       AND (t.name <> '${unnamed}' OR NOT EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = t.id AND m.author_id IS DISTINCT FROM $1::uuid AND m.deleted_at IS NULL))
     ORDER BY t.id LIMIT $4`,
};
// One portion at a time; two replicas at once archive the same threads once. Reopening counts as a message does, and what
// is pinned stays at hand.
const archiveQuiet: Statement = {
  name: 'threads.archive_quiet',
  text: `
    UPDATE channels t SET archived_at = now()
     WHERE t.id IN (
       SELECT q.id FROM channels q
        WHERE q.kind = 'thread' AND q.archived_at IS NULL AND q.deleted_at IS NULL AND q.pinned_at IS NULL
          AND greatest(q.created_at, q.reopened_at) < $1::timestamptz - make_interval(mins => q.archive_after)
          AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.channel_id = q.id AND m.created_at > $1::timestamptz - make_interval(mins => q.archive_after) ORDER BY m.seq DESC LIMIT 1)
        ORDER BY q.id LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING t.id`,
};

export const createStore = (db: Database) => ({
  findRoot: async (messageId: string): Promise<RootRow | undefined> =>
    (await db.run<RootRow>(findRoot, [messageId]))[0],
  threadOf: async (messageId: string): Promise<string | undefined> =>
    (await db.run<RootRow>(findRoot, [messageId]))[0]?.thread_id ?? undefined,
  /** Whether it is new: of two who begin one at the same message one does. */
  insert: async (
    tx: Tx,
    thread: {
      id: string;
      communityId: string;
      parentId: string;
      rootId: string;
      name: string;
      createdById: string;
    },
  ): Promise<boolean> =>
    (await tx.$executeRaw`
      INSERT INTO channels (id, community_id, parent_id, root_id, created_by, kind, name, position)
      VALUES (${thread.id}::uuid, ${thread.communityId}::uuid, ${thread.parentId}::uuid, ${thread.rootId}::uuid, ${thread.createdById}::uuid, 'thread', ${thread.name}, 0)
      ON CONFLICT (root_id) DO NOTHING`) > 0,
  /** A thread that begins at no message: a post of a forum. */
  insertPost: async (
    tx: Tx,
    post: {
      id: string;
      communityId: string;
      parentId: string;
      name: string;
      createdById: string;
      archiveAfter: number;
    },
  ): Promise<void> => {
    await tx.channel.create({ data: { ...post, kind: 'thread', position: 0 } });
  },
  /** Threads that somebody began since then, in one community or in all, that still show something of theirs. */
  begunBy: async (
    accountId: string,
    since: Date,
    communityId: string | null,
    limit: number,
  ): Promise<string[]> =>
    (await db.run<{ id: string }>(begunBy, [accountId, since, communityId, limit])).map(({ id }) => id),
  /** Whether somebody else's words are in a thread; it is held until the transaction ends, so that nobody writes there. */
  othersWrote: async (tx: Tx, threadId: string, accountId: string): Promise<boolean> => {
    await tx.$queryRaw`SELECT 1 FROM channels WHERE id = ${threadId}::uuid FOR NO KEY UPDATE`;
    const found = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM messages WHERE channel_id = ${threadId}::uuid AND author_id IS DISTINCT FROM ${accountId}::uuid AND deleted_at IS NULL LIMIT 1`;
    return found.length > 0;
  },
  namesOf: (ids: readonly string[]): Promise<AccountDto[]> => accountsNamed(db, ids),
  follow: async (tx: Tx, threadId: string, accountIds: readonly string[]): Promise<void> => {
    await tx.$executeRaw`
      INSERT INTO thread_followers (thread_id, account_id) SELECT ${threadId}::uuid, u FROM unnest(${accountIds}::uuid[]) u ON CONFLICT DO NOTHING`;
  },
  unfollow: async (tx: Tx, threadId: string, accountId: string): Promise<void> => {
    await tx.threadFollower.deleteMany({ where: { threadId, accountId } });
  },
  update: async (
    tx: Tx,
    id: string,
    data: {
      name?: string;
      archivedAt?: Date | null;
      reopenedAt?: Date;
      locked?: boolean;
      archiveAfter?: number;
      pinnedAt?: Date | null;
    },
  ): Promise<boolean> =>
    (await tx.channel.updateMany({ where: { id, kind: 'thread', deletedAt: null }, data })).count > 0,
  /** Out of sight at once; a chore removes what was said in it. At its message another may begin. */
  remove: async (tx: Tx, id: string, now: Date): Promise<boolean> =>
    (
      await tx.channel.updateMany({
        where: { id, kind: 'thread', deletedAt: null },
        data: { communityId: null, rootId: null, deletedAt: now },
      })
    ).count > 0,
  listOf: (
    channelId: string,
    archived: boolean,
    before: { at: string; id: string } | undefined,
  ): Promise<{ id: string; active_at: Date }[]> =>
    db.run(listOf, [channelId, archived, before?.at ?? null, before?.id ?? null]),
  /** How far threads have come. */
  progress: (ids: readonly string[]): Promise<{ id: string; posted: number; active_at: Date }[]> =>
    db.run(progress, [ids]),
  followedBy: async (accountId: string): Promise<string[]> =>
    (await db.run<{ id: string }>(followedBy, [accountId])).map(({ id }) => id),
  archiveQuiet: async (now: Date): Promise<string[]> =>
    (await db.run<{ id: string }>(archiveQuiet, [now])).map(({ id }) => id),
});

export type Store = ReturnType<typeof createStore>;
