import type { Statement } from '#server/platform/database.ts';

// $1 message, $2 channel, $3 emoji, $4 account. A change locks the channel, then the message as it is by then, as every
// change of a message does (messages/statements.ts): counts are those of all before it, whichever replica they came from.
const locked = `lk AS MATERIALIZED (SELECT id FROM channels WHERE id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE),
    old AS MATERIALIZED (
      SELECT m.id, m.reactions FROM messages m JOIN lk ON lk.id = m.channel_id WHERE m.id = $1 AND m.deleted_at IS NULL FOR NO KEY UPDATE OF m)`;

/** Counts `delta` more of the emoji where `done` has a row; kinds keep their order, and the last of a kind takes it away. */
const count = (done: string, delta: 1 | -1) => `
    up AS (UPDATE channels SET version = version + 1 WHERE id = $2 AND EXISTS (SELECT 1 FROM ${done}) RETURNING version, posted),
    each AS (
      SELECT emoji, sum(count)::int AS count, min(n) AS n FROM (
        SELECT k->>'emoji' AS emoji, (k->>'count')::int AS count, n FROM old, jsonb_array_elements(old.reactions) WITH ORDINALITY t(k, n)
        UNION ALL SELECT $3::text, ${delta}, 1000) counted GROUP BY emoji),
    next AS (SELECT jsonb_agg(jsonb_build_object('emoji', emoji, 'count', count) ORDER BY n) AS reactions FROM each WHERE count > 0),
    done AS (UPDATE messages m SET reactions = next.reactions, version = up.version FROM up, next WHERE m.id = $1 RETURNING m.version)
    SELECT (SELECT version FROM done) AS version, (SELECT posted FROM up) AS posted, (SELECT count FROM each WHERE emoji = $3) AS count,
           coalesce(old.reactions @> jsonb_build_array(jsonb_build_object('emoji', $3::text)), false) AS known, coalesce(jsonb_array_length(old.reactions), 0) AS kinds FROM old`;

/** Adds a reaction unless the account has it, or the message has as many other kinds as it can ($6). */
export const addReaction: Statement = {
  name: 'reactions.add',
  text: `
    WITH ${locked},
    ins AS (
      INSERT INTO reactions (id, message_id, account_id, emoji)
      SELECT $5::uuid, old.id, $4::uuid, $3 FROM old
       WHERE old.reactions IS NULL OR jsonb_array_length(old.reactions) < $6::int OR old.reactions @> jsonb_build_array(jsonb_build_object('emoji', $3::text))
      ON CONFLICT (message_id, account_id, emoji) DO NOTHING RETURNING id),
    ${count('ins', 1)}`,
};

export const removeReaction: Statement = {
  name: 'reactions.remove',
  text: `
    WITH ${locked},
    del AS (DELETE FROM reactions r USING old WHERE r.message_id = old.id AND r.account_id = $4::uuid AND r.emoji = $3 RETURNING r.id),
    ${count('del', -1)}`,
};

export const findMessage: Statement = {
  name: 'reactions.find_message',
  text: `SELECT m.channel_id, m.author_id, a.display_name FROM messages m LEFT JOIN accounts a ON a.id = m.author_id WHERE m.id = $1 AND m.deleted_at IS NULL`,
};

export const listReactors: Statement = {
  name: 'reactions.list',
  text: `
    SELECT r.id, r.account_id, a.username, a.display_name FROM reactions r JOIN accounts a ON a.id = r.account_id
     WHERE r.message_id = $1 AND r.emoji = $2 AND r.id > $3 AND a.deleted_at IS NULL ORDER BY r.id LIMIT $4`,
};

/** A channel in which an account's reactions still are. */
export const channelOfReactor: Statement = {
  name: 'reactions.channel_of_reactor',
  text: `SELECT m.author_id, m.channel_id AS id FROM reactions r JOIN messages m ON m.id = r.message_id WHERE r.account_id = $1 LIMIT 1`,
};
