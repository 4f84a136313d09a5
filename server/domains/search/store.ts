import type { AccountDto } from '#contract/accounts';
import type { Block } from '#contract/messages';
import { usernameSkeleton } from '#server/domains/accounts/index.ts';
import { accountsNamed } from '#server/domains/messages/index.ts';
import type { Database, Statement } from '#server/platform/database.ts';
import { searchLimits } from './contract.ts';
import { windowCount } from './windows.ts';

export interface HitRow {
  id: string;
  channel_id: string;
  seq: number;
  author_id: string | null;
  username: string | null;
  display_name: string | null;
  body: string;
  tree: Block[] | null;
  created_at: Date;
  pinned_at: Date | null;
}

export interface RankedRow extends HitRow {
  /** The newest of the candidates: a later page is of the same. */
  newest_id: string;
}

/** What rows are asked that the index does not answer, or not exactly. */
export interface RowFilter {
  channelIds: readonly string[];
  /** The newest id that counts, and whether it counts itself. */
  upTo: string;
  since: Date;
  until: Date;
}

/** Texts of `tsquery`. */
export interface IndexQuery {
  query: readonly [where: string, what: string];
  /** What has to hold besides, in one window after the other; null: left out. */
  windows: readonly (string | null)[];
}

export interface PersonRow {
  id: string;
  username: string;
  display_name: string;
  nickname: string | null;
  community_id: string;
}

/** Of the newest messages of the instance so many are looked through one by one, before the index is asked. */
const nearest = 2000;
const firstWindow = 8;

const fits = `m.channel_id = ANY($5::uuid[]) AND m.id < $3::uuid AND m.created_at >= $6 AND m.created_at < $7`;
const looked = 'id, channel_id, created_at';

/** Whether none of these had enough. */
const lacking = (names: readonly string[]): string =>
  names.map((name) => `(SELECT count(*) FROM ${name}) < $4`).join(' AND ');
const windowNames = Array.from({ length: windowCount }, (_, n) => `w${n}`);

/**
 * The newest `$4` messages that fit. Left to itself, the planner walks all messages backwards for a word that nobody ever
 * wrote, or fetches and sorts half of them for one that everybody writes. So the newest are walked, but few; then the
 * index is asked in windows of time, each only when the one before had too little. `OFFSET 0` keeps the index's condition
 * alone with its row: no other index is taken for it.
 */
const newestHits = `
  near AS MATERIALIZED (
    SELECT m.id FROM (SELECT ${looked}, search FROM messages WHERE id < $3::uuid ORDER BY id DESC LIMIT ${nearest}) m
     WHERE m.search @@ $1::tsquery AND m.search @@ $2::tsquery AND ${fits} LIMIT $4),
  ${windowNames
    .map(
      (name, n) => `${name} AS MATERIALIZED (
    SELECT m.id FROM (SELECT ${looked} FROM messages WHERE search @@ $${firstWindow + n}::tsquery AND search @@ $1::tsquery AND search @@ $2::tsquery AND ${lacking(['near', ...windowNames.slice(0, n)])} OFFSET 0) m
     WHERE ${fits} ORDER BY m.id DESC LIMIT $4)`,
    )
    .join(',\n  ')},
  hits AS (${['near', ...windowNames].map((name) => `SELECT id FROM ${name}`).join(' UNION ')} ORDER BY id DESC LIMIT $4)`;

const columns = `m.id, m.channel_id, m.seq, m.author_id, a.username, a.display_name, m.body, m.tree, m.created_at, m.pinned_at`;

export const newest: Statement = {
  name: 'search.newest',
  text: `WITH ${newestHits}
    SELECT ${columns} FROM hits JOIN messages m USING (id) LEFT JOIN accounts a ON a.id = m.author_id ORDER BY m.id DESC`,
};

/** Of the candidates: how much a message is about the words, a little less the longer and the older it is (half after a quarter). */
const rankQuery = firstWindow + windowCount;
const best: Statement = {
  name: 'search.best',
  text: `WITH ${newestHits},
    ranked AS (
      SELECT m.id, first_value(m.id) OVER (ORDER BY m.id DESC) AS newest_id,
             ts_rank(m.search, $${rankQuery}::tsquery, 1) * (0.5 + 0.5 * exp(-extract(epoch FROM now() - m.created_at) / 7776000)) AS rank
        FROM hits JOIN messages m USING (id))
    SELECT ${columns}, ranked.newest_id FROM ranked JOIN messages m USING (id) LEFT JOIN accounts a ON a.id = m.author_id
     ORDER BY ranked.rank DESC, m.id DESC LIMIT ${searchLimits.page + 1} OFFSET $${rankQuery + 1}`,
};

// `search_text` holds a member's names, folded, each after a line break.
const named: Statement = {
  name: 'search.accounts_named',
  text: `
    SELECT m.account_id AS id, true AS here FROM members m
     WHERE m.community_id = ANY($1::uuid[]) AND m.search_text <> '' AND strpos(m.search_text || E'\\n', E'\\n' || fold_name($2) || E'\\n') > 0
    UNION SELECT id, false FROM accounts WHERE username_skeleton = $3`,
};
const people: Statement = {
  name: 'search.people',
  text: `
    WITH sought AS (SELECT fold_name($2) AS name, replace(replace(replace(fold_name($2), '\\', '\\\\'), '%', '\\%'), '_', '\\_') AS pattern),
    found AS (
      SELECT DISTINCT ON (m.account_id) m.account_id, m.community_id, m.nickname, m.sort_name,
             CASE WHEN m.search_text LIKE E'%\\n' || s.pattern || '%' THEN 2 WHEN m.search_text LIKE '%' || s.pattern || '%' THEN 1 ELSE word_similarity(s.name, m.search_text) END AS score
        FROM members m, sought s
       WHERE m.community_id = ANY($1::uuid[]) AND m.search_text <> '' AND (m.search_text LIKE '%' || s.pattern || '%' OR s.name <% m.search_text)
       ORDER BY m.account_id, score DESC)
    SELECT a.id, a.username, a.display_name, f.nickname, f.community_id
      FROM found f JOIN accounts a ON a.id = f.account_id WHERE a.deleted_at IS NULL
     ORDER BY f.score DESC, f.sort_name, a.id LIMIT ${searchLimits.peopleMax}`,
};

/** Threads that are looked through; the latest count. */
const threadsMax = 10_000;
const threads: Statement = {
  name: 'search.threads',
  text: `SELECT id, parent_id, name FROM channels WHERE parent_id = ANY($1::uuid[]) AND deleted_at IS NULL ORDER BY id DESC LIMIT ${threadsMax}`,
};

export const valuesOf = ({ query, windows }: IndexQuery, filter: RowFilter, limit: number): unknown[] => [
  ...[...query, filter.upTo, limit, filter.channelIds, filter.since, filter.until],
  ...windows,
];

export const createStore = (db: Database) => ({
  /** Threads of these channels, archived ones among them. */
  threadsOf: (channelIds: readonly string[]): Promise<{ id: string; parent_id: string; name: string }[]> =>
    db.runApart(threads, [channelIds]),
  /** The newest `limit` hits. */
  findNewest: (index: IndexQuery, filter: RowFilter, limit: number): Promise<HitRow[]> =>
    db.runApart<HitRow>(newest, valuesOf(index, filter, limit)),
  /** A page, and one more, of the newest hits that are most about `words`. */
  findBest: (index: IndexQuery, filter: RowFilter, words: string, offset: number): Promise<RankedRow[]> =>
    db.runApart<RankedRow>(best, [...valuesOf(index, filter, searchLimits.candidates), words, offset]),

  /** Who has this nickname, display name or username in the communities, and whose username it is anywhere. */
  findNamed: (communityIds: readonly string[], name: string): Promise<{ id: string; here: boolean }[]> =>
    db.runApart<{ id: string; here: boolean }>(named, [communityIds, name, usernameSkeleton(name)]),
  namesOf: (ids: readonly string[]): Promise<AccountDto[]> => accountsNamed(db, ids),
  /** Members of the communities by the beginning of a name, then by a part of one, then by one that is spelled like it. */
  findPeople: (communityIds: readonly string[], name: string): Promise<PersonRow[]> =>
    db.runApart<PersonRow>(people, [communityIds, name]),
});

export type Store = ReturnType<typeof createStore>;
