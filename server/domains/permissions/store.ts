import { Batch } from '#server/platform/batch.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { ChannelKind } from '#contract/channels';
import type { FilterRule } from '#contract/filters';
import type { Permission } from './contract.ts';

export interface CommunityRow {
  id: string;
  name: string;
  colour: string;
  letter: string;
  owner_id: string;
  rules_at: string | null;
  invites_paused_at: string | null;
  archived_at: string | null;
  alarm_at: string | null;
  /** How many wait to be let in. */
  join_requests: number;
  roles: {
    id: string;
    name: string;
    colour: string | null;
    icon: string;
    position: number;
    is_everyone: boolean;
    hoist: boolean;
    mentionable: boolean;
    permissions: Permission[];
  }[];
  categories: { id: string; name: string; position: number }[];
  channels: {
    id: string;
    category_id: string | null;
    kind: ChannelKind;
    name: string;
    topic: string;
    position: number;
    synced: boolean;
    locked: boolean;
    slow_mode: number;
  }[];
  overrides: {
    category_id: string | null;
    channel_id: string | null;
    role_id: string | null;
    account_id: string | null;
    allow: Permission[];
    deny: Permission[];
  }[];
  /** Account id → ids of its roles. */
  members: Record<string, string[]>;
  /** Account id → name in this community, of those that have one. */
  nicknames: Record<string, string>;
  /** Account id → end of the timeout (ISO 8601), of those that are timed out. */
  timeouts: Record<string, string>;
  /** Rules that are on. */
  filters: FilterRule[];
  /** Channel id → reports that nobody has dealt with. */
  open_reports: Record<string, number>;
  /** Channel id → messages that wait for a moderator. */
  held_messages: Record<string, number>;
}

// One statement, one snapshot: roles, overrides and members that belong together.
const communityStatement: Statement = {
  name: 'permissions.community',
  text: `
    SELECT c.id, c.name, c.colour, c.letter, c.owner_id, c.rules_at, c.invites_paused_at, c.archived_at, c.alarm_at,
      (SELECT count(*)::int FROM join_requests j WHERE j.community_id = c.id AND j.refused_at IS NULL) AS join_requests,
      (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'colour', r.colour, 'icon', r.icon, 'position', r.position, 'is_everyone', r.is_everyone, 'hoist', r.hoist, 'mentionable', r.mentionable, 'permissions', r.permissions) ORDER BY r.position DESC, r.id), '[]') FROM roles r WHERE r.community_id = c.id) AS roles,
      (SELECT coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'position', k.position) ORDER BY k.position, k.id), '[]') FROM categories k WHERE k.community_id = c.id) AS categories,
      (SELECT coalesce(json_agg(json_build_object('id', h.id, 'category_id', h.category_id, 'kind', h.kind, 'name', h.name, 'topic', h.topic, 'position', h.position, 'synced', h.synced, 'locked', h.locked, 'slow_mode', h.slow_mode) ORDER BY h.position, h.id), '[]') FROM channels h WHERE h.community_id = c.id) AS channels,
      (SELECT coalesce(json_agg(json_build_object('category_id', o.category_id, 'channel_id', o.channel_id, 'role_id', o.role_id, 'account_id', o.account_id, 'allow', o.allow, 'deny', o.deny)), '[]')
         FROM (SELECT o.* FROM channels h JOIN overrides o ON o.channel_id = h.id WHERE h.community_id = c.id
               UNION ALL SELECT o.* FROM categories k JOIN overrides o ON o.category_id = k.id WHERE k.community_id = c.id) o) AS overrides,
      (SELECT coalesce(json_object_agg(m.account_id, coalesce(mr.roles, '[]'::json)), '{}') FROM members m
         LEFT JOIN LATERAL (SELECT json_agg(x.role_id) AS roles FROM member_roles x WHERE x.community_id = m.community_id AND x.account_id = m.account_id) mr ON true
        WHERE m.community_id = c.id) AS members,
      (SELECT coalesce(json_object_agg(m.account_id, m.nickname), '{}') FROM members m WHERE m.community_id = c.id AND m.nickname IS NOT NULL) AS nicknames,
      (SELECT coalesce(json_object_agg(m.account_id, m.timeout_until), '{}') FROM members m WHERE m.community_id = c.id AND m.timeout_until IS NOT NULL) AS timeouts,
      (SELECT coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'kind', f.kind, 'mode', f.mode, 'patterns', f.patterns, 'leet', f.leet, 'mentionMax', f.mention_max, 'action', f.action, 'notice', f.notice, 'exemptRoleIds', f.exempt_role_ids, 'exemptChannelIds', f.exempt_channel_ids) ORDER BY f.id), '[]') FROM filters f WHERE f.community_id = c.id AND f.enabled) AS filters,
      (SELECT coalesce(json_object_agg(p.channel_id, p.n), '{}') FROM (SELECT channel_id, count(*) AS n FROM reports WHERE community_id = c.id AND resolved_at IS NULL GROUP BY channel_id) p) AS open_reports,
      (SELECT coalesce(json_object_agg(p.channel_id, p.n), '{}') FROM (SELECT channel_id, count(*) AS n FROM held_messages WHERE community_id = c.id AND refused_at IS NULL GROUP BY channel_id) p) AS held_messages
    FROM communities c WHERE c.id = $1::uuid`,
};
const ofChannel: Statement = {
  name: 'permissions.community_of_channel',
  text: 'SELECT community_id FROM channels WHERE id = $1 AND community_id IS NOT NULL',
};
const ofCategory: Statement = {
  name: 'permissions.community_of_category',
  text: 'SELECT community_id FROM categories WHERE id = $1',
};
const ofAccounts: Statement = {
  name: 'permissions.communities_of_accounts',
  text: 'SELECT account_id, community_id FROM members WHERE account_id = ANY($1::uuid[]) ORDER BY joined_at, community_id',
};

function communitiesOf(db: Database) {
  const batch = new Batch<string, string[]>(async (accountIds) => {
    const rows = await db.run<{ account_id: string; community_id: string }>(ofAccounts, [accountIds]);
    const byAccount = Map.groupBy(rows, (row) => row.account_id);
    return accountIds.map((id) => (byAccount.get(id) ?? []).map((row) => row.community_id));
  });
  return (accountId: string) => batch.get(accountId);
}

export const createStore = (db: Database) => ({
  findCommunity: async (id: string): Promise<CommunityRow | undefined> =>
    (await db.runUrgently<CommunityRow>(communityStatement, [id]))[0],
  /** The community as it is now, and as it stays until the transaction ends: changes of it are made one by one. */
  lockCommunity: async (tx: Tx, id: string): Promise<CommunityRow | undefined> => {
    await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    return (await tx.$queryRawUnsafe<CommunityRow[]>(communityStatement.text, id))[0];
  },
  communityOfChannel: async (id: string): Promise<string | undefined> =>
    (await db.run<{ community_id: string }>(ofChannel, [id]))[0]?.community_id,
  communityOfCategory: async (id: string): Promise<string | undefined> =>
    (await db.run<{ community_id: string }>(ofCategory, [id]))[0]?.community_id,
  communitiesOfAccount: communitiesOf(db),
});

export type Store = ReturnType<typeof createStore>;
