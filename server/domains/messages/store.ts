import type { Database, Tx } from '#server/platform/database.ts';
import type { AccountDto } from '#contract/accounts';
import { messageLimits, type Block, type ForwardedText } from './contract.ts';
import { createHeldStore } from './held-store.ts';
import type { MentionTarget } from './mentions.ts';
import type { PollRow } from './poll.ts';
import * as statements from './statements.ts';

export interface MessageRow {
  id: string;
  channel_id: string;
  seq: number;
  version: number;
  ordinal: number;
  author_id: string | null;
  username: string | null;
  display_name: string | null;
  body: string;
  tree: Block[] | null;
  client_id: string | null;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  pinned_at: Date | null;
  /** The thread that began at it. */
  thread_id: string | null;
  /** Whom it names. */
  mentioned: AccountDto[] | null;
  /** Counted, by whichever domain changes them. */
  reactions: { emoji: string; count: number }[] | null;
  /** Those of the reader that a page was asked for; undefined where there is none. */
  own_reactions?: string[] | null;
  /** Its text is missing when the original is gone for good. */
  forward: (Omit<ForwardedText, 'body'> & { body: string | null }) | null;
  forward_of: string | null;
  /** The original was deleted, or its channel. */
  forward_gone: boolean | null;
  poll: PollRow | null;
  /** What the reader chose in it; undefined where there is no reader. */
  own_votes?: number[] | null;
  reply_id: string | null;
  reply_seq: number | null;
  reply_author_id: string | null;
  reply_username: string | null;
  reply_display_name: string | null;
  reply_body: string | null;
  reply_tree: Block[] | null;
  reply_deleted_at: Date | null;
  reply_mentioned: AccountDto[] | null;
}

/** One message, and how far its channel has come. */
export interface FoundRow extends MessageRow {
  channel_posted: number;
}

/** A message before it is written. `tree` is JSON. */
export interface NewMessage {
  id: string;
  channelId: string;
  authorId: string;
  clientId: string;
  body: string;
  tree: string | null;
  replyToId: string | null;
  /** JSON: a poll that nobody has voted in (`PollDto`). */
  poll?: string | null;
  mentions: readonly MentionTarget[];
  /** JSON, with the message that it is of. */
  forward: string | null;
  forwardOf: string | null;
}

/** Whom a message told of itself. */
export interface NoteRow {
  id: string;
  channel_id: string;
  seq: number;
  version: number;
  author_id: string | null;
  /** It was not deleted. */
  present: boolean;
  accounts: string[];
  roles: string[];
  everybody: boolean;
}

export type InsertedMessage =
  | {
      id: string;
      seq: number;
      ordinal: number;
      created_at: Date;
      /** Set when its author, who had read everything, has read up to here or further now: the pointer's rewinds. */
      rewinds: number | null;
      mentioned: AccountDto[] | null;
    }
  /** Its channel was locked: it is not written. */
  | { id: string; seq: null };

/** A stretch of rows with the channel's counters of the same snapshot; undefined when the channel is gone. */
export interface RowPage {
  rows: MessageRow[];
  version: number;
  posted: number;
}

type PageRow = (MessageRow | { [K in keyof MessageRow]: null }) & {
  channel_version: number;
  channel_posted: number;
};

function toPage(rows: PageRow[]): RowPage | undefined {
  const first = rows[0];
  return (
    first && {
      rows: rows.filter((row): row is MessageRow & PageRow => row.id !== null),
      version: first.channel_version,
      posted: first.channel_posted,
    }
  );
}

const columnsOf = (batch: readonly NewMessage[]) => [
  batch.map((message) => message.id),
  batch.map((message) => message.channelId),
  batch.map((message) => message.authorId),
  batch.map((message) => message.clientId),
  batch.map((message) => message.body),
  batch.map((message) => message.tree),
  batch.map((message) => message.replyToId),
  ...targetColumns(batch.flatMap(({ id, mentions }) => mentions.map((target) => ({ ...target, of: id })))),
  batch.map((message) => message.forward),
  batch.map((message) => message.forwardOf),
  batch.map((message) => message.poll ?? null),
];

const targetColumns = (targets: readonly (MentionTarget & { of: string })[]) => [
  targets.map(({ of }) => of),
  targets.map(({ kind }) => kind),
  targets.map(({ id }) => id),
];

const maxSeq = 2_147_483_647;

export const createStore = (db: Database) => ({
  ...createHeldStore(db),
  /** Writes what can be written; `wait` stands in line for channels that somebody has locked. */
  insertBatch: (batch: readonly NewMessage[], { wait }: { wait: boolean }): Promise<InsertedMessage[]> =>
    db.run<InsertedMessage>(wait ? statements.insertBatch : statements.insertUnlocked, columnsOf(batch)),
  /** Writes one within `tx`, after it waited for its channel. */
  insertWithin: (tx: Tx, message: NewMessage): Promise<InsertedMessage[]> =>
    tx.$queryRawUnsafe<InsertedMessage[]>(statements.insertBatch.text, ...columnsOf([message])),

  find: async (id: string): Promise<FoundRow | undefined> =>
    (await db.run<FoundRow>(statements.findById, [id]))[0],
  /** In the order of their last change. */
  findAll: (ids: readonly string[]): Promise<FoundRow[]> => db.run<FoundRow>(statements.findByIds, [ids]),
  /** Of those ids: messages that were not deleted, but for those of whom the reader blocked. */
  findShown: (ids: readonly string[], readerId: string): Promise<MessageRow[]> =>
    db.run<MessageRow>(statements.findShown, [ids, readerId]),
  /** The latest first. */
  listPins: (channelId: string, readerId: string): Promise<MessageRow[]> =>
    db.run<MessageRow>(statements.pins, [channelId, messageLimits.pinsMax, readerId]),
  findByClientId: async (authorId: string, clientId: string, tx?: Tx): Promise<MessageRow | undefined> =>
    (tx
      ? await tx.$queryRawUnsafe<MessageRow[]>(statements.findByClientId.text, authorId, clientId)
      : await db.run<MessageRow>(statements.findByClientId, [authorId, clientId])
    )[0],

  /** The newest `limit` before `seq` (or of all), newest first. */
  pageBefore: async (readerId: string, channelId: string, seq: number | undefined, limit: number) =>
    toPage(await db.run<PageRow>(statements.pageBefore, [channelId, seq ?? maxSeq, limit, readerId])),
  /** The oldest `limit` after `seq`, oldest first. */
  pageAfter: async (readerId: string, channelId: string, seq: number, limit: number) =>
    toPage(await db.run<PageRow>(statements.pageAfter, [channelId, seq, limit, readerId])),
  /** Messages changed after `version`, in the order of their changes, tombstones among them. */
  changesSince: async (readerId: string, channelId: string, version: number, limit: number) =>
    toPage(await db.run<PageRow>(statements.changesSince, [channelId, version, limit, readerId])),

  /**
   * The old text is kept as an edit. Who is not named any more, of those who were told; undefined when there was no such
   * message, or it was deleted.
   */
  edit: async (
    id: string,
    channelId: string,
    { body, tree, mentions }: Pick<NewMessage, 'body' | 'tree' | 'mentions'>,
    editId: string,
  ): Promise<MentionTarget[] | undefined> => {
    const targets = [mentions.map(({ kind }) => kind), mentions.map((target) => target.id)];
    const values = [id, channelId, body, tree, editId, ...targets];
    return (await db.run<{ gone: MentionTarget[] }>(statements.editMessage, values))[0]?.gone;
  },
  /** Of those messages that told somebody of themselves. */
  findNotes: (ids: readonly string[]): Promise<NoteRow[]> => db.run<NoteRow>(statements.notes, [ids]),
  /** Members of a place by names as they were typed; `skeletons` are those of the names. */
  membersNamed: (
    { kind, id }: { kind: 'community' | 'conversation'; id: string },
    names: readonly string[],
    skeletons: readonly string[],
  ): Promise<{ name: string; id: string; by_username: boolean }[]> =>
    db.run(kind === 'community' ? statements.membersNamed : statements.conversationMembersNamed, [
      ...[id, names, skeletons],
    ]),
  /** The latest `limit` messages that forward one of these. */
  findForwards: (ids: readonly string[], limit: number): Promise<{ id: string; channel_id: string }[]> =>
    db.run(statements.findForwards, [ids, limit]),
  /** Gives messages of a channel a new version each: what they forward is shown otherwise. Which are still there. */
  touch: async (channelId: string, ids: readonly string[]): Promise<string[]> =>
    (await db.run<{ id: string }>(statements.touch, [channelId, ids])).map(({ id }) => id),
  /** Whether there was such a message, not deleted yet. */
  delete: async (id: string, channelId: string, deletedBy: string, purgeAfter: Date): Promise<boolean> =>
    (await db.run(statements.deleteMessage, [id, channelId, deletedBy, purgeAfter])).length > 0,
  /** Whether its text was still there for who deleted it. */
  restore: async (id: string, channelId: string, deletedBy: string, now: Date): Promise<boolean> =>
    (await db.run(statements.restoreMessage, [id, channelId, deletedBy, now])).length > 0,
  /** Channels of a community in which somebody wrote since then. */
  recentChannels: async (authorId: string, communityId: string, since: Date): Promise<string[]> =>
    (await db.run<{ id: string }>(statements.recentChannels, [authorId, communityId, since])).map(
      ({ id }) => id,
    ),
  /** A channel in which texts of an account's still are. */
  channelOfAuthor: async (authorId: string): Promise<string | undefined> =>
    (await db.run<{ id: string }>(statements.channelOfAuthor, [authorId]))[0]?.id,
  /** Blanks at most `limit` messages of an author in a channel since then, for good. */
  blankByAuthor: (
    authorId: string,
    channelId: string,
    since: Date,
    limit: number,
  ): Promise<{ id: string; version: number; posted: number }[]> =>
    db.run(statements.blankByAuthor, [authorId, channelId, since, limit]),

  // What changes several rows, or writes to the log with it, first locks the channel, as every change does: what is read
  // after that stays so until the commit.
  /** Whether there is such a channel. */
  lockChannel: async (tx: Tx, channelId: string): Promise<boolean> =>
    (
      await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM channels WHERE id = ${channelId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`
    ).length > 0,
  countPins: (tx: Tx, channelId: string): Promise<number> =>
    tx.message.count({ where: { channelId, pinnedAt: { not: null }, deletedAt: null } }),
  /** Under the channel's lock. Whether that changed something. */
  setPinned: async (tx: Tx, id: string, channelId: string, pinned: boolean): Promise<boolean> =>
    (await tx.$executeRaw`
      WITH old AS (
        SELECT id FROM messages
         WHERE id = ${id}::uuid AND channel_id = ${channelId}::uuid AND deleted_at IS NULL AND (pinned_at IS NOT NULL) <> ${pinned}),
      up AS (UPDATE channels SET version = version + 1 WHERE id = ${channelId}::uuid AND EXISTS (SELECT 1 FROM old) RETURNING version)
      UPDATE messages m SET pinned_at = CASE WHEN ${pinned} THEN now() END, version = up.version FROM up, old WHERE m.id = old.id`) >
    0,
  /** Under the channel's lock. Deletes those that are there, each with a version of its own; which. */
  deleteAll: async (
    tx: Tx,
    channelId: string,
    ids: readonly string[],
    deletedBy: string,
    purgeAfter: Date,
  ): Promise<string[]> =>
    (
      await tx.$queryRaw<{ id: string }[]>`
        WITH old AS MATERIALIZED (
          SELECT id, body, tree, row_number() OVER (ORDER BY seq)::int AS nth FROM messages
           WHERE channel_id = ${channelId}::uuid AND id = ANY(${ids}::uuid[]) AND deleted_at IS NULL),
        total AS (SELECT count(*)::int AS n FROM old),
        up AS (UPDATE channels c SET version = c.version + total.n FROM total WHERE c.id = ${channelId}::uuid AND total.n > 0 RETURNING c.version - total.n AS version),
        kept AS (
          INSERT INTO withheld_texts (message_id, body, tree, deleted_by, purge_after)
          SELECT id, body, tree, ${deletedBy}::uuid, ${purgeAfter} FROM old ON CONFLICT (message_id) DO NOTHING),
        reacted AS (DELETE FROM reactions r USING old WHERE r.message_id = old.id)
        UPDATE messages m SET body = '', tree = NULL, reactions = NULL, deleted_at = now(), version = up.version + old.nth FROM up, old WHERE m.id = old.id
        RETURNING m.id`
    ).map(({ id }) => id),
  /** Under the channel's lock. Restores those whose text is still there for who deleted them; which. */
  restoreAll: async (
    tx: Tx,
    channelId: string,
    ids: readonly string[],
    deletedBy: string,
    now: Date,
  ): Promise<string[]> =>
    (
      await tx.$queryRaw<{ id: string }[]>`
        WITH gone AS (
          DELETE FROM withheld_texts w USING messages m
           WHERE m.id = w.message_id AND m.channel_id = ${channelId}::uuid AND w.message_id = ANY(${ids}::uuid[])
             AND w.deleted_by = ${deletedBy}::uuid AND w.purge_after > ${now}
          RETURNING w.message_id, w.body, w.tree, m.seq),
        old AS MATERIALIZED (SELECT gone.*, row_number() OVER (ORDER BY seq)::int AS nth FROM gone),
        total AS (SELECT count(*)::int AS n FROM old),
        up AS (UPDATE channels c SET version = c.version + total.n FROM total WHERE c.id = ${channelId}::uuid AND total.n > 0 RETURNING c.version - total.n AS version),
        reacted AS (DELETE FROM reactions r USING old WHERE r.message_id = old.message_id)
        UPDATE messages m SET body = old.body, tree = old.tree, deleted_at = NULL, version = up.version + old.nth FROM up, old WHERE m.id = old.message_id
        RETURNING m.id`
    ).map(({ id }) => id),
  /** Takes the author from up to `limit` messages; how many. */
  releaseFromAuthor: async (authorId: string, limit: number): Promise<number> =>
    (await db.run(statements.releaseFromAuthor, [authorId, limit])).length,
  purgeWithheld: async (now: Date): Promise<number> => (await db.run(statements.purgeWithheld, [now])).length,
});

export type Store = ReturnType<typeof createStore>;
