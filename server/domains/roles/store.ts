import type { Permission } from '#contract/permissions';
import type { Tx } from '#server/platform/database.ts';

export interface RoleData {
  name: string;
  colour: string | null;
  icon: string;
  hoist: boolean;
  mentionable: boolean;
  permissions: Permission[];
}

export const createStore = () => ({
  insertRole: async (tx: Tx, role: RoleData & { id: string; communityId: string; position: number }) => {
    await tx.role.create({ data: role });
  },
  updateRole: async (tx: Tx, id: string, data: Partial<RoleData>): Promise<void> => {
    await tx.role.update({ where: { id }, data });
  },
  /** With its members' hold of it and its overrides. */
  deleteRole: async (tx: Tx, id: string): Promise<void> => {
    await tx.role.delete({ where: { id } });
  },
  /** Writes the order of a community's roles, the highest first: the last of them is 1. */
  placeRoles: async (tx: Tx, ids: readonly string[]): Promise<void> => {
    await tx.$executeRaw`UPDATE roles r SET position = ${ids.length}::int + 1 - o.n FROM unnest(${ids}::uuid[]) WITH ORDINALITY o(id, n) WHERE r.id = o.id`;
  },

  /** Gives a role to those who are members still; answers who did not have it. */
  addMembers: async (tx: Tx, communityId: string, roleId: string, accountIds: readonly string[]) => {
    const rows = await tx.$queryRaw<{ account_id: string }[]>`
      INSERT INTO member_roles (community_id, account_id, role_id)
      SELECT m.community_id, m.account_id, ${roleId}::uuid FROM members m
       WHERE m.community_id = ${communityId}::uuid AND m.account_id = ANY(${accountIds}::uuid[]) FOR KEY SHARE
      ON CONFLICT DO NOTHING RETURNING account_id`;
    return rows.map((row) => row.account_id);
  },
  /** Answers who had it. */
  removeMembers: async (tx: Tx, communityId: string, roleId: string, accountIds: readonly string[]) => {
    const rows = await tx.$queryRaw<{ account_id: string }[]>`
      DELETE FROM member_roles WHERE community_id = ${communityId}::uuid AND role_id = ${roleId}::uuid
         AND account_id = ANY(${accountIds}::uuid[]) RETURNING account_id`;
    return rows.map((row) => row.account_id);
  },
});

export type Store = ReturnType<typeof createStore>;
