import type { Database, Tx } from '#server/platform/database.ts';

const fields = {
  id: true,
  code: true,
  communityId: true,
  channelId: true,
  createdById: true,
  roleId: true,
  label: true,
  maxUses: true,
  uses: true,
  expiresAt: true,
  revokedAt: true,
  createdAt: true,
  createdBy: { select: { displayName: true } },
} as const;

/** Those that still let somebody in. */
const open = (db: Database, now: Date) => ({
  revokedAt: null,
  AND: [
    { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    { OR: [{ maxUses: null }, { uses: { lt: db.prisma.invite.fields.maxUses } }] },
  ],
});

export interface NewInvite {
  id: string;
  code: string;
  communityId: string;
  createdById: string;
  channelId: string | null;
  roleId: string | null;
  label: string;
  maxUses: number | null;
  expiresAt: Date | null;
}

export const createStore = (db: Database) => ({
  findByCode: (code: string) => db.prisma.invite.findUnique({ where: { code }, select: fields }),

  /** As it is within `tx`. */
  find: (tx: Tx, id: string) => tx.invite.findUnique({ where: { id }, select: fields }),

  /** What who joins by an invite gets, and on whose word. */
  findGrant: (tx: Tx, id: string) =>
    tx.invite.findUnique({ where: { id }, select: { roleId: true, createdById: true } }),

  /** The newest 200 that still hold, or the newest 50 that are over: of everybody, or of one person. */
  list: (communityId: string, createdById: string | null, now: Date, ended: boolean) =>
    db.prisma.invite.findMany({
      where: {
        communityId,
        ...(createdById !== null && { createdById }),
        ...(ended ? { NOT: open(db, now) } : open(db, now)),
      },
      orderBy: { createdAt: 'desc' },
      take: ended ? 50 : 200,
      select: fields,
    }),

  /** Members who came by an invite, the newest first. */
  listCame: (inviteId: string, limit: number) =>
    db.prisma.member.findMany({
      where: { inviteId },
      orderBy: { joinedAt: 'desc' },
      take: limit,
      select: {
        joinedAt: true,
        answers: true,
        account: { select: { id: true, username: true, displayName: true } },
      },
    }),

  countOpen: (tx: Tx, communityId: string, createdById: string, now: Date): Promise<number> =>
    tx.invite.count({ where: { communityId, createdById, ...open(db, now) } }),

  insert: (tx: Tx, invite: NewInvite) => tx.invite.create({ data: invite, select: fields }),

  update: async (
    tx: Tx,
    id: string,
    data: { label?: string; maxUses?: number | null; expiresAt?: Date | null },
  ): Promise<void> => {
    await tx.invite.update({ where: { id }, data });
  },

  /** Ends an invite; whether it had not been ended before. */
  revoke: async (tx: Tx, id: string, now: Date): Promise<boolean> =>
    (await tx.invite.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } })).count > 0,

  /** Takes one use if the invite still holds: in one statement, so that of many at once no more get in than it allows. */
  takeUse: async (tx: Tx, id: string, now: Date): Promise<boolean> =>
    (await tx.$executeRaw`
      UPDATE invites SET uses = uses + 1
       WHERE id = ${id}::uuid AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now}) AND (max_uses IS NULL OR uses < max_uses)`) >
    0,

  giveUseBack: async (tx: Tx, id: string): Promise<void> => {
    await tx.$executeRaw`UPDATE invites SET uses = uses - 1 WHERE id = ${id}::uuid AND uses > 0`;
  },
});

export type Store = ReturnType<typeof createStore>;
export type InviteRow = NonNullable<Awaited<ReturnType<Store['findByCode']>>>;
