import type { AccountDto } from '#contract/accounts';
import type { Database } from '#server/platform/database.ts';

/** The people that texts name, by the ids that `idsNamed` found. */
export const accountsNamed = async (db: Database, ids: readonly string[]): Promise<AccountDto[]> =>
  ids.length === 0
    ? []
    : db.prisma.account.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, username: true, displayName: true },
      });
