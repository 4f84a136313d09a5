import { Prisma } from '#server/generated/prisma/client.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';
import type { AuditAction, AuditActor, AuditTargetKind, AuditValues } from './contract.ts';

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

const actors: Statement = {
  name: 'audit.actors',
  text: `
    SELECT id, name FROM (
      SELECT DISTINCT ON (actor_id) actor_id AS id, actor_name AS name FROM (
        SELECT id, actor_id, actor_name FROM audit_entries WHERE community_id IS NOT DISTINCT FROM $1::uuid ORDER BY id DESC LIMIT 5000) latest
       WHERE actor_id IS NOT NULL ORDER BY actor_id, id DESC) each_one
    ORDER BY lower(name), id LIMIT 200`,
};

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
  /** When the last timeout of somebody ends or ended, unless it was ended before; an entry outlives every timeout. */
  findTimeout: async (tx: Tx, communityId: string, accountId: string): Promise<Date | null> => {
    const last = await tx.auditEntry.findFirst({
      where: { communityId, targetId: accountId, action: { in: ['member.timeout', 'member.timeout_end'] } },
      orderBy: { id: 'desc' },
      select: { after: true },
    });
    const { until } = (last?.after ?? {}) as { until?: string | null };
    return until ? new Date(until) : null;
  },
  /** Those who acted in the latest entries, with the name they have in their last one. */
  listActors: (communityId: string | null): Promise<AuditActor[]> =>
    db.run<AuditActor>(actors, [communityId]),

  /** Removes entries that were kept long enough; how many. */
  purge: async (before: Date): Promise<number> =>
    (await db.prisma.auditEntry.deleteMany({ where: { createdAt: { lt: before } } })).count,
});

export type Store = ReturnType<typeof createStore>;
export type AuditRow = Awaited<ReturnType<Store['list']>>[number];
