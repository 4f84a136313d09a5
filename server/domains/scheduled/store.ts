import type { AccountDto } from '#contract/accounts';
import type { ErrorDto } from '#contract/protocol';
import type { ActorAccount } from '#server/platform/context.ts';
import type { Database, Statement, Tx } from '#server/platform/database.ts';

export interface NewScheduled {
  id: string;
  accountId: string;
  channelId: string;
  clientId: string;
  body: string;
  replyToId: string | null;
  sendAt: Date;
}

/** A message that is being sent: nobody else sends or changes it meanwhile. */
export interface TakenRow {
  id: string;
  account_id: string;
  channel_id: string;
  client_id: string;
  body: string;
  reply_to_id: string | null;
  attempts: number;
}

const taken = 'id, account_id, channel_id, client_id, body, reply_to_id, attempts';
// Taken for a minute, which is longer than any try lasts: whoever dies meanwhile leaves it to the others.
const takeDue: Statement = {
  name: 'scheduled.take_due',
  text: `
    WITH due AS (
      SELECT id FROM scheduled_messages WHERE next_at <= $1 AND (taken_until IS NULL OR taken_until <= $1)
       ORDER BY next_at, id LIMIT $2 FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE scheduled_messages SET taken_until = $1::timestamptz + interval '1 minute', attempts = attempts + 1
       WHERE id IN (SELECT id FROM due) RETURNING ${taken}, send_at)
    SELECT ${taken} FROM taken ORDER BY send_at, id`,
};
const takeOne: Statement = {
  name: 'scheduled.take_one',
  text: `UPDATE scheduled_messages SET taken_until = $3::timestamptz + interval '1 minute'
          WHERE id = $2 AND account_id = $1 AND (taken_until IS NULL OR taken_until <= $3) RETURNING ${taken}`,
};

export const createStore = (db: Database) => ({
  /** Once for each `clientId`. @returns whether there was room */
  insert: async (tx: Tx, row: NewScheduled, max: number): Promise<boolean> => {
    const { accountId, clientId } = row;
    // One after the other: the count holds for who comes second.
    await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
    const where = { accountId, clientId: { not: clientId } };
    if ((await tx.scheduledMessage.count({ where })) >= max) return false;
    await tx.scheduledMessage.createMany({ data: [{ ...row, nextAt: row.sendAt }], skipDuplicates: true });
    return true;
  },
  /** The next to be sent first, after those that failed. */
  list: (accountId: string) =>
    db.prisma.scheduledMessage.findMany({
      where: { accountId },
      orderBy: [{ nextAt: { sort: 'asc', nulls: 'first' } }, { sendAt: 'asc' }, { id: 'asc' }],
    }),
  find: (accountId: string, id: string) => db.prisma.scheduledMessage.findFirst({ where: { accountId, id } }),
  findByClientId: (accountId: string, clientId: string) =>
    db.prisma.scheduledMessage.findUnique({ where: { accountId_clientId: { accountId, clientId } } }),
  /** How many wait, by channel; those that failed do not. */
  counts: async (accountId: string): Promise<{ channelId: string; count: number }[]> => {
    const rows = await db.prisma.scheduledMessage.groupBy({
      by: ['channelId'],
      where: { accountId, nextAt: { not: null } },
      _count: true,
    });
    return rows.map(({ channelId, _count: count }) => ({ channelId, count }));
  },
  /** Changes what nobody is sending. One that failed waits again only when it gets a time. @returns whether it did */
  change: async (
    tx: Tx,
    { accountId, id, now }: { accountId: string; id: string; now: Date },
    { body, sendAt }: { body?: string | undefined; sendAt?: Date | undefined },
  ): Promise<boolean> => {
    const at = sendAt ?? null;
    const changed = await tx.$executeRaw`
      UPDATE scheduled_messages SET body = coalesce(${body ?? null}, body), send_at = coalesce(${at}::timestamptz, send_at),
             next_at = coalesce(${at}::timestamptz, next_at), attempts = 0,
             failure = CASE WHEN ${at}::timestamptz IS NULL THEN failure END
       WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid AND (taken_until IS NULL OR taken_until <= ${now})`;
    return changed > 0;
  },
  /** Removes what nobody is sending. @returns whether it did */
  remove: async (tx: Tx, accountId: string, id: string, now: Date): Promise<boolean> => {
    const free = { OR: [{ takenUntil: null }, { takenUntil: { lte: now } }] };
    return (await tx.scheduledMessage.deleteMany({ where: { accountId, id, ...free } })).count > 0;
  },

  takeDue: (now: Date, limit: number): Promise<TakenRow[]> => db.run<TakenRow>(takeDue, [now, limit]),
  takeOne: async (accountId: string, id: string, now: Date): Promise<TakenRow | undefined> =>
    (await db.run<TakenRow>(takeOne, [accountId, id, now]))[0],
  /** It is sent, or in other hands. */
  settle: async (tx: Tx, id: string): Promise<void> => {
    await tx.scheduledMessage.deleteMany({ where: { id } });
  },
  fail: async (tx: Tx, id: string, failure: ErrorDto): Promise<void> => {
    await tx.$executeRaw`
      UPDATE scheduled_messages SET failure = ${JSON.stringify(failure)}::jsonb, next_at = NULL, taken_until = NULL
       WHERE id = ${id}::uuid`;
  },
  /** It is nobody's any more, and tried again at `nextAt`; left out: as before. */
  release: async (id: string, nextAt?: Date): Promise<void> => {
    await db.prisma.scheduledMessage.updateMany({
      where: { id },
      data: { takenUntil: null, ...(nextAt && { nextAt }) },
    });
  },

  listNames: (ids: readonly string[]): Promise<AccountDto[]> =>
    db.prisma.account.findMany({
      where: { id: { in: [...ids] }, deletedAt: null },
      select: { id: true, username: true, displayName: true },
    }),
  /** Who it is from; null when that person may do nothing any more. */
  findAuthor: async (accountId: string): Promise<ActorAccount | null> =>
    db.prisma.account.findFirst({
      where: { id: accountId, disabledAt: null, deletedAt: null, waitingSince: null },
      select: { id: true, username: true, displayName: true, email: true, isAdmin: true },
    }),
});

export type Store = ReturnType<typeof createStore>;
