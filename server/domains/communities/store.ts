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

  /** Locks the account's row, so that two creations at once count each other. */
  countOwned: async (tx: Tx, accountId: string): Promise<number> => {
    await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
    return tx.community.count({ where: { ownerId: accountId } });
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
