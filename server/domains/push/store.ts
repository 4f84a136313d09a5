import type { Database, Statement, Tx } from '#server/platform/database.ts';

export interface NewDevice {
  id: string;
  accountId: string;
  sessionId: string;
  endpoint: string;
  p256dh: Uint8Array<ArrayBuffer>;
  auth: Uint8Array<ArrayBuffer>;
  userAgent: string;
}

/** A message that came lately. */
export interface FreshMessage {
  id: string;
  channel_id: string;
  seq: number;
  author_id: string | null;
  accounts: string[];
  roles: string[];
  everyone: boolean;
}

export interface DueRow {
  subscription_id: string;
  tag: string;
  channel_id: string;
  message_id: string;
  attempts: number;
  reminds: boolean;
  account_id: string;
  endpoint: string;
  p256dh: Buffer;
  auth: Buffer;
}

export interface ReadRow {
  account_id: string;
  channel_id: string;
  seq: number;
  updated_at: Date;
}

const fresh: Statement = {
  name: 'push.fresh_messages',
  text: `
    WITH m AS MATERIALIZED (SELECT id, channel_id, seq, author_id FROM messages WHERE id > $1 AND id <= $2 AND deleted_at IS NULL ORDER BY id LIMIT $3)
    SELECT m.*,
           coalesce(array_agg(mn.account_id) FILTER (WHERE mn.account_id IS NOT NULL), '{}') AS accounts,
           coalesce(array_agg(mn.role_id) FILTER (WHERE mn.role_id IS NOT NULL), '{}') AS roles,
           coalesce(bool_or(mn.kind = 'everyone'), false) AS everyone
      FROM m LEFT JOIN mentions mn ON mn.message_id = m.id AND mn.notifies
     GROUP BY m.id, m.channel_id, m.seq, m.author_id ORDER BY m.id`,
};
const reads: Statement = {
  name: 'push.reads',
  text: `SELECT account_id, channel_id, seq, updated_at FROM read_states
          WHERE account_id = ANY($1::uuid[]) AND (channel_id = ANY($2::uuid[]) OR updated_at > $3)`,
};
// Later notices of a channel take the place of earlier ones that have not left; a reminder only that of the same message's.
const enqueue: Statement = {
  name: 'push.enqueue',
  text: `INSERT INTO push_deliveries AS d (subscription_id, tag, channel_id, message_id, reminds)
         SELECT s.id, CASE WHEN $4 THEN t.message_id ELSE t.channel_id END, t.channel_id, t.message_id, $4 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) t(account_id, channel_id, message_id)
           JOIN push_subscriptions s ON s.account_id = t.account_id JOIN messages m ON m.id = t.message_id
         ON CONFLICT (subscription_id, tag) DO UPDATE SET message_id = excluded.message_id, due_at = now(), attempts = 0
          WHERE excluded.reminds OR d.message_id < excluded.message_id`,
};
// Taken for a minute: whoever takes them and dies leaves them to the others.
const take: Statement = {
  name: 'push.take_due',
  text: `
    WITH due AS (
      SELECT subscription_id, tag FROM push_deliveries WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE push_deliveries d SET due_at = now() + interval '1 minute', attempts = attempts + 1 FROM due
       WHERE d.subscription_id = due.subscription_id AND d.tag = due.tag
      RETURNING d.subscription_id, d.tag, d.channel_id, d.message_id, d.attempts, d.reminds)
    SELECT taken.*, s.account_id, s.endpoint, s.p256dh, s.auth FROM taken JOIN push_subscriptions s ON s.id = taken.subscription_id`,
};

/** The id of the latest message; below every id when there is none. */
const latest = async (db: Database): Promise<string> =>
  (await db.prisma.message.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ??
  '00000000-0000-0000-0000-000000000000';

export const createStore = (db: Database) => ({
  /** The keys, made by whoever comes first. */
  ensureState: async (
    made: () => { publicKey: Uint8Array; privateKey: Uint8Array },
  ): Promise<{ publicKey: Uint8Array; privateKey: Uint8Array }> => {
    const known = await db.prisma.pushState.findUnique({ where: { id: 1 } });
    if (known) return known;
    const { publicKey, privateKey } = made();
    // What was posted before is no news.
    const cursor = await latest(db);
    await db.prisma.pushState.createMany({
      data: [{ cursor, publicKey: Uint8Array.from(publicKey), privateKey: Uint8Array.from(privateKey) }],
      skipDuplicates: true,
    });
    return db.prisma.pushState.findUniqueOrThrow({ where: { id: 1 } });
  },
  /** Up to where messages were looked at; null when another replica is at it, or there is nothing to push with. */
  lockCursor: async (tx: Tx): Promise<string | null> => {
    const [row] = await tx.$queryRaw<{ cursor: string }[]>`
      SELECT cursor FROM push_state WHERE id = 1 FOR UPDATE SKIP LOCKED`;
    return row?.cursor ?? null;
  },
  moveCursor: async (tx: Tx, cursor: string): Promise<void> => {
    await tx.pushState.update({ where: { id: 1 }, data: { cursor } });
  },
  latestMessage: () => latest(db),
  /** Accounts that have a device. */
  subscribers: async (): Promise<string[]> =>
    (await db.prisma.pushSubscription.findMany({ distinct: ['accountId'], select: { accountId: true } })).map(
      ({ accountId }) => accountId,
    ),
  freshMessages: (after: string, upTo: string, limit: number): Promise<FreshMessage[]> =>
    db.run<FreshMessage>(fresh, [after, upTo, limit]),
  /** How far people have read these channels, and whatever they read since then. */
  listReads: (
    accountIds: readonly string[],
    channelIds: readonly string[],
    since: Date,
  ): Promise<ReadRow[]> => db.run<ReadRow>(reads, [accountIds, channelIds, since]),
  enqueue: async (
    notices: readonly { accountId: string; channelId: string; messageId: string }[],
    reminds = false,
  ) => {
    await db.run(enqueue, [
      notices.map(({ accountId }) => accountId),
      notices.map(({ channelId }) => channelId),
      notices.map(({ messageId }) => messageId),
      reminds,
    ]);
  },
  takeDue: (limit: number): Promise<DueRow[]> => db.run<DueRow>(take, [limit]),
  /** Unless a later notice took its place meanwhile. */
  settle: async ({ subscription_id, tag, message_id }: DueRow): Promise<void> => {
    const where = { subscriptionId: subscription_id, tag, messageId: message_id };
    await db.prisma.pushDelivery.deleteMany({ where });
  },
  postpone: async ({ subscription_id, tag, message_id }: DueRow, dueAt: Date): Promise<void> => {
    const where = { subscriptionId: subscription_id, tag, messageId: message_id };
    await db.prisma.pushDelivery.updateMany({ where, data: { dueAt } });
  },
  noteOutcome: async (id: string, outcome: { arrivedAt?: Date; failure: string }): Promise<void> => {
    await db.prisma.pushSubscription.updateMany({ where: { id }, data: outcome });
  },

  /** One row for an endpoint: whoever subscribed with it last. @returns whether there was room */
  insertDevice: async (device: NewDevice, max: number): Promise<boolean> => {
    const { id: _id, endpoint: _endpoint, ...change } = device;
    const others = { accountId: device.accountId, endpoint: { not: device.endpoint } };
    if ((await db.prisma.pushSubscription.count({ where: others })) >= max) return false;
    await db.prisma.pushSubscription.upsert({
      where: { endpoint: device.endpoint },
      create: device,
      update: { ...change, failure: '' },
    });
    return true;
  },
  listDevices: (accountId: string) =>
    db.prisma.pushSubscription.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } }),
  findDevice: (accountId: string, id: string) =>
    db.prisma.pushSubscription.findFirst({ where: { accountId, id } }),
  /** Whether there was such a device. */
  removeDevice: async (where: { id: string; accountId?: string }): Promise<boolean> =>
    (await db.prisma.pushSubscription.deleteMany({ where })).count > 0,
});

export type Store = ReturnType<typeof createStore>;
