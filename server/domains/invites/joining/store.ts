import type { Database, Tx } from '#server/platform/database.ts';
import type { JoinAnswer } from '../contract.ts';

/** What stands at the entrance of a community. */
export interface Door {
  id: string;
  rules: string;
  questions: string[];
  approval: boolean;
  vanity: string | null;
  invitesPausedAt: Date | null;
  archivedAt: Date | null;
  guardOn: boolean;
  guardJoins: number;
  guardMinutes: number;
  guardFrom: Date | null;
  alarmSince: Date | null;
  alarmAt: Date | null;
}

/** Where a code or a word leads, and by what. */
export interface Entrance {
  communityId: string;
  /** Null: the community's own link. */
  inviteId: string | null;
  channelId: string | null;
  roleId: string | null;
  createdById: string | null;
}

/** How an account stands to a community; the request's fields are null when there is none. */
export interface Standing {
  isMember: boolean;
  hasAsked: boolean;
  refusedAt: Date | null;
  inviteId: string | null;
  answers: JoinAnswer[] | null;
}

const door = {
  id: true,
  rules: true,
  questions: true,
  approval: true,
  vanity: true,
  invitesPausedAt: true,
  archivedAt: true,
  guardOn: true,
  guardJoins: true,
  guardMinutes: true,
  guardFrom: true,
  alarmSince: true,
  alarmAt: true,
} as const;
const account = { select: { id: true, username: true, displayName: true } } as const;
const request = {
  accountId: true,
  inviteId: true,
  answers: true,
  createdAt: true,
  refusedAt: true,
  account,
  invite: { select: { label: true, createdBy: { select: { displayName: true } } } },
} as const;

/** A request that is gone. One that was refused has given its invite's use back already. */
interface DroppedRequest {
  communityId: string;
  inviteId: string | null;
  refusedAt: Date | null;
}

export const createStore = (db: Database) => ({
  findDoor: (communityId: string, tx: Tx = db.prisma): Promise<Door | null> =>
    tx.community.findUnique({ where: { id: communityId }, select: door }),

  /** The entrance as it is, and stays until the transaction ends: joining, pausing, banning and settings take turns. */
  lockDoor: async (tx: Tx, communityId: string): Promise<Door | undefined> => {
    const [row] = await tx.$queryRaw<Door[]>`
      SELECT id, rules, questions, approval, vanity, invites_paused_at AS "invitesPausedAt", archived_at AS "archivedAt",
             guard_on AS "guardOn", guard_joins AS "guardJoins", guard_minutes AS "guardMinutes", guard_from AS "guardFrom",
             alarm_since AS "alarmSince", alarm_at AS "alarmAt"
        FROM communities WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    return row;
  },

  /** Whether there is such an account; it is not deleted until `tx` ends. */
  holdAccount: async (tx: Tx, id: string): Promise<boolean> =>
    (
      await tx.$queryRaw<object[]>`
        SELECT 1 FROM accounts WHERE id = ${id}::uuid AND deleted_at IS NULL FOR SHARE`
    ).length > 0,

  updateDoor: async (
    tx: Tx,
    communityId: string,
    data: Partial<Omit<Door, 'id'>> & { rulesAt?: Date },
  ): Promise<void> => {
    await tx.community.update({ where: { id: communityId }, data });
  },

  /** The community of a code (as it is typed) or of the word of a community's own link (in lower case). */
  findEntrance: async (tx: Tx, code: string): Promise<Entrance | undefined> => {
    const [row] = await tx.$queryRaw<Entrance[]>`
      SELECT community_id AS "communityId", id AS "inviteId", channel_id AS "channelId", role_id AS "roleId", created_by AS "createdById"
        FROM invites WHERE code = ${code}
      UNION ALL
      SELECT id, NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid FROM communities WHERE vanity = ${code.toLowerCase()}
      ORDER BY "inviteId" NULLS LAST LIMIT 1`;
    return row;
  },

  findByVanity: (word: string) =>
    db.prisma.community.findUnique({ where: { vanity: word.toLowerCase() }, select: { id: true } }),

  findStanding: async (tx: Tx, communityId: string, accountId: string): Promise<Standing> => {
    const [row] = await tx.$queryRaw<Standing[]>`
      SELECT EXISTS (SELECT 1 FROM members m WHERE m.community_id = ${communityId}::uuid AND m.account_id = ${accountId}::uuid) AS "isMember",
             r.account_id IS NOT NULL AS "hasAsked", r.refused_at AS "refusedAt", r.invite_id AS "inviteId", r.answers
        FROM (SELECT 1) AS one
        LEFT JOIN join_requests r ON r.community_id = ${communityId}::uuid AND r.account_id = ${accountId}::uuid`;
    return row!;
  },

  insertMember: async (
    tx: Tx,
    member: {
      communityId: string;
      accountId: string;
      inviteId: string | null;
      answers: readonly JoinAnswer[];
      joinedAt: Date;
      timeoutUntil: Date | null;
    },
  ): Promise<void> => {
    await tx.$executeRaw`
      INSERT INTO members (community_id, account_id, invite_id, answers, joined_at, timeout_until)
      VALUES (${member.communityId}::uuid, ${member.accountId}::uuid, ${member.inviteId}::uuid, ${JSON.stringify(member.answers)}::jsonb, ${member.joinedAt},
              ${member.timeoutUntil})`;
  },

  giveRole: async (tx: Tx, communityId: string, accountId: string, roleId: string): Promise<void> => {
    await tx.memberRole.create({ data: { communityId, accountId, roleId } });
  },

  /** Members who came in a span of time, the newest first. */
  listJoined: (tx: Tx | null, communityId: string, since: Date, until: Date) =>
    (tx ?? db.prisma).member.findMany({
      where: { communityId, joinedAt: { gte: since, lte: until } },
      orderBy: { joinedAt: 'desc' },
      take: 1000,
      select: { accountId: true, joinedAt: true, account },
    }),

  countJoined: (tx: Tx, communityId: string, since: Date): Promise<number> =>
    tx.member.count({ where: { communityId, joinedAt: { gte: since } } }),

  removeMembers: async (tx: Tx, communityId: string, accountIds: string[]): Promise<void> => {
    await tx.member.deleteMany({ where: { communityId, accountId: { in: accountIds } } });
  },

  findRequest: (tx: Tx | null, communityId: string, accountId: string) =>
    (tx ?? db.prisma).joinRequest.findUnique({
      where: { communityId_accountId: { communityId, accountId } },
      select: request,
    }),

  insertRequest: async (
    tx: Tx,
    data: { communityId: string; accountId: string; inviteId: string | null; answers: JoinAnswer[] },
  ): Promise<void> => {
    await tx.joinRequest.create({ data: { ...data, answers: data.answers.map((each) => ({ ...each })) } });
  },

  /** The longest wait first; of those refused the latest first. */
  listRequests: (communityId: string, refused: boolean, limit: number) =>
    db.prisma.joinRequest.findMany({
      where: { communityId, refusedAt: refused ? { not: null } : null },
      orderBy: refused ? { refusedAt: 'desc' } : { createdAt: 'asc' },
      take: limit,
      select: request,
    }),

  listOwnRequests: (accountId: string) =>
    db.prisma.joinRequest.findMany({
      where: { accountId },
      orderBy: { createdAt: 'desc' },
      take: 50,
      select: { communityId: true, createdAt: true, refusedAt: true },
    }),

  refuse: async (
    tx: Tx,
    communityId: string,
    accountId: string,
    refusedById: string,
    refusedAt: Date,
  ): Promise<void> => {
    await tx.joinRequest.update({
      where: { communityId_accountId: { communityId, accountId } },
      data: { refusedAt, refusedById },
    });
  },

  /** Somebody's requests in one community, or in all: those that were there. */
  deleteRequests: (tx: Tx, accountId: string, communityId: string | null): Promise<DroppedRequest[]> =>
    tx.$queryRaw<DroppedRequest[]>`
      DELETE FROM join_requests WHERE account_id = ${accountId}::uuid AND (${communityId}::uuid IS NULL OR community_id = ${communityId}::uuid)
      RETURNING community_id AS "communityId", invite_id AS "inviteId", refused_at AS "refusedAt"`,
});

export type Store = ReturnType<typeof createStore>;
export type RequestRow = NonNullable<Awaited<ReturnType<Store['findRequest']>>>;
