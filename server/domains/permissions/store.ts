import { Batch } from '#server/platform/batch.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { ChannelKind } from '#contract/channels';
import type { CommunityColour } from '#contract/communities';
import { conversationLimits, type ConversationAnswer, type ConversationKind } from '#contract/conversations';
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

export interface ConversationRow {
  id: string;
  kind: ConversationKind;
  name: string;
  colour: CommunityColour;
  owner_id: string | null;
  created_at: Date;
  /** When the last message came, or when it was started; as of this reading. */
  active_at: Date;
  /** Direct, and one of the two blocked the other, declined it, or is gone. */
  is_closed: boolean;
  /** In the order they came. */
  members: {
    id: string;
    username: string;
    display_name: string;
    answer: ConversationAnswer;
    closed_at: number | null;
  }[];
}

export interface ThreadRow {
  id: string;
  community_id: string;
  parent_id: string;
  root_id: string | null;
  name: string;
  created_by: string | null;
  locked: boolean;
  archived_at: Date | null;
  archive_after: number;
  posted: number;
  active_at: Date;
  followers: string[];
  tags: string[];
  pinned_at: Date | null;
}

/** A place by its kind and id. `parentId`: of the channel that is asked for, when it is a thread. */
export interface PlaceKey {
  kind: 'community' | 'conversation';
  id: string;
  parentId: string | null;
}

// One statement, one snapshot: roles, overrides and members that belong together.
const communityStatement: Statement = {
  name: 'permissions.community',
  text: `
    SELECT c.id, c.name, c.colour, c.letter, c.owner_id, c.rules_at, c.invites_paused_at, c.archived_at, c.alarm_at,
      (SELECT count(*)::int FROM join_requests j WHERE j.community_id = c.id AND j.refused_at IS NULL) AS join_requests,
      (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'colour', r.colour, 'icon', r.icon, 'position', r.position, 'is_everyone', r.is_everyone, 'hoist', r.hoist, 'mentionable', r.mentionable, 'permissions', r.permissions) ORDER BY r.position DESC, r.id), '[]') FROM roles r WHERE r.community_id = c.id) AS roles,
      (SELECT coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'position', k.position) ORDER BY k.position, k.id), '[]') FROM categories k WHERE k.community_id = c.id) AS categories,
      (SELECT coalesce(json_agg(json_build_object('id', h.id, 'category_id', h.category_id, 'kind', h.kind, 'name', h.name, 'topic', h.topic, 'position', h.position, 'synced', h.synced, 'locked', h.locked, 'slow_mode', h.slow_mode) ORDER BY h.position, h.id), '[]') FROM channels h WHERE h.community_id = c.id AND h.kind <> 'thread') AS channels,
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
const conversationStatement: Statement = {
  name: 'permissions.conversation',
  text: `
    SELECT v.id, v.kind, v.name, v.colour, v.owner_id, v.created_at,
      coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = v.id ORDER BY m.seq DESC LIMIT 1), v.created_at) AS active_at,
      v.kind = 'direct' AND (
        EXISTS (SELECT 1 FROM conversation_members a JOIN conversation_members b ON b.conversation_id = a.conversation_id
                  JOIN blocks k ON k.blocker_id = a.account_id AND k.blocked_id = b.account_id WHERE a.conversation_id = v.id)
        OR EXISTS (SELECT 1 FROM conversation_members m JOIN accounts p ON p.id = m.account_id
                    WHERE m.conversation_id = v.id AND (p.disabled_at IS NOT NULL OR p.deleted_at IS NOT NULL))
        OR (SELECT count(*) FROM conversation_members m WHERE m.conversation_id = v.id) < 2
        OR EXISTS (SELECT 1 FROM conversation_members m WHERE m.conversation_id = v.id AND m.answer = 'declined')
      ) AS is_closed,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'username', p.username, 'display_name', p.display_name, 'answer', m.answer, 'closed_at', m.closed_at) ORDER BY m.joined_at, m.account_id), '[]')
         FROM conversation_members m JOIN accounts p ON p.id = m.account_id WHERE m.conversation_id = v.id) AS members
    FROM conversations v WHERE v.id = $1::uuid`,
};
const ofChannel: Statement = {
  name: 'permissions.place_of_channel',
  text: 'SELECT community_id, parent_id FROM channels WHERE id = $1 AND deleted_at IS NULL',
};
const threadStatement: Statement = {
  name: 'permissions.thread',
  text: `
    SELECT t.id, t.community_id, t.parent_id, t.root_id, t.name, t.created_by, t.locked, t.archived_at, t.archive_after, t.posted, t.pinned_at,
      coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = t.id ORDER BY m.seq DESC LIMIT 1), t.created_at) AS active_at,
      (SELECT coalesce(json_agg(f.account_id), '[]') FROM thread_followers f WHERE f.thread_id = t.id) AS followers,
      (SELECT coalesce(json_agg(g.id ORDER BY g.position), '[]') FROM thread_tags x JOIN forum_tags g ON g.id = x.tag_id WHERE x.thread_id = t.id) AS tags
    FROM channels t WHERE t.id = $1::uuid AND t.kind = 'thread' AND t.deleted_at IS NULL AND t.community_id IS NOT NULL`,
};
const conversationsOfAccount: Statement = {
  name: 'permissions.conversations_of_account',
  text: `SELECT c.id, coalesce((SELECT m.created_at FROM messages m WHERE m.channel_id = c.id ORDER BY m.seq DESC LIMIT 1), c.created_at) AS active_at
           FROM conversation_members p JOIN channels c ON c.id = p.conversation_id
          WHERE p.account_id = $1 ORDER BY 2 DESC, c.id DESC LIMIT ${conversationLimits.listed}`,
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
  findConversation: async (id: string): Promise<ConversationRow | undefined> =>
    (await db.runUrgently<ConversationRow>(conversationStatement, [id]))[0],
  /** As `lockCommunity`. */
  lockConversation: async (tx: Tx, id: string): Promise<ConversationRow | undefined> => {
    await tx.$queryRaw`SELECT 1 FROM conversations WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    return (await tx.$queryRawUnsafe<ConversationRow[]>(conversationStatement.text, id))[0];
  },
  findThread: async (id: string): Promise<ThreadRow | undefined> =>
    (await db.runUrgently<ThreadRow>(threadStatement, [id]))[0],
  placeOfChannel: async (id: string): Promise<PlaceKey | undefined> => {
    const [row] = await db.run<{ community_id: string | null; parent_id: string | null }>(ofChannel, [id]);
    if (!row) return undefined;
    const { community_id: communityId, parent_id: parentId } = row;
    return communityId
      ? { kind: 'community', id: communityId, parentId }
      : { kind: 'conversation', id, parentId: null };
  },
  conversationsOfAccount: (accountId: string): Promise<{ id: string; active_at: Date }[]> =>
    db.run<{ id: string; active_at: Date }>(conversationsOfAccount, [accountId]),
  communityOfCategory: async (id: string): Promise<string | undefined> =>
    (await db.run<{ community_id: string }>(ofCategory, [id]))[0]?.community_id,
  communitiesOfAccount: communitiesOf(db),
});

export type Store = ReturnType<typeof createStore>;
