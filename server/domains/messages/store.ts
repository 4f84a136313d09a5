import type { Database } from '#server/platform/database.ts';
import type { Block } from './contract.ts';
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
  reply_id: string | null;
  reply_seq: number | null;
  reply_author_id: string | null;
  reply_username: string | null;
  reply_display_name: string | null;
  reply_body: string | null;
  reply_tree: Block[] | null;
  reply_deleted_at: Date | null;
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
}

export type InsertedMessage =
  | {
      id: string;
      seq: number;
      ordinal: number;
      created_at: Date;
      /** Whether its author, who had read everything, has read up to here or further now. */
      read: boolean;
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

const maxSeq = 2_147_483_647;

export const createStore = (db: Database) => ({
  /** Writes what can be written; `wait` stands in line for channels that somebody has locked. */
  insertBatch: (batch: readonly NewMessage[], { wait }: { wait: boolean }): Promise<InsertedMessage[]> =>
    db.run<InsertedMessage>(wait ? statements.insertBatch : statements.insertUnlocked, [
      batch.map((message) => message.id),
      batch.map((message) => message.channelId),
      batch.map((message) => message.authorId),
      batch.map((message) => message.clientId),
      batch.map((message) => message.body),
      batch.map((message) => message.tree),
      batch.map((message) => message.replyToId),
    ]),

  find: async (id: string): Promise<FoundRow | undefined> =>
    (await db.run<FoundRow>(statements.findById, [id]))[0],
  findByClientId: async (authorId: string, clientId: string): Promise<MessageRow | undefined> =>
    (await db.run<MessageRow>(statements.findByClientId, [authorId, clientId]))[0],

  /** The newest `limit` before `seq` (or of all), newest first. */
  pageBefore: async (channelId: string, seq: number | undefined, limit: number) =>
    toPage(await db.run<PageRow>(statements.pageBefore, [channelId, seq ?? maxSeq, limit])),
  /** The oldest `limit` after `seq`, oldest first. */
  pageAfter: async (channelId: string, seq: number, limit: number) =>
    toPage(await db.run<PageRow>(statements.pageAfter, [channelId, seq, limit])),
  /** Messages changed after `version`, in the order of their changes, tombstones among them. */
  changesSince: async (channelId: string, version: number, limit: number) =>
    toPage(await db.run<PageRow>(statements.changesSince, [channelId, version, limit])),

  /** Whether there was such a message, not deleted. The old text is kept as an edit. */
  edit: async (
    id: string,
    channelId: string,
    body: string,
    tree: string | null,
    editId: string,
  ): Promise<boolean> =>
    (await db.run(statements.editMessage, [id, channelId, body, tree, editId])).length > 0,
  /** Whether there was such a message, not deleted yet. */
  delete: async (id: string, channelId: string, deletedBy: string, purgeAfter: Date): Promise<boolean> =>
    (await db.run(statements.deleteMessage, [id, channelId, deletedBy, purgeAfter])).length > 0,
  /** Whether its text was still there for who deleted it. */
  restore: async (id: string, channelId: string, deletedBy: string, now: Date): Promise<boolean> =>
    (await db.run(statements.restoreMessage, [id, channelId, deletedBy, now])).length > 0,
  /** Blanks up to `limit` messages of somebody's in one channel; their ids. */
  blankByAuthor: async (authorId: string, limit: number): Promise<string[]> =>
    (await db.run<{ id: string }>(statements.blankByAuthor, [authorId, limit])).map((row) => row.id),
  /** Takes the author from up to `limit` messages; how many. */
  releaseFromAuthor: async (authorId: string, limit: number): Promise<number> =>
    (await db.run(statements.releaseFromAuthor, [authorId, limit])).length,
  purgeWithheld: async (now: Date): Promise<number> => (await db.run(statements.purgeWithheld, [now])).length,
});

export type Store = ReturnType<typeof createStore>;
