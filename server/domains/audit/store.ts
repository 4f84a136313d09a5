import { Prisma } from '#server/generated/prisma/client.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import type { AuditAction, AuditTargetKind, AuditValues } from './contract.ts';

export interface NewAuditEntry {
  id: string;
  communityId: string | null;
  actorId: string | null;
  actorName: string;
  action: AuditAction;
  targetKind: AuditTargetKind | null;
  targetId: string | null;
  targetName: string;
  before: AuditValues | undefined;
  after: AuditValues | undefined;
  reason: string;
  via: string;
}

export interface AuditFilter {
  communityId: string | null;
  actorId?: string | undefined;
  targetId?: string | undefined;
  action?: string | undefined;
  /** Entries before this one. */
  before?: string | undefined;
}

export const createStore = (db: Database) => ({
  insert: async (tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> => {
    await tx.auditEntry.createMany({
      data: entries.map(({ before, after, ...entry }) => ({
        ...entry,
        before: (before as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
        after: (after as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
      })),
    });
  },

  list: ({ communityId, actorId, targetId, action, before }: AuditFilter, limit: number) =>
    db.prisma.auditEntry.findMany({
      where: {
        communityId,
        ...(actorId && { actorId }),
        ...(targetId && { targetId }),
        ...(action && { action }),
        ...(before && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: limit,
    }),

  /** What was done to one member, the newest first. */
  listOfMember: (communityId: string, accountId: string, limit: number) =>
    db.prisma.auditEntry.findMany({
      where: { communityId, targetId: accountId, targetKind: 'member' },
      orderBy: { id: 'desc' },
      take: limit,
    }),

  /** Removes entries that were kept long enough; how many. */
  purge: async (before: Date): Promise<number> =>
    (await db.prisma.auditEntry.deleteMany({ where: { createdAt: { lt: before } } })).count,
});

export type Store = ReturnType<typeof createStore>;
export type AuditRow = Awaited<ReturnType<Store['list']>>[number];
