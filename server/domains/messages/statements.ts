import type { Statement } from '#server/platform/database.ts';
import { ownVotesColumn, pollColumn } from './poll.ts';

/**
 * Writes a batch of messages in one transaction: gapless `seq` and `ordinal` in each channel, and no deadlock between
 * batches, because the channels are locked in the order of their ids before the counters move. A message whose author
 * has used its `client_id` before is left out (the caller looks it up), and so is one whose channel is gone. One whose
 * channel could not be locked comes back with `seq` null.
 *
 * One's own messages are not news: an author who had read everything has read these too. (Not where several people wrote
 * to a channel in the same batch: whoever does that has it open, and says how far they read.)
 *
 * Whom the messages name goes in with them, a row for each target, and the names of those people come back. So does what
 * they ask.
 *
 * (Whether a `client_id` was used is asked row by row: as an anti-join, a plan made while the table was small reads the
 * whole of it for each message, 15 ms instead of 1 at 50,000.)
 */
const insertMessages = (name: string, lock: string): Statement => ({
  name,
  text: `
    WITH inp AS (
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $11::text[], $12::uuid[], $13::text[]) WITH ORDINALITY t(id, channel_id, author_id, client_id, body, tree, reply_to_id, forward, forward_of, poll, n)),
    target AS (
      SELECT t.message_id, t.kind, t.target_id, a.id AS account_id, ro.id AS role_id, a.username, a.display_name
        FROM unnest($8::uuid[], $9::text[], $10::uuid[]) t(message_id, kind, target_id)
        LEFT JOIN accounts a ON a.id = t.target_id AND t.kind IN ('user', 'reply')
        LEFT JOIN roles ro ON ro.id = t.target_id AND t.kind = 'role'
       WHERE a.id IS NOT NULL OR ro.id IS NOT NULL OR t.kind IN ('everyone', 'here')),
    fresh AS (SELECT i.*, row_number() OVER (PARTITION BY i.channel_id ORDER BY i.n)::int AS nth FROM inp i WHERE (SELECT m.id FROM messages m WHERE m.author_id = i.author_id AND m.client_id = i.client_id) IS NULL),
    cnt AS (SELECT channel_id, count(*)::int AS n, CASE WHEN count(DISTINCT author_id) = 1 THEN (array_agg(author_id))[1] END AS sole_author FROM fresh GROUP BY channel_id),
    lk AS MATERIALIZED (SELECT c.id FROM channels c WHERE c.id IN (SELECT channel_id FROM cnt) AND c.deleted_at IS NULL ORDER BY c.id ${lock}),
    up AS (
      UPDATE channels c SET version = c.version + cnt.n, posted = c.posted + cnt.n FROM cnt JOIN lk ON lk.id = cnt.channel_id WHERE c.id = cnt.channel_id
      RETURNING c.id, c.version - cnt.n AS version, c.posted - cnt.n AS posted),
    ins AS (
      INSERT INTO messages (id, channel_id, seq, version, ordinal, author_id, client_id, body, tree, reply_to_id, forward, forward_of)
      SELECT f.id, f.channel_id, up.version + f.nth, up.version + f.nth, up.posted + f.nth, f.author_id, f.client_id, f.body, f.tree::jsonb, f.reply_to_id, f.forward::jsonb, f.forward_of
        FROM fresh f JOIN up ON up.id = f.channel_id
      RETURNING id, channel_id, seq, ordinal, created_at),
    mentioned AS (
      INSERT INTO mentions (message_id, channel_id, seq, kind, target_id, account_id, role_id)
      SELECT ins.id, ins.channel_id, ins.seq, t.kind, t.target_id, t.account_id, t.role_id FROM target t JOIN ins ON ins.id = t.message_id),
    polled AS (
      INSERT INTO polls (message_id, answers, votes, multiple, anonymous, ends_at)
      SELECT f.id, po.answers, po.votes, po.multiple, po.anonymous, po."endsAt"
        FROM ins JOIN fresh f ON f.id = ins.id, jsonb_to_record(f.poll::jsonb) po(answers text[], votes int[], multiple boolean, anonymous boolean, "endsAt" timestamptz)
       WHERE f.poll IS NOT NULL),
    named AS (
      SELECT message_id, jsonb_agg(jsonb_build_object('id', account_id, 'username', username, 'displayName', display_name) ORDER BY account_id) AS accounts
        FROM target WHERE kind = 'user' GROUP BY message_id),
    own AS (
      INSERT INTO read_states AS r (account_id, channel_id, seq, ordinal)
      SELECT cnt.sole_author, up.id, up.version + cnt.n, up.posted + cnt.n FROM up JOIN cnt ON cnt.channel_id = up.id
       WHERE cnt.sole_author IS NOT NULL AND up.posted = coalesce((SELECT ordinal FROM read_states WHERE account_id = cnt.sole_author AND channel_id = up.id), 0)
      ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, ordinal = excluded.ordinal, updated_at = now() WHERE r.seq < excluded.seq
      RETURNING channel_id, rewinds)
    SELECT ins.id, ins.seq, ins.ordinal, ins.created_at, own.rewinds, named.accounts AS mentioned
      FROM ins LEFT JOIN own ON own.channel_id = ins.channel_id LEFT JOIN named ON named.message_id = ins.id
    UNION ALL
    SELECT f.id, NULL, NULL, NULL, NULL, NULL FROM fresh f JOIN channels c ON c.id = f.channel_id AND c.deleted_at IS NULL WHERE NOT EXISTS (SELECT 1 FROM up WHERE up.id = f.channel_id)`,
});

/** Waits for locked channels. */
export const insertBatch = insertMessages('messages.insert_batch', 'FOR NO KEY UPDATE');
/** Waits for nobody, so that one channel that is locked holds up none of the others. */
export const insertUnlocked = insertMessages('messages.insert_unlocked', 'FOR NO KEY UPDATE SKIP LOCKED');

/** Asked only for what has marks: all else names nobody. */
const mentionedIn = (message: 'm' | 'r') => `CASE WHEN ${message}.tree IS NOT NULL THEN (
    SELECT jsonb_agg(jsonb_build_object('id', ma.id, 'username', ma.username, 'displayName', ma.display_name) ORDER BY ma.id)
      FROM mentions mn JOIN accounts ma ON ma.id = mn.account_id WHERE mn.message_id = ${message}.id AND mn.kind = 'user') END`;

/** Asked only for what forwards something. Where the original's channel is deleted, so is the original. */
const forwardGone = `CASE WHEN m.forward_of IS NOT NULL THEN NOT EXISTS (
    SELECT 1 FROM messages f JOIN channels fc ON fc.id = f.channel_id WHERE f.id = m.forward_of AND f.deleted_at IS NULL AND fc.deleted_at IS NULL) END`;

const columns = `m.id, m.channel_id, m.seq, m.version, m.ordinal, m.author_id, a.username, a.display_name, m.body, m.tree, m.client_id, m.created_at, m.edited_at, m.deleted_at, m.pinned_at, m.reactions, th.id AS thread_id, ${pollColumn} AS poll,
  m.forward, m.forward_of, ${forwardGone} AS forward_gone,
  ${mentionedIn('m')} AS mentioned, ${mentionedIn('r')} AS reply_mentioned,
  r.id AS reply_id, r.seq AS reply_seq, r.author_id AS reply_author_id, ra.username AS reply_username, ra.display_name AS reply_display_name, r.body AS reply_body, r.tree AS reply_tree, r.deleted_at AS reply_deleted_at`;
const joins = `LEFT JOIN accounts a ON a.id = m.author_id LEFT JOIN messages r ON r.id = m.reply_to_id LEFT JOIN accounts ra ON ra.id = r.author_id LEFT JOIN channels th ON th.root_id = m.id AND th.deleted_at IS NULL LEFT JOIN polls po ON po.message_id = m.id`;

/** Which of a message's reactions and votes are the reader's; costs a message without any nothing. */
const own = (reader: string) =>
  `CASE WHEN m.reactions IS NOT NULL THEN (SELECT array_agg(o.emoji) FROM reactions o WHERE o.message_id = m.id AND o.account_id = ${reader}::uuid) END AS own_reactions, ${ownVotesColumn(reader)} AS own_votes`;

/** What of a message's row is shown; not what only a search looks at. */
const kept = `id, channel_id, seq, version, ordinal, author_id, client_id, body, tree, reply_to_id, created_at, edited_at, deleted_at, pinned_at, reactions, forward, forward_of`;

/**
 * A stretch of a channel with the channel's counters of the same snapshot: what happens later has a higher version.
 *
 * The stretch is cut first and only then joined: a plan made while the table was small may read all of it, but once and
 * not for each message. The limit is asked for in a query of its own, as its value then cannot tempt the planner to
 * plan anew at each call, which takes longer than the page itself.
 */
const stretch = (condition: string, order: 'seq ASC' | 'seq DESC' | 'version ASC') => `
  WITH m AS MATERIALIZED (SELECT ${kept} FROM messages WHERE channel_id = $1 AND ${condition} ORDER BY ${order} LIMIT (SELECT $3::int))
  SELECT c.version AS channel_version, c.posted AS channel_posted, ${columns}, ${own('$4')}
    FROM channels c LEFT JOIN m ON true ${joins} WHERE c.id = $1 ORDER BY m.${order}`;

export const pageBefore: Statement = {
  name: 'messages.page_before',
  text: stretch('seq < $2 AND deleted_at IS NULL', 'seq DESC'),
};
export const pageAfter: Statement = {
  name: 'messages.page_after',
  text: stretch('seq > $2 AND deleted_at IS NULL', 'seq ASC'),
};
export const changesSince: Statement = {
  name: 'messages.changes_since',
  text: stretch('version > $2', 'version ASC'),
};

export const findById: Statement = {
  name: 'messages.find',
  text: `SELECT ${columns}, c.posted AS channel_posted FROM messages m JOIN channels c ON c.id = m.channel_id ${joins} WHERE m.id = $1`,
};
export const findByIds: Statement = {
  name: 'messages.find_all',
  text: `SELECT ${columns}, c.posted AS channel_posted FROM messages m JOIN channels c ON c.id = m.channel_id ${joins} WHERE m.id = ANY($1::uuid[]) ORDER BY m.version`,
};
export const findShown: Statement = {
  name: 'messages.find_shown',
  text: `SELECT ${columns} FROM messages m ${joins} WHERE m.id = ANY($1::uuid[]) AND m.deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = $2::uuid AND b.blocked_id = m.author_id)`,
};
export const pins: Statement = {
  name: 'messages.pins',
  text: `SELECT ${columns}, ${own('$3')} FROM messages m ${joins} WHERE m.channel_id = $1 AND m.pinned_at IS NOT NULL AND m.deleted_at IS NULL ORDER BY m.pinned_at DESC, m.seq DESC LIMIT $2`,
};
export const findByClientId: Statement = {
  name: 'messages.find_by_client_id',
  text: `SELECT ${columns} FROM messages m ${joins} WHERE m.author_id = $1::uuid AND m.client_id = $2::uuid`,
};

// A change locks the channel (the same lock order as the batch), then the row as it is by then: of two at the same moment
// the second sees what the first did, and one that finds nothing to do moves no version.
const locked = `lk AS MATERIALIZED (SELECT id FROM channels WHERE id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE),
    old AS MATERIALIZED (
      SELECT m.id, m.channel_id, m.seq, m.body, m.tree FROM messages m JOIN lk ON lk.id = m.channel_id WHERE m.id = $1 AND m.deleted_at IS NULL FOR NO KEY UPDATE OF m)`;
const nextVersion = `up AS (UPDATE channels SET version = version + 1 WHERE id = $2 AND EXISTS (SELECT 1 FROM old) RETURNING version)`;

// A message that goes loses its reactions. One that came at the same moment through another replica is not seen by that,
// but counted nowhere: it goes when the message comes back.
const unreact = (id: string) => `reacted AS (DELETE FROM reactions r USING old WHERE r.message_id = ${id})`;

// What was forwarded of a message goes for good when the message does; that something was stays.
const withoutText = (message: 'f') =>
  `forward = jsonb_build_object('body', NULL, 'tree', NULL, 'createdAt', ${message}.forward->'createdAt')`;

export const findForwards: Statement = {
  name: 'messages.find_forwards',
  text: `SELECT id, channel_id FROM messages WHERE forward_of = ANY($1::uuid[]) AND deleted_at IS NULL ORDER BY id DESC LIMIT $2`,
};

export const touch: Statement = {
  name: 'messages.touch',
  text: `
    WITH lk AS MATERIALIZED (SELECT id FROM channels WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE),
    old AS MATERIALIZED (
      SELECT m.id, m.seq FROM messages m JOIN lk ON lk.id = m.channel_id WHERE m.id = ANY($2::uuid[]) AND m.deleted_at IS NULL FOR NO KEY UPDATE OF m),
    numbered AS (SELECT id, row_number() OVER (ORDER BY seq)::int AS nth FROM old),
    counted AS (SELECT count(*)::int AS n FROM old),
    up AS (UPDATE channels SET version = version + counted.n FROM counted WHERE id = $1 AND counted.n > 0 RETURNING version - counted.n AS version)
    UPDATE messages m SET version = up.version + n.nth FROM numbered n, up WHERE m.id = n.id RETURNING m.id`,
};

export const editMessage: Statement = {
  name: 'messages.edit',
  text: `
    WITH ${locked},
    ${nextVersion},
    kept AS (INSERT INTO message_edits (id, message_id, body, tree, edited_at) SELECT $5, old.id, old.body, old.tree, now() FROM old),
    wanted AS (
      SELECT t.kind, t.target_id, a.id AS account_id, ro.id AS role_id FROM unnest($6::text[], $7::uuid[]) t(kind, target_id)
        LEFT JOIN accounts a ON a.id = t.target_id AND t.kind = 'user' LEFT JOIN roles ro ON ro.id = t.target_id AND t.kind = 'role'
       WHERE a.id IS NOT NULL OR ro.id IS NOT NULL OR t.kind IN ('everyone', 'here')),
    gone AS (
      DELETE FROM mentions mn USING old
       WHERE mn.message_id = old.id AND mn.kind <> 'reply' AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.kind = mn.kind AND w.target_id = mn.target_id)
      RETURNING mn.kind, mn.account_id, mn.role_id, mn.notifies),
    added AS (
      INSERT INTO mentions (message_id, channel_id, seq, kind, target_id, account_id, role_id, notifies)
      SELECT old.id, old.channel_id, old.seq, w.kind, w.target_id, w.account_id, w.role_id, false FROM old, wanted w ON CONFLICT DO NOTHING)
    UPDATE messages m SET body = $3, tree = $4::jsonb, edited_at = now(), version = up.version FROM up WHERE m.id = $1
    RETURNING m.id, (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'id', coalesce(account_id, role_id))), '[]') FROM gone WHERE notifies) AS gone`,
};

/** Whom messages told of themselves, and whether those are still there. */
export const notes: Statement = {
  name: 'messages.mention_notes',
  text: `
    SELECT m.id, m.channel_id, m.seq, m.version, m.author_id, m.deleted_at IS NULL AS present,
           coalesce(array_agg(mn.account_id) FILTER (WHERE mn.account_id IS NOT NULL), '{}') AS accounts,
           coalesce(array_agg(mn.role_id) FILTER (WHERE mn.role_id IS NOT NULL), '{}') AS roles,
           bool_or(mn.kind IN ('everyone', 'here')) AS everybody
      FROM mentions mn JOIN messages m ON m.id = mn.message_id WHERE mn.message_id = ANY($1::uuid[]) AND mn.notifies GROUP BY m.id`,
};

/** Members of a community whose name there, or username (by its skeleton), is one of these. */
export const membersNamed: Statement = {
  name: 'messages.members_named',
  text: `
    SELECT t.name, a.id, true AS by_username FROM unnest($2::text[], $3::text[]) t(name, skeleton)
      JOIN accounts a ON a.username_skeleton = t.skeleton AND lower(a.username) = lower(t.name) JOIN members m ON m.account_id = a.id AND m.community_id = $1
    UNION
    SELECT t.name, m.account_id, false FROM unnest($2::text[]) t(name) JOIN members m ON m.community_id = $1 AND m.sort_name = fold_name(t.name)`,
};

export const deleteMessage: Statement = {
  name: 'messages.delete',
  text: `
    WITH ${locked},
    ${nextVersion},
    kept AS (INSERT INTO withheld_texts (message_id, body, tree, deleted_by, purge_after) SELECT old.id, old.body, old.tree, $3, $4 FROM old ON CONFLICT (message_id) DO NOTHING),
    ${unreact('old.id')}
    UPDATE messages m SET body = '', tree = NULL, reactions = NULL, deleted_at = now(), version = up.version FROM up WHERE m.id = $1 RETURNING m.id`,
};

export const restoreMessage: Statement = {
  name: 'messages.restore',
  text: `
    WITH lk AS MATERIALIZED (SELECT id FROM channels WHERE id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE),
    old AS (DELETE FROM withheld_texts w USING lk WHERE w.message_id = $1 AND w.deleted_by = $3 AND w.purge_after > $4 RETURNING w.message_id, w.body, w.tree),
    ${nextVersion},
    ${unreact('old.message_id')}
    UPDATE messages m SET body = old.body, tree = old.tree, deleted_at = NULL, version = up.version FROM old, up WHERE m.id = old.message_id AND m.channel_id = $2 RETURNING m.id`,
};

export const recentChannels: Statement = {
  name: 'messages.recent_channels',
  text: `
    SELECT DISTINCT c.id FROM messages m JOIN channels c ON c.id = m.channel_id
     WHERE m.author_id = $1 AND c.community_id = $2 AND m.created_at >= $3 AND m.deleted_at IS NULL`,
};

/** A channel in which an account's texts still are; none when all are blank. */
export const channelOfAuthor: Statement = {
  name: 'messages.channel_of_author',
  text: `SELECT channel_id AS id FROM messages WHERE author_id = $1 AND deleted_at IS NULL LIMIT 1`,
};

/**
 * Blanks the oldest `$4` of an author's messages in a channel since a time, each with a version of its own, and with what
 * they said before each edit.
 */
export const blankByAuthor: Statement = {
  name: 'messages.blank_by_author',
  text: `
    WITH lk AS MATERIALIZED (SELECT id FROM channels WHERE id = $2 FOR NO KEY UPDATE),
    old AS MATERIALIZED (
      SELECT m.id, m.seq FROM messages m JOIN lk ON lk.id = m.channel_id
       WHERE m.author_id = $1 AND m.created_at >= $3 AND m.deleted_at IS NULL ORDER BY m.seq LIMIT $4 FOR NO KEY UPDATE OF m),
    numbered AS (SELECT id, row_number() OVER (ORDER BY seq)::int AS nth FROM old),
    counted AS (SELECT count(*)::int AS n FROM old),
    up AS (UPDATE channels SET version = version + counted.n FROM counted WHERE id = $2 AND counted.n > 0 RETURNING version - counted.n AS version, posted),
    edits AS (DELETE FROM message_edits e USING old WHERE e.message_id = old.id),
    forwarded AS (UPDATE messages f SET ${withoutText('f')} FROM old WHERE f.forward_of = old.id AND f.id NOT IN (SELECT id FROM old)),
    polled AS (DELETE FROM polls po USING old WHERE po.message_id = old.id),
    ${unreact('old.id')}
    UPDATE messages m SET body = '', tree = NULL, forward = NULL, forward_of = NULL, reactions = NULL, deleted_at = now(), version = up.version + n.nth FROM numbered n, up
     WHERE m.id = n.id RETURNING m.id, m.version, up.posted`,
};

export const purgeWithheld: Statement = {
  name: 'messages.purge_withheld',
  text: `
    WITH gone AS (DELETE FROM withheld_texts WHERE purge_after <= $1 RETURNING message_id),
    edits AS (DELETE FROM message_edits e USING gone WHERE e.message_id = gone.message_id),
    named AS (DELETE FROM mentions mn USING gone WHERE mn.message_id = gone.message_id),
    emptied AS (UPDATE messages m SET forward = NULL, forward_of = NULL FROM gone WHERE m.id = gone.message_id AND m.forward_of IS NOT NULL),
    forwarded AS (UPDATE messages f SET ${withoutText('f')} FROM gone WHERE f.forward_of = gone.message_id AND f.id NOT IN (SELECT message_id FROM gone)),
    polled AS (DELETE FROM polls po USING gone WHERE po.message_id = gone.message_id)
    SELECT message_id FROM gone`,
};

/** Takes the author from a portion of what they wrote; what they deleted a moment ago is purged in its time. */
export const releaseFromAuthor: Statement = {
  name: 'messages.release_from_author',
  text: `UPDATE messages SET author_id = NULL WHERE id IN (SELECT id FROM messages WHERE author_id = $1 LIMIT $2) RETURNING id`,
};

/** As `membersNamed`, of a conversation. */
export const conversationMembersNamed: Statement = {
  name: 'messages.conversation_members_named',
  text: `
    SELECT t.name, a.id, lower(a.username) = lower(t.name) AS by_username FROM unnest($2::text[], $3::text[]) t(name, skeleton)
      JOIN conversation_members m ON m.conversation_id = $1 JOIN accounts a ON a.id = m.account_id
     WHERE a.username_skeleton = t.skeleton AND lower(a.username) = lower(t.name) OR fold_name(a.display_name) = fold_name(t.name)`,
};
