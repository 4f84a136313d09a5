import type { Database, Statement } from '#server/platform/database.ts';

export interface NameRow {
  id: string;
  username: string;
  display_name: string;
}

/** Members who have a role, or who do not. */
export interface RoleFilter {
  roleId: string;
  holding: boolean;
}

const names: Statement = {
  name: 'names.of_accounts',
  text: 'SELECT id, username, display_name FROM accounts WHERE id = ANY($1::uuid[])',
};
// An empty text is in every name.
const members: Statement = {
  name: 'names.of_members',
  text: `SELECT a.id, a.username, a.display_name FROM members m JOIN accounts a ON a.id = m.account_id
          WHERE m.community_id = $1
            AND ($3::uuid IS NULL OR EXISTS (SELECT 1 FROM member_roles r WHERE r.community_id = m.community_id AND r.account_id = m.account_id AND r.role_id = $3) = $4)
            AND (strpos(lower(a.display_name), $2) > 0 OR strpos(lower(a.username), $2) > 0 OR strpos(lower(coalesce(m.nickname, '')), $2) > 0)
          ORDER BY lower(coalesce(m.nickname, a.display_name)), a.id LIMIT $5`,
};

/** What people are called, for domains that name members without being about them. */
export const createNames = (db: Database) => ({
  ofAccounts: (accountIds: readonly string[]): Promise<NameRow[]> => db.run<NameRow>(names, [accountIds]),
  /** Members by name of whom any name holds `search`; `role` null: whatever roles they have. */
  ofMembers: (
    communityId: string,
    search: string,
    role: RoleFilter | null,
    limit: number,
  ): Promise<NameRow[]> =>
    db.run<NameRow>(members, [
      ...[communityId, search.toLowerCase(), role?.roleId ?? null],
      ...[role?.holding ?? true, limit],
    ]),
});

export type Names = ReturnType<typeof createNames>;
