import type { AccountDto } from '#contract/accounts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { MessagesFrom, PrivacyDto, RelationDto } from './contract.ts';

/** How two accounts stand to each other. */
export interface Standing {
  /** Who asked, when it is a request; null: they are friends; undefined: neither. */
  requestedBy: string | null | undefined;
  since: Date;
  /** Who blocked the other. */
  blockers: string[];
}

const relations: Statement = {
  name: 'friends.relations',
  text: `
    SELECT r.state, r.since, a.id, a.username, a.display_name FROM (
      SELECT CASE WHEN f.accepted_at IS NOT NULL THEN 'friend' WHEN f.requested_by = $1 THEN 'outgoing' ELSE 'incoming' END AS state,
             coalesce(f.accepted_at, f.created_at) AS since, CASE WHEN f.low_id = $1 THEN f.high_id ELSE f.low_id END AS other
        FROM friendships f WHERE f.low_id = $1 OR f.high_id = $1
       UNION ALL SELECT 'blocked', b.created_at, b.blocked_id FROM blocks b WHERE b.blocker_id = $1
    ) r JOIN accounts a ON a.id = r.other AND a.deleted_at IS NULL
    -- Who is blocked may ask, and is not heard.
    WHERE r.state = 'blocked' OR NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = $1 AND b.blocked_id = r.other)
    ORDER BY lower(a.display_name), a.id`,
};

const blocksAmong: Statement = {
  name: 'friends.blocks_among',
  text: `SELECT blocked_id AS other FROM blocks WHERE blocker_id = $1 AND blocked_id = ANY($2::uuid[])
         UNION SELECT blocker_id FROM blocks WHERE blocked_id = $1 AND blocker_id = ANY($2::uuid[])`,
};

const blockersOf: Statement = {
  name: 'friends.blockers_of',
  text: 'SELECT blocked_id, blocker_id FROM blocks WHERE blocked_id = ANY($1::uuid[])',
};

const pair = (a: string, b: string): [low: string, high: string] => (a < b ? [a, b] : [b, a]);

export const createStore = (db: Database) => ({
  listRelations: async (accountId: string): Promise<RelationDto[]> =>
    (
      await db.run<{
        state: RelationDto['state'];
        since: Date;
        id: string;
        username: string;
        display_name: string;
      }>(relations, [accountId])
    ).map(({ state, since, id, username, display_name: displayName }) => ({
      account: { id, username, displayName },
      state,
      since: since.toISOString(),
    })),
  findByName: async (skeleton: string): Promise<AccountDto | undefined> =>
    (await db.prisma.account.findFirst({
      where: { usernameSkeleton: skeleton, disabledAt: null, deletedAt: null, waitingSince: null },
      select: { id: true, username: true, displayName: true },
    })) ?? undefined,
  /** Whether they are in one community or conversation, or something stands between them already. */
  haveMet: async (a: string, b: string): Promise<boolean> =>
    (
      await db.prisma.$queryRaw<unknown[]>`
        SELECT 1 WHERE EXISTS (SELECT 1 FROM members m JOIN members o ON o.community_id = m.community_id JOIN communities c ON c.id = m.community_id
                                WHERE m.account_id = ${a}::uuid AND o.account_id = ${b}::uuid AND c.archived_at IS NULL)
          OR EXISTS (SELECT 1 FROM conversation_members m JOIN conversation_members o ON o.conversation_id = m.conversation_id
                      WHERE m.account_id = ${a}::uuid AND o.account_id = ${b}::uuid)
          OR EXISTS (SELECT 1 FROM friendships WHERE low_id = least(${a}::uuid, ${b}::uuid) AND high_id = greatest(${a}::uuid, ${b}::uuid))`
    ).length > 0,
  /** Both accounts, locked in the order of their ids: what stands between two people changes one step at a time. */
  lockPair: async (tx: Tx, a: string, b: string): Promise<Map<string, AccountDto>> => {
    const rows = await tx.$queryRaw<{ id: string; username: string; display_name: string }[]>`
      SELECT id, username, display_name FROM accounts
       WHERE id IN (${a}::uuid, ${b}::uuid) AND deleted_at IS NULL AND waiting_since IS NULL ORDER BY id FOR NO KEY UPDATE`;
    return new Map(
      rows.map(({ id, username, display_name: displayName }) => [id, { id, username, displayName }]),
    );
  },
  findStanding: async (tx: Tx, a: string, b: string): Promise<Standing> => {
    const [lowId, highId] = pair(a, b);
    const row = await tx.friendship.findUnique({ where: { lowId_highId: { lowId, highId } } });
    const blocks = await tx.block.findMany({
      where: {
        OR: [
          { blockerId: a, blockedId: b },
          { blockerId: b, blockedId: a },
        ],
      },
      select: { blockerId: true },
    });
    return {
      requestedBy: row ? (row.acceptedAt ? null : row.requestedById) : undefined,
      since: row?.acceptedAt ?? row?.createdAt ?? new Date(0),
      blockers: blocks.map(({ blockerId }) => blockerId),
    };
  },
  countFriends: (tx: Tx, accountId: string): Promise<number> =>
    tx.friendship.count({ where: { OR: [{ lowId: accountId }, { highId: accountId }] } }),
  countBlocked: (tx: Tx, accountId: string): Promise<number> =>
    tx.block.count({ where: { blockerId: accountId } }),
  request: async (tx: Tx, from: string, to: string): Promise<void> => {
    const [lowId, highId] = pair(from, to);
    await tx.friendship.create({ data: { lowId, highId, requestedById: from } });
  },
  accept: async (tx: Tx, a: string, b: string): Promise<void> => {
    const [lowId, highId] = pair(a, b);
    await tx.$executeRaw`UPDATE friendships SET accepted_at = now() WHERE low_id = ${lowId}::uuid AND high_id = ${highId}::uuid`;
  },
  /** Whether there was something between them. */
  part: async (tx: Tx, a: string, b: string): Promise<boolean> => {
    const [lowId, highId] = pair(a, b);
    return (await tx.friendship.deleteMany({ where: { lowId, highId } })).count > 0;
  },
  block: async (tx: Tx, blockerId: string, blockedId: string): Promise<void> => {
    await tx.block.create({ data: { blockerId, blockedId } });
  },
  unblock: async (tx: Tx, blockerId: string, blockedId: string): Promise<boolean> =>
    (await tx.block.deleteMany({ where: { blockerId, blockedId } })).count > 0,

  findPrivacy: async (id: string, tx: Tx = db.prisma): Promise<PrivacyDto> => {
    const select = { messagesFrom: true, sharesSeen: true };
    const { messagesFrom, sharesSeen } = await tx.account.findUniqueOrThrow({ where: { id }, select });
    return { messagesFrom: messagesFrom as MessagesFrom, sharesSeen };
  },
  setPrivacy: async (id: string, data: Partial<PrivacyDto>): Promise<void> => {
    await db.prisma.account.update({ where: { id }, data });
  },
  /** By account: who has blocked it. */
  blockersOf: async (accountIds: readonly string[]): Promise<Map<string, string[]>> => {
    const rows = await db.run<{ blocked_id: string; blocker_id: string }>(blockersOf, [accountIds]);
    const blockers = new Map<string, string[]>();
    for (const row of rows)
      blockers.set(row.blocked_id, [...(blockers.get(row.blocked_id) ?? []), row.blocker_id]);
    return blockers;
  },

  /** Those of the accounts of whom one has blocked the other, whichever of the two. */
  blocksAmong: async (accountId: string, ids: readonly string[]): Promise<Set<string>> => {
    const rows = await db.run<{ other: string }>(blocksAmong, [accountId, ids]);
    return new Set(rows.map(({ other }) => other));
  },

  /** Which of these are friends of the account. */
  friendsAmong: async (
    tx: Tx | undefined,
    accountId: string,
    ids: readonly string[],
  ): Promise<Set<string>> => {
    const rows = await (tx ?? db.prisma).$queryRaw<{ other: string }[]>`
      SELECT CASE WHEN low_id = ${accountId}::uuid THEN high_id ELSE low_id END AS other FROM friendships
       WHERE accepted_at IS NOT NULL
         AND ((low_id = ${accountId}::uuid AND high_id = ANY(${ids}::uuid[])) OR (high_id = ${accountId}::uuid AND low_id = ANY(${ids}::uuid[])))`;
    return new Set(rows.map(({ other }) => other));
  },
});

export type Store = ReturnType<typeof createStore>;
