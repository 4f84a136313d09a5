import type { Database, Statement, Tx } from '#server/platform/database.ts';
import { notificationLimits as limits, type NotificationPlace } from './contract.ts';

export interface NewNews {
  id: string;
  accountId: string;
  kind: string;
  actorId?: string | null;
  communityId?: string | null;
  channelId?: string | null;
  messageId?: string | null;
  detail: string;
  key?: string;
}

/** A message that names the viewer. */
export interface MentionRow {
  message_id: string;
  channel_id: string;
  is_reply: boolean;
  unread: boolean;
}

export interface Reader {
  accountId: string;
  channelIds: readonly string[];
  roleIds: readonly string[];
}

// Each sort by itself, the latest first, from an index of its own; the conditions that look elsewhere hold for few rows.
const mentionsOf = (condition: string, index: string) => `
  (SELECT mn.message_id, mn.channel_id, mn.seq, mn.kind FROM mentions mn JOIN messages m ON m.id = mn.message_id JOIN channels c ON c.id = mn.channel_id
    WHERE ${condition} AND mn.notifies AND coalesce(c.parent_id, c.id) = ANY($2::uuid[]) AND ($4::uuid IS NULL OR mn.message_id < $4)
      AND m.deleted_at IS NULL AND m.author_id IS DISTINCT FROM $1 AND (NOT $5 OR (${unread}))${index}
    ORDER BY mn.message_id DESC LIMIT $6)`;
const unread = `
  mn.seq > coalesce((SELECT r.seq FROM read_states r WHERE r.account_id = $1 AND r.channel_id = mn.channel_id), 0)
  AND mn.message_id > coalesce((SELECT p.inbox_read_id FROM notification_preferences p WHERE p.account_id = $1), '00000000-0000-0000-0000-000000000000')
  AND NOT EXISTS (SELECT 1 FROM mention_reads x WHERE x.account_id = $1 AND x.message_id = mn.message_id)`;
const wasThere = `
      AND EXISTS (SELECT 1 FROM channels c LEFT JOIN members mb ON mb.community_id = c.community_id AND mb.account_id = $1
                   WHERE c.id = mn.channel_id AND (mb.joined_at IS NULL OR mb.joined_at <= m.created_at))`;

const mentions: Statement = {
  name: 'notifications.mentions',
  text: `
    WITH mine AS (${mentionsOf('mn.account_id = $1', '')} UNION ALL ${mentionsOf('mn.role_id = ANY($3::uuid[])', wasThere)}
      UNION ALL ${mentionsOf("mn.kind IN ('everyone', 'here')", wasThere)})
    SELECT mn.message_id, mn.channel_id, bool_and(mn.kind = 'reply') AS is_reply, bool_or(${unread}) AS unread
      FROM mine mn GROUP BY mn.message_id, mn.channel_id ORDER BY mn.message_id DESC LIMIT $6`,
};

const among: Statement = {
  name: 'notifications.mentions_among',
  text: `
    SELECT DISTINCT mn.message_id, mn.channel_id, mn.seq, m.version FROM mentions mn JOIN messages m ON m.id = mn.message_id JOIN channels c ON c.id = mn.channel_id
     WHERE mn.message_id = ANY($4::uuid[]) AND mn.notifies AND coalesce(c.parent_id, c.id) = ANY($2::uuid[])
       AND (mn.account_id = $1 OR mn.role_id = ANY($3::uuid[]) OR mn.kind IN ('everyone', 'here'))`,
};

// Reminders of what was deleted are in no list.
const countUnread: Statement = {
  name: 'notifications.count_unread',
  text: `SELECT count(*)::int AS n FROM (
           SELECT 1 FROM notifications n WHERE account_id = $1 AND read_at IS NULL AND kind <> 'reaction'
              AND (kind <> 'reminder' OR EXISTS (SELECT 1 FROM messages m WHERE m.id = n.message_id AND m.deleted_at IS NULL)) LIMIT $2) u`,
};

export const createStore = (db: Database) => ({
  /** One row for a key: the latest, which counts what was not read. */
  insert: async (tx: Tx, news: NewNews): Promise<void> => {
    const { actorId = null, communityId = null, channelId = null, messageId = null, key = null } = news;
    await tx.$executeRaw`
      INSERT INTO notifications AS n (id, account_id, kind, key, actor_id, community_id, channel_id, message_id, detail)
      VALUES (${news.id}::uuid, ${news.accountId}::uuid, ${news.kind}, ${key}, ${actorId}::uuid, ${communityId}::uuid,
              ${channelId}::uuid, ${messageId}::uuid, ${news.detail})
      ON CONFLICT (account_id, key) DO UPDATE SET id = excluded.id, actor_id = excluded.actor_id, detail = excluded.detail,
        count = CASE WHEN n.read_at IS NULL THEN n.count + 1 ELSE 1 END, created_at = now(), read_at = NULL`;
  },
  /** Whether there were such. */
  remove: async (tx: Tx, accountId: string, key: string): Promise<boolean> =>
    (await tx.notification.deleteMany({ where: { accountId, key } })).count > 0,

  listMentions: (
    { accountId, channelIds, roleIds }: Reader,
    options: { before: string | undefined; onlyUnread: boolean; limit: number },
  ): Promise<MentionRow[]> =>
    db.run<MentionRow>(mentions, [
      ...[accountId, channelIds, roleIds, options.before ?? null, options.onlyUnread, options.limit],
    ]),
  /** Which of these messages name the person. */
  findMentions: (
    { accountId, channelIds, roleIds }: Reader,
    messageIds: readonly string[],
  ): Promise<{ message_id: string; channel_id: string; seq: number; version: number }[]> =>
    db.run(among, [accountId, channelIds, roleIds, messageIds]),
  listNews: (
    accountId: string,
    options: { before: string | undefined; onlyUnread: boolean; limit: number },
  ) =>
    db.prisma.notification.findMany({
      where: {
        accountId,
        ...(options.before !== undefined && { id: { lt: options.before } }),
        ...(options.onlyUnread && { readAt: null }),
      },
      orderBy: { id: 'desc' },
      take: options.limit,
      include: { actor: { select: { id: true, username: true, displayName: true } } },
    }),
  countUnread: async (accountId: string): Promise<number> =>
    (await db.run<{ n: number }>(countUnread, [accountId, limits.countMax]))[0]!.n,

  /** Marks news, and mentions among these of the person's; which messages are mentions of theirs is the caller's to know. */
  markRead: async (
    tx: Tx,
    accountId: string,
    { newsIds, messageIds, now }: { newsIds: readonly string[]; messageIds: readonly string[]; now: Date },
  ): Promise<void> => {
    await tx.notification.updateMany({
      where: { accountId, id: { in: [...newsIds] }, readAt: null },
      data: { readAt: now },
    });
    await tx.mentionRead.createMany({
      data: messageIds.map((messageId) => ({ accountId, messageId })),
      skipDuplicates: true,
    });
  },
  /** Marks all news, and all mentions up to a message. */
  markAllRead: async (tx: Tx, accountId: string, upTo: string | undefined, now: Date): Promise<void> => {
    await tx.notification.updateMany({ where: { accountId, readAt: null }, data: { readAt: now } });
    if (upTo === undefined) return;
    await tx.notificationPreference.upsert({
      where: { accountId },
      create: { accountId, inboxReadId: upTo },
      update: { inboxReadId: upTo },
    });
    await tx.mentionRead.deleteMany({ where: { accountId, messageId: { lte: upTo } } });
  },

  listPlaces: (accountId: string) => db.prisma.notificationLevel.findMany({ where: { accountId } }),
  /** Writes what was chosen for a place, and forgets it when that is nothing. @returns whether there was room */
  setPlace: async (
    tx: Tx,
    accountId: string,
    { place, placeId }: { place: NotificationPlace; placeId: string },
    change: { level?: string | null; muted?: boolean; mutedUntil?: Date | null },
  ): Promise<boolean> => {
    const key = { accountId_placeId: { accountId, placeId } };
    if ((await tx.notificationLevel.count({ where: { accountId } })) >= limits.placesMax) return false;
    const data = { accountId, placeId, [`${place}Id`]: placeId, ...change };
    const { level, muted } = await tx.notificationLevel.upsert({ where: key, create: data, update: change });
    if (level === null && !muted) await tx.notificationLevel.delete({ where: key });
    return true;
  },

  findPreferences: (accountId: string) =>
    db.prisma.notificationPreference.findUnique({ where: { accountId } }),
  setPreferences: async (
    tx: Tx,
    accountId: string,
    change: Parameters<Tx['notificationPreference']['update']>[0]['data'] & Record<string, unknown>,
  ): Promise<void> => {
    await tx.notificationPreference.upsert({
      where: { accountId },
      create: { ...(change as object), accountId },
      update: change,
    });
  },

  /** Removes news older than that; how many. */
  purge: async (before: Date): Promise<number> =>
    (await db.prisma.notification.deleteMany({ where: { createdAt: { lt: before } } })).count,
});

export type Store = ReturnType<typeof createStore>;
