import type { Database, Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/ids.ts';

export interface DueReminder {
  id: string;
  account_id: string;
  message_id: string;
  channel_id: string;
  deleted: boolean;
}

export const createStore = (db: Database) => ({
  /** Saves a message, or only sets its reminder when it is saved already. @returns whether there was room */
  save: async (
    tx: Tx,
    { accountId, messageId }: { accountId: string; messageId: string },
    remindAt: Date | null | undefined,
    max: number,
  ): Promise<boolean> => {
    // One after the other: the count holds for who comes second.
    await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
    const key = { accountId_messageId: { accountId, messageId } };
    const known = await tx.savedMessage.findUnique({ where: key, select: { id: true } });
    if (!known && (await tx.savedMessage.count({ where: { accountId } })) >= max) return false;
    await tx.savedMessage.upsert({
      where: key,
      create: { id: newId(), accountId, messageId, remindAt: remindAt ?? null },
      update: remindAt === undefined ? {} : { remindAt },
    });
    return true;
  },
  remove: async (tx: Tx, accountId: string, messageId: string): Promise<void> => {
    await tx.savedMessage.deleteMany({ where: { accountId, messageId } });
  },
  find: (accountId: string, messageId: string) =>
    db.prisma.savedMessage.findUnique({
      where: { accountId_messageId: { accountId, messageId } },
      select: { remindAt: true },
    }),
  /** The one saved last first, of messages that are not deleted. */
  list: (accountId: string, before: string | undefined, limit: number) =>
    db.prisma.savedMessage.findMany({
      where: { accountId, message: { deletedAt: null }, ...(before !== undefined && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit,
      select: { id: true, messageId: true, remindAt: true, message: { select: { channelId: true } } },
    }),
  /** Takes reminders whose time has come: they come to nobody else, and are over with the transaction. */
  takeDue: (tx: Tx, now: Date, limit: number): Promise<DueReminder[]> =>
    tx.$queryRaw<DueReminder[]>`
      WITH due AS (
        SELECT id FROM saved_messages WHERE remind_at <= ${now} ORDER BY remind_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      UPDATE saved_messages s SET remind_at = NULL FROM due, messages m
       WHERE s.id = due.id AND m.id = s.message_id
      RETURNING s.id, s.account_id, s.message_id, m.channel_id, m.deleted_at IS NOT NULL AS deleted`,
});

export type Store = ReturnType<typeof createStore>;
