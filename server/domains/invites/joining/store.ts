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

export const createStore = (db: Database) => ({
  findDoor: (communityId: string): Promise<Door | null> =>
    db.prisma.community.findUnique({ where: { id: communityId }, select: door }),

  /** The entrance as it is, and stays until the transaction ends: joining, pausing, banning and settings take turns. */
  lockDoor: async (tx: Tx, communityId: string): Promise<Door | null> => {
    await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    return tx.community.findUnique({ where: { id: communityId }, select: door });
  },

  updateDoor: async (tx: Tx, communityId: string, data: Partial<Omit<Door, 'id'>>): Promise<void> => {
    await tx.community.update({ where: { id: communityId }, data });
  },

  setRules: async (tx: Tx, communityId: string, rules: string, now: Date): Promise<void> => {
    await tx.community.update({ where: { id: communityId }, data: { rules, rulesAt: now } });
  },

  /** The community of a code (as it is typed) or of the word of a community's own link (in lower case). */
  findEntrance: async (
    tx: Tx,
    code: string,
  ): Promise<{ communityId: string; inviteId: string | null } | null> => {
    const invite = await tx.invite.findUnique({ where: { code }, select: { id: true, communityId: true } });
    if (invite) return { communityId: invite.communityId, inviteId: invite.id };
    const community = await tx.community.findUnique({
      where: { vanity: code.toLowerCase() },
      select: { id: true },
    });
    return community && { communityId: community.id, inviteId: null };
  },

  findByVanity: (word: string) =>
    db.prisma.community.findUnique({ where: { vanity: word.toLowerCase() }, select: { id: true } }),

  isMember: async (tx: Tx, communityId: string, accountId: string): Promise<boolean> =>
    (await tx.member.count({ where: { communityId, accountId } })) > 0,

  insertMember: async (
    tx: Tx,
    member: {
      communityId: string;
      accountId: string;
      inviteId: string | null;
      answers: JoinAnswer[];
      joinedAt: Date;
    },
  ): Promise<void> => {
    await tx.member.create({ data: { ...member, answers: member.answers.map((each) => ({ ...each })) } });
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

  deleteRequest: async (tx: Tx, communityId: string, accountId: string): Promise<void> => {
    await tx.joinRequest.deleteMany({ where: { communityId, accountId } });
  },
});

export type Store = ReturnType<typeof createStore>;
export type RequestRow = NonNullable<Awaited<ReturnType<Store['findRequest']>>>;
