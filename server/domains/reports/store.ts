import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { reportLimits } from './contract.ts';

export interface ReportedMessage {
  id: string;
  channel_id: string;
  author_id: string | null;
  author_name: string | null;
  body: string;
  deleted_at: Date | null;
}

export interface NewReport {
  id: string;
  communityId: string;
  channelId: string;
  channelName: string;
  messageId: string;
  authorId: string | null;
  authorName: string;
  body: string;
  reporterId: string | null;
  reporterName: string;
  filterName: string;
  reason: string;
  comment: string;
}

const findMessage: Statement = {
  name: 'reports.find_message',
  text: `SELECT m.id, m.channel_id, m.author_id, a.display_name AS author_name, m.deleted_at,
                concat_ws(E'\\n', nullif(m.body, ''), CASE WHEN f.id IS NOT NULL THEN m.forward->>'body' END,
                  (SELECT string_agg('– ' || answer, E'\\n' ORDER BY n) FROM polls po, unnest(po.answers) WITH ORDINALITY t(answer, n) WHERE po.message_id = m.id)) AS body
           FROM messages m LEFT JOIN accounts a ON a.id = m.author_id LEFT JOIN (messages f JOIN channels fc ON fc.id = f.channel_id AND fc.deleted_at IS NULL) ON f.id = m.forward_of AND f.deleted_at IS NULL WHERE m.id = $1`,
};

/** Open reports that somebody can deal with: those of a channel that is gone show to nobody. */
async function countOpen(tx: Tx, communityId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM reports r JOIN channels c ON c.id = r.channel_id AND c.community_id = r.community_id
     WHERE r.community_id = ${communityId}::uuid AND r.resolved_at IS NULL`;
  return row!.n;
}

export const createStore = (db: Database) => ({
  /** Members whose reports about a message were resolved at that moment. */
  reportersOf: async (tx: Tx, communityId: string, messageId: string, at: Date): Promise<string[]> => {
    const where = { communityId, messageId, resolvedAt: at, reporterId: { not: null } };
    const rows = await tx.report.findMany({ where, select: { reporterId: true } });
    return rows.map(({ reporterId }) => reporterId!);
  },
  findMessage: async (id: string): Promise<ReportedMessage | undefined> =>
    (await db.run<ReportedMessage>(findMessage, [id]))[0],

  /** Whether there was room for it, and it is the first of this reporter about this message. */
  insert: async (tx: Tx, report: NewReport): Promise<'made' | 'full' | 'again'> => {
    const open = { communityId: report.communityId, resolvedAt: null };
    if ((await countOpen(tx, report.communityId)) >= reportLimits.openMax) return 'full';
    if (!report.reporterId) {
      const byFilters = { ...open, reporterId: null };
      if (await tx.report.count({ where: { ...byFilters, messageId: report.messageId } })) return 'again';
      if (
        (await tx.report.count({ where: { ...byFilters, authorId: report.authorId } })) >=
        reportLimits.alertsMax
      )
        return 'full';
    }
    const { count } = await tx.report.createMany({ data: [report], skipDuplicates: true });
    return count > 0 ? 'made' : 'again';
  },

  list: (
    communityId: string,
    channelIds: string[],
    { isOpen, after, limit }: { isOpen: boolean; after: string | undefined; limit: number },
  ) =>
    db.prisma.report.findMany({
      where: {
        communityId,
        channelId: { in: channelIds },
        resolvedAt: isOpen ? null : { not: null },
        ...(after && { id: isOpen ? { gt: after } : { lt: after } }),
      },
      orderBy: { id: isOpen ? 'asc' : 'desc' },
      take: limit,
    }),
  /** Which of these messages are deleted, or not there at all. */
  goneAmong: async (ids: string[]): Promise<Set<string>> => {
    const rows = await db.prisma.message.findMany({
      where: { id: { in: ids }, deletedAt: null },
      select: { id: true },
    });
    const there = new Set(rows.map(({ id }) => id));
    return new Set(ids.filter((id) => !there.has(id)));
  },

  find: (tx: Tx, communityId: string, id: string) => tx.report.findFirst({ where: { id, communityId } }),
  /** Ends open reports: the one, or with `messageId` each about that message; how many. */
  resolve: async (
    tx: Tx,
    which: { id: string } | { communityId: string; messageId: string },
    data: { resolvedAt: Date; resolvedById: string; resolvedByName: string; outcome: string; note: string },
  ): Promise<number> => (await tx.report.updateMany({ where: { ...which, resolvedAt: null }, data })).count,

  /** Removes what was dealt with before `before`, and what lay open since then in a channel that is gone. */
  purge: async (before: Date): Promise<number> =>
    db.prisma.$executeRaw`
      DELETE FROM reports r WHERE r.resolved_at < ${before} OR (r.created_at < ${before}
        AND NOT EXISTS (SELECT 1 FROM channels c WHERE c.id = r.channel_id AND c.community_id = r.community_id))`,
});

export type Store = ReturnType<typeof createStore>;
export type ReportRow = Awaited<ReturnType<Store['list']>>[number];
