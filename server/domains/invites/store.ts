import type { Database, Tx } from '#server/platform/database.ts';

const fields = {
  id: true,
  code: true,
  communityId: true,
  channelId: true,
  createdById: true,
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

export const createStore = (db: Database) => ({
  findByCode: (code: string) => db.prisma.invite.findUnique({ where: { code }, select: fields }),

  /** The newest 200 that still hold: of everybody, or of one person. */
  list: (communityId: string, createdById: string | null, now: Date) =>
    db.prisma.invite.findMany({
      where: { communityId, ...(createdById !== null && { createdById }), ...open(db, now) },
      orderBy: { createdAt: 'desc' },
      take: 200,
      select: fields,
    }),

  /** Undefined when the member has `limit` open ones already. Locks the membership, so that two at once count each other. */
  insert: (
    invite: {
      id: string;
      code: string;
      communityId: string;
      createdById: string;
      maxUses: number | null;
      expiresAt: Date | null;
    },
    limit: number,
    now: Date,
  ) =>
    db.transaction(async (tx) => {
      const { communityId, createdById } = invite;
      await tx.$queryRaw`SELECT 1 FROM members WHERE community_id = ${communityId}::uuid AND account_id = ${createdById}::uuid FOR NO KEY UPDATE`;
      const count = await tx.invite.count({ where: { communityId, createdById, ...open(db, now) } });
      return count < limit ? tx.invite.create({ data: invite, select: fields }) : undefined;
    }),

  revoke: async (id: string, now: Date): Promise<void> => {
    await db.prisma.invite.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  },

  /**
   * Makes the account a member if the invite still holds: one statement takes one use, so that of many at once no
   * more get in than the invite allows. Somebody who is a member already uses nothing up.
   */
  redeem: async (
    tx: Tx,
    code: string,
    accountId: string,
    now: Date,
  ): Promise<{ communityId: string; joined: boolean } | undefined> => {
    const ifMember = async () => {
      const [member] = await tx.$queryRaw<{ community_id: string }[]>`
        SELECT m.community_id FROM invites i JOIN members m ON m.community_id = i.community_id AND m.account_id = ${accountId}::uuid WHERE i.code = ${code}`;
      return member && { communityId: member.community_id, joined: false };
    };
    const already = await ifMember();
    if (already) return already;
    const taken = await tx.$queryRaw<{ id: string; community_id: string }[]>`
      UPDATE invites SET uses = uses + 1
       WHERE code = ${code} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now}) AND (max_uses IS NULL OR uses < max_uses)
      RETURNING id, community_id`;
    const invite = taken[0];
    // The last use may have been this very person's: somebody who presses twice is in.
    if (!invite) return ifMember();
    const added = await tx.$executeRaw`
      INSERT INTO members (community_id, account_id, invite_id) VALUES (${invite.community_id}::uuid, ${accountId}::uuid, ${invite.id}::uuid) ON CONFLICT DO NOTHING`;
    if (added === 0) await tx.$executeRaw`UPDATE invites SET uses = uses - 1 WHERE id = ${invite.id}::uuid`;
    return { communityId: invite.community_id, joined: added > 0 };
  },
});

export type Store = ReturnType<typeof createStore>;
export type InviteRow = NonNullable<Awaited<ReturnType<Store['findByCode']>>>;
