import type { Database, Tx } from '#server/platform/database.ts';
import { messageLimits } from './contract.ts';

export interface NewHeld {
  id: string;
  communityId: string;
  channelId: string;
  authorId: string;
  clientId: string;
  body: string;
  replyToId: string | null;
  filterName: string;
}

const author = { select: { id: true, username: true, displayName: true } } as const;

/** Messages that are not posted: they wait for a moderator, or were refused by one. */
export const createHeldStore = (db: Database) => ({
  findHeldByClientId: (authorId: string, clientId: string) =>
    db.prisma.heldMessage.findUnique({
      where: { authorId_clientId: { authorId, clientId } },
      select: { refusedAt: true, refusal: true },
    }),
  /** Whether there was room for it. The same one again counts as there already. */
  insertHeld: async (tx: Tx, held: NewHeld): Promise<boolean> => {
    const waiting = { communityId: held.communityId, refusedAt: null };
    if ((await tx.heldMessage.count({ where: waiting })) >= messageLimits.heldMax) return false;
    const own = await tx.heldMessage.count({ where: { ...waiting, authorId: held.authorId } });
    if (own >= messageLimits.heldOwnMax) return false;
    await tx.heldMessage.createMany({ data: [held], skipDuplicates: true });
    return true;
  },

  /** Those that nobody has decided about, the oldest first. */
  listHeld: (communityId: string, channelIds: string[]) =>
    db.prisma.heldMessage.findMany({
      where: { communityId, channelId: { in: channelIds }, refusedAt: null },
      orderBy: { id: 'asc' },
      take: messageLimits.heldMax,
      include: { author },
    }),
  findHeld: (communityId: string, id: string, tx: Tx = db.prisma) =>
    tx.heldMessage.findFirst({ where: { id, communityId, refusedAt: null }, include: { author } }),
  deleteHeld: async (tx: Tx, id: string): Promise<boolean> =>
    (await tx.heldMessage.deleteMany({ where: { id, refusedAt: null } })).count > 0,
  refuseHeld: async (tx: Tx, id: string, refusedAt: Date, refusal: string): Promise<boolean> =>
    (await tx.heldMessage.updateMany({ where: { id, refusedAt: null }, data: { refusedAt, refusal } }))
      .count > 0,
  /** Removes the old ones; the communities of each that still waited, and of the others. */
  purgeHeld: async (tx: Tx, before: Date): Promise<string[]> =>
    (
      await tx.$queryRaw<{ id: string }[]>`
        DELETE FROM held_messages WHERE created_at < ${before} RETURNING community_id AS id`
    ).map(({ id }) => id),
});
