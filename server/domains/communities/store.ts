import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { PlannedStructure } from './plan-template.ts';

export interface MemberRow {
  id: string;
  username: string;
  display_name: string;
  joined_at: Date;
  sort_name: string;
}

// Keyset by (lower(display name), id): a page costs the same at the beginning and at the end.
const members: Statement = {
  name: 'communities.members',
  text: `SELECT a.id, a.username, a.display_name, m.joined_at, lower(a.display_name) AS sort_name
           FROM members m JOIN accounts a ON a.id = m.account_id
          WHERE m.community_id = $1 AND (lower(a.display_name), a.id) > ($2, $3::uuid)
          ORDER BY lower(a.display_name), a.id LIMIT $4`,
};

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
      data: { communityId: null, categoryId: null },
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
  deleteMember: async (tx: Tx, communityId: string, accountId: string): Promise<boolean> =>
    (
      await tx.member.deleteMany({
        where: { communityId, accountId, community: { ownerId: { not: accountId } } },
      })
    ).count > 0,

  listMembers: (
    communityId: string,
    afterName: string,
    afterId: string,
    limit: number,
  ): Promise<MemberRow[]> => db.run<MemberRow>(members, [communityId, afterName, afterId, limit]),
});

export type Store = ReturnType<typeof createStore>;
