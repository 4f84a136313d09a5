import type { Database, Tx } from '#server/platform/database.ts';
import { reactionLimits } from './contract.ts';
import * as statements from './statements.ts';

/** How it stands after an attempt; undefined instead when there is no such message. */
export interface Outcome {
  /** Null: nothing changed. */
  version: number | null;
  posted: number | null;
  /** Of the emoji, when something changed. */
  count: number;
  /** The message had the emoji before. */
  known: boolean;
  /** Kinds that it had before. */
  kinds: number;
}

export interface MessageOfReactions {
  channel_id: string;
  author_id: string | null;
  display_name: string | null;
}

export interface ReactorRow {
  id: string;
  account_id: string;
  username: string;
  display_name: string;
}

/** The channel's counters after a change. */
export interface Moved {
  version: number;
  posted: number;
}

interface Key {
  messageId: string;
  channelId: string;
  emoji: string;
  accountId: string;
}

const keyOf = ({ messageId, channelId, emoji, accountId }: Key) => [messageId, channelId, emoji, accountId];

export const createStore = (db: Database) => ({
  /** Undefined also for a deleted one. */
  findMessage: async (messageId: string): Promise<MessageOfReactions | undefined> =>
    (await db.run<MessageOfReactions>(statements.findMessage, [messageId]))[0],
  add: async (key: Key, id: string): Promise<Outcome | undefined> =>
    (await db.run<Outcome>(statements.addReaction, [...keyOf(key), id, reactionLimits.kindsMax]))[0],
  remove: async (key: Key): Promise<Outcome | undefined> =>
    (await db.run<Outcome>(statements.removeReaction, keyOf(key)))[0],
  /** Those after the one with the id `after`, in the order in which they reacted. */
  list: (messageId: string, emoji: string, after: string, limit: number): Promise<ReactorRow[]> =>
    db.run<ReactorRow>(statements.listReactors, [messageId, emoji, after, limit]),

  // What follows changes many rows at once, each in a statement of its own after the channel's lock: it sees what others
  // did before.
  lockChannel: async (tx: Tx, channelId: string): Promise<boolean> =>
    (await tx.$queryRaw<unknown[]>`SELECT 1 FROM channels WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`)
      .length > 0,
  /** Takes all of one emoji, or all, from a message; undefined when there were none. */
  clear: async (
    tx: Tx,
    { messageId, channelId, emoji }: { messageId: string; channelId: string; emoji: string | null },
  ): Promise<Moved | undefined> => {
    await tx.$executeRaw`
      DELETE FROM reactions WHERE message_id = ${messageId}::uuid AND (${emoji}::text IS NULL OR emoji = ${emoji})`;
    const [moved] = await tx.$queryRaw<Moved[]>`
      WITH old AS (
        SELECT id, (SELECT jsonb_agg(k ORDER BY n) FROM jsonb_array_elements(reactions) WITH ORDINALITY t(k, n) WHERE k->>'emoji' <> ${emoji}::text) AS rest
          FROM messages WHERE id = ${messageId}::uuid AND deleted_at IS NULL
           AND (${emoji}::text IS NULL OR reactions @> jsonb_build_array(jsonb_build_object('emoji', ${emoji}::text))) AND reactions IS NOT NULL),
      up AS (UPDATE channels SET version = version + 1 WHERE id = ${channelId}::uuid AND EXISTS (SELECT 1 FROM old) RETURNING version, posted)
      UPDATE messages m SET reactions = old.rest, version = up.version FROM old, up WHERE m.id = old.id RETURNING up.version, up.posted`;
    return moved;
  },
  channelOfReactor: async (accountId: string): Promise<string | undefined> =>
    (await db.run<{ id: string }>(statements.channelOfReactor, [accountId]))[0]?.id,
  /** Takes an account's reactions to at most `limit` messages of a channel back, a version for each message. */
  forget: async (
    tx: Tx,
    { accountId, channelId, limit }: { accountId: string; channelId: string; limit: number },
  ): Promise<{ count: number; moved: Moved | undefined }> => {
    const gone = await tx.$queryRaw<{ message_id: string; emojis: string[] }[]>`
      WITH portion AS (
        SELECT r.id FROM reactions r JOIN messages m ON m.id = r.message_id
         WHERE r.account_id = ${accountId}::uuid AND m.channel_id = ${channelId}::uuid LIMIT ${limit}),
      gone AS (DELETE FROM reactions r USING portion WHERE r.id = portion.id RETURNING r.message_id, r.emoji)
      SELECT message_id::text, array_agg(emoji) AS emojis FROM gone GROUP BY message_id`;
    const counted = await tx.$queryRaw<Moved[]>`
      WITH gone AS (
        SELECT message_id::uuid, emojis FROM jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) t(message_id text, emojis text[])),
      old AS MATERIALIZED (
        SELECT m.id, row_number() OVER (ORDER BY m.seq)::int AS nth, (
          SELECT jsonb_agg(jsonb_build_object('emoji', emoji, 'count', count) ORDER BY n) FROM (
            SELECT k->>'emoji' AS emoji, (k->>'count')::int - (k->>'emoji' = ANY(gone.emojis))::int AS count, n
              FROM jsonb_array_elements(m.reactions) WITH ORDINALITY t(k, n)) each WHERE count > 0) AS rest
          FROM messages m JOIN gone ON gone.message_id = m.id WHERE m.deleted_at IS NULL),
      total AS (SELECT count(*)::int AS n FROM old),
      up AS (UPDATE channels c SET version = c.version + total.n FROM total WHERE c.id = ${channelId}::uuid AND total.n > 0 RETURNING c.version, c.version - total.n AS before, c.posted)
      UPDATE messages m SET reactions = old.rest, version = up.before + old.nth FROM old, up WHERE m.id = old.id RETURNING up.version, up.posted`;
    return { count: gone.reduce((sum, { emojis }) => sum + emojis.length, 0), moved: counted[0] };
  },
});

export type Store = ReturnType<typeof createStore>;
