import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { PlannedStructure } from './plan-template.ts';

export interface MemberRow {
  id: string;
  username: string;
  display_name: string;
  nickname: string | null;
  joined_at: Date;
  sort_name: string;
  /** Its part of the order: the group's place, or how well a name fits a search. */
  place: number;
}

/** Where a page ended. */
export interface MemberCursor {
  place: number;
  name: string;
  id: string;
}

const fields = `a.id, a.username, a.display_name, m.nickname, m.joined_at, m.sort_name`;

// Keyset by (place, name, id), names as the triggers keep them: a page costs the same at the beginning and at the end.
const groupedMembers: Statement = {
  name: 'communities.members_grouped',
  text: `
    WITH g AS (
      SELECT mr.account_id, min(h.place)::int AS place
        FROM member_roles mr JOIN unnest($2::uuid[]) WITH ORDINALITY h(role_id, place) ON h.role_id = mr.role_id
       WHERE mr.community_id = $1 GROUP BY mr.account_id)
    SELECT ${fields}, g.place FROM g JOIN members m ON m.community_id = $1 AND m.account_id = g.account_id JOIN accounts a ON a.id = m.account_id
     WHERE (g.place, m.sort_name, m.account_id) > ($3::int, $4::text, $5::uuid)
     ORDER BY g.place, m.sort_name, m.account_id LIMIT $6`,
};
const otherMembers: Statement = {
  name: 'communities.members_ungrouped',
  text: `
    SELECT ${fields}, cardinality($2::uuid[]) + 1 AS place FROM members m JOIN accounts a ON a.id = m.account_id
     WHERE m.community_id = $1 AND (m.sort_name, m.account_id) > ($3::text, $4::uuid)
       AND NOT EXISTS (SELECT 1 FROM member_roles mr WHERE mr.community_id = m.community_id AND mr.account_id = m.account_id AND mr.role_id = ANY($2::uuid[]))
     ORDER BY m.sort_name, m.account_id LIMIT $5`,
};
const foundMembers: Statement = {
  name: 'communities.members_found',
  text: `
    WITH f AS (
      SELECT m.*, (strpos(m.search_text, E'\n' || fold_name($2)) = 0)::int AS place FROM members m
       WHERE m.community_id = $1 AND strpos(m.search_text, fold_name($2)) > 0
         AND ($3::uuid IS NULL OR EXISTS (SELECT 1 FROM member_roles mr WHERE mr.community_id = m.community_id AND mr.account_id = m.account_id AND mr.role_id = $3)))
    SELECT ${fields}, m.place FROM f m JOIN accounts a ON a.id = m.account_id
     WHERE (m.place, m.sort_name, m.account_id) > ($4::int, $5::text, $6::uuid)
     ORDER BY m.place, m.sort_name, m.account_id LIMIT $7`,
};

/** Sorts before every member. */
export const firstId = '00000000-0000-0000-0000-000000000000';

export interface EntryRow {
  id: string;
  name: string;
  colour: string;
  letter: string;
  createdAt: Date;
  archivedAt: Date | null;
  ownerId: string;
  ownerUsername: string;
  ownerName: string;
  memberCount: number;
  channelCount: number;
  messageCount: number;
}

const entries = `SELECT c.id, c.name, c.colour, c.letter, c.created_at AS "createdAt", c.archived_at AS "archivedAt",
    o.id AS "ownerId", o.username AS "ownerUsername", o.display_name AS "ownerName",
    (SELECT count(*) FROM members m WHERE m.community_id = c.id) AS "memberCount",
    h.channels AS "channelCount", h.posted AS "messageCount"
  FROM communities c JOIN accounts o ON o.id = c.owner_id
  CROSS JOIN LATERAL (SELECT count(*) AS channels, coalesce(sum(x.posted), 0) AS posted FROM channels x WHERE x.community_id = c.id) h`;
const listEntries: Statement = {
  name: 'communities.list_entries',
  text: `${entries}
    WHERE ($3::uuid IS NULL OR c.id < $3) AND ($1 <> 'archived' OR c.archived_at IS NOT NULL)
      AND ($2 = '' OR position($2 IN lower(c.name)) > 0 OR position($2 IN lower(o.username)) > 0)
    ORDER BY c.id DESC LIMIT $4`,
};
const findEntry: Statement = { name: 'communities.find_entry', text: `${entries} WHERE c.id = $1` };

export const createStore = (db: Database) => ({
  insertCommunity: async (
    tx: Tx,
    community: { id: string; name: string; colour: string; letter: string; ownerId: string },
    plan: PlannedStructure,
  ): Promise<void> => {
    const inCommunity = <T extends object>(rows: T[]) =>
      rows.map((row) => ({ ...row, communityId: community.id }));
    await tx.community.create({ data: community });
    await tx.role.createMany({ data: inCommunity(plan.roles) });
    await tx.category.createMany({ data: inCommunity(plan.categories) });
    await tx.channel.createMany({ data: inCommunity(plan.channels) });
    await tx.override.createMany({ data: plan.overrides });
    await tx.member.create({ data: { communityId: community.id, accountId: community.ownerId } });
  },

  /**
   * Locks the account's row, so that two creations at once count each other. Undefined when it was shut out or deleted
   * meanwhile.
   */
  countOwned: async (tx: Tx, accountId: string): Promise<number | undefined> => {
    const found = await tx.$queryRaw<
      object[]
    >`SELECT id FROM accounts WHERE id = ${accountId}::uuid AND disabled_at IS NULL FOR NO KEY UPDATE`;
    if (found.length === 0) return undefined;
    return tx.community.count({ where: { ownerId: accountId } });
  },

  listEntries: (filter: string, search: string, before: string | null, limit: number): Promise<EntryRow[]> =>
    db.run<EntryRow>(listEntries, [filter, search.toLowerCase(), before, limit]),
  findEntry: async (id: string): Promise<EntryRow | undefined> =>
    (await db.run<EntryRow>(findEntry, [id]))[0],
  setArchived: async (tx: Tx, id: string, archivedAt: Date | null): Promise<void> => {
    await tx.community.update({ where: { id }, data: { archivedAt } });
  },
  setOwner: async (tx: Tx, id: string, ownerId: string): Promise<void> => {
    await tx.community.update({ where: { id }, data: { ownerId } });
  },
  findMember: async (tx: Tx, communityId: string, skeleton: string) =>
    (
      await tx.member.findFirst({
        where: { communityId, account: { usernameSkeleton: skeleton, disabledAt: null } },
        select: { account: { select: { id: true, username: true, displayName: true } } },
      })
    )?.account,
  findAccount: (tx: Tx, id: string) =>
    tx.account.findUnique({ where: { id }, select: { id: true, username: true, displayName: true } }),
  /** Removes a community and everything in it; a chore goes through its channels' messages in portions. */
  deleteCommunity: async (tx: Tx, id: string): Promise<void> => {
    await tx.channel.updateMany({
      where: { communityId: id },
      data: { communityId: null, categoryId: null, deletedAt: new Date() },
    });
    await tx.community.delete({ where: { id } });
  },

  updateCommunity: async (
    tx: Tx,
    id: string,
    data: { name?: string; colour?: string; letter?: string },
  ): Promise<void> => {
    await tx.community.update({ where: { id }, data });
  },

  /** Ends a membership; the owner's cannot end. Whether there was one. */
  deleteMember: async (tx: Tx, communityId: string, accountId: string): Promise<boolean> => {
    // Who is being made the owner at this moment is one once the lock is free: they would own it from outside.
    await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    const where = { communityId, accountId, community: { ownerId: { not: accountId } } };
    return (await tx.member.deleteMany({ where })).count > 0;
  },

  /** Members of the roles that stand apart (`hoisted`, from the top), then the others. */
  listMembers: async (
    communityId: string,
    hoisted: readonly string[],
    after: MemberCursor,
    limit: number,
  ): Promise<MemberRow[]> => {
    const isPast = after.place > hoisted.length;
    const grouped =
      isPast || hoisted.length === 0
        ? []
        : await db.run<MemberRow>(groupedMembers, [
            communityId,
            hoisted,
            after.place,
            after.name,
            after.id,
            limit,
          ]);
    if (grouped.length === limit) return grouped;
    const [name, id] = isPast ? [after.name, after.id] : ['', firstId];
    const others = await db.run<MemberRow>(otherMembers, [
      communityId,
      hoisted,
      name,
      id,
      limit - grouped.length,
    ]);
    return [...grouped, ...others];
  },

  findMembers: (
    communityId: string,
    query: string,
    roleId: string | null,
    after: MemberCursor,
    limit: number,
  ): Promise<MemberRow[]> =>
    db.run<MemberRow>(foundMembers, [communityId, query, roleId, after.place, after.name, after.id, limit]),
});

export type Store = ReturnType<typeof createStore>;
