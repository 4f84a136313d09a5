import { faceOf, type Spot } from '#server/domains/permissions/index.ts';
import { requireUser, type Ctx } from '#server/platform/context.ts';
import { notificationLimits, type InboxItem, type InboxPage, type NewsKind } from './contract.ts';
import type { NotificationDeps } from './deps.ts';
import type { ListInboxInput } from './input.ts';
import type { MentionRow, Reader } from './store.ts';

type NewsRow = Awaited<ReturnType<NotificationDeps['store']['listNews']>>[number];

/**
 * What is there for the viewer to look at, the latest first: messages of channels that they may view which name them or
 * answer them, and their news. A page costs the same however much there is. News that it leaves out are read with that: no
 * badge counts what nobody finds.
 */
export async function listInbox(
  deps: NotificationDeps,
  ctx: Ctx,
  { filter, before }: ListInboxInput,
): Promise<InboxPage> {
  const { account } = requireUser(ctx);
  const reader = await readerOf(deps, account.id);
  const size = notificationLimits.pageSize;
  const options = { before, onlyUnread: filter === 'unread', limit: size + 1 };
  const [mentions, news] = await Promise.all([
    deps.store.listMentions(reader, options),
    filter === 'mentions' ? [] : deps.store.listNews(account.id, options),
  ]);
  const found = [
    ...mentions.map((row) => ({ id: row.message_id, row, news: undefined })),
    ...news.map((each) => ({ id: each.id, row: undefined, news: each })),
  ].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const page = found.slice(0, size);
  const messages = await deps.messages.listByIds(
    page.flatMap(({ row, news: each }) => row?.message_id ?? reminded(each)),
  );
  const items: InboxItem[] = [];
  const leftOut: string[] = [];
  for (const { row, news: each } of page) {
    const item = row
      ? await mentionItem(deps, row, messages)
      : await newsItem(deps, account.id, each, messages);
    if (item) items.push(item);
    else if (each?.readAt === null) leftOut.push(each.id);
  }
  if (leftOut.length > 0)
    await deps.bus.transaction(async (tx, publish) => {
      const marked = { newsIds: leftOut, messageIds: [], now: deps.clock.now() };
      await deps.store.markRead(tx, account.id, marked);
      await publish('notifications.changed', { accountId: account.id });
    });
  return { items, next: found.length > size ? (page.at(-1)?.id ?? null) : null };
}

async function mentionItem(
  deps: NotificationDeps,
  row: MentionRow,
  messages: Messages,
): Promise<InboxItem | undefined> {
  const found = messages.get(row.message_id);
  const spot = await deps.directory.spotOfChannel(row.channel_id);
  if (!found || !spot) return undefined;
  const { message, excerpt } = found;
  return {
    id: message.id,
    kind: row.is_reply ? 'reply' : 'mention',
    at: message.createdAt,
    unread: row.unread,
    actor: message.author,
    count: 1,
    ...whereOf(spot),
    messageId: message.id,
    text: excerpt,
    mentioned: message.mentioned ?? [],
  };
}

/** The message that news bring back to mind; they show it as it is now, and nothing of it when it is gone. */
const reminded = (news: NewsRow | undefined): string[] =>
  (news?.kind === 'reminder' || news?.kind === 'poll.ended') && news.messageId ? [news.messageId] : [];

type Messages = Awaited<ReturnType<NotificationDeps['messages']['listByIds']>>;

/** What the viewer may no longer see of where it happened is left out; of a reminder, all of it. */
async function newsItem(
  deps: NotificationDeps,
  viewerId: string,
  news: NewsRow,
  messages: Messages,
): Promise<InboxItem | undefined> {
  const community = news.communityId ? await deps.directory.community(news.communityId) : undefined;
  const spot = news.channelId ? await deps.directory.spotOfChannel(news.channelId) : undefined;
  const isMember = community?.isMember(viewerId) ?? false;
  const views = spot?.place.permissionsOf(viewerId, spot.governedBy).has('channel.view');
  const where = spot && views ? whereOf(spot) : { community: null, channel: null };
  const found = views && news.messageId ? messages.get(news.messageId) : undefined;
  if (news.kind === 'reminder' && !found) return undefined;
  const { author = null, mentioned = [] } = found?.message ?? {};
  const actor = news.kind === 'reminder' ? author : news.actor;
  return {
    id: news.id,
    kind: news.kind as NewsKind,
    at: news.createdAt.toISOString(),
    unread: news.readAt === null,
    actor: actor && { ...actor, ...(isMember && faceOf(community!, actor.id)) },
    count: news.count,
    community: where.community ?? (community && { id: community.id, name: community.name }) ?? null,
    channel: where.channel,
    messageId: views ? news.messageId : null,
    text: found?.excerpt ?? news.detail,
    mentioned,
  };
}

const whereOf = ({
  place,
  channel: { id, name, parentId },
}: Spot): Pick<InboxItem, 'community' | 'channel'> => ({
  community: place.kind === 'community' ? { id: place.id, name: place.name } : null,
  channel: { id, name, parentId },
});

/** The channels that somebody may view, with what is below them, and the roles they are meant by there. */
async function readerOf(deps: NotificationDeps, accountId: string): Promise<Reader> {
  const communities = await deps.directory.communitiesOf(accountId);
  const conversations = await deps.directory.conversationsOf(accountId);
  return {
    accountId,
    channelIds: [
      ...communities.flatMap((view) =>
        [...view.channels.keys()].filter((id) => view.permissionsOf(accountId, id).has('channel.view')),
      ),
      ...conversations.map(({ view }) => view.id),
    ],
    roleIds: communities.flatMap((view) => view.rolesOf(accountId).map(({ id }) => id)),
  };
}

/**
 * Marks items of the viewer's as read, mentions without reading their channel. What is none of theirs is passed over.
 */
export async function markItemsRead(
  deps: NotificationDeps,
  ctx: Ctx,
  { itemIds }: { itemIds: string[] },
): Promise<void> {
  const { account } = requireUser(ctx);
  const reader = await readerOf(deps, account.id);
  const mine = await deps.store.findMentions(reader, itemIds);
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.markRead(tx, account.id, {
      newsIds: itemIds,
      messageIds: mine.map(({ message_id }) => message_id),
      now: deps.clock.now(),
    });
    await publish('notifications.changed', { accountId: account.id });
  });
  tellUnmarked(deps, account.id, mine);
}

/** Marks all that is there as read; how far the channels are read stays. */
export async function markAllItemsRead(deps: NotificationDeps, ctx: Ctx): Promise<void> {
  const { account } = requireUser(ctx);
  const reader = await readerOf(deps, account.id);
  const unread = await deps.store.listMentions(reader, { before: undefined, onlyUnread: true, limit: 500 });
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.markAllRead(tx, account.id, unread[0]?.message_id, deps.clock.now());
    await publish('notifications.changed', { accountId: account.id });
  });
  tellUnmarked(
    deps,
    account.id,
    await deps.store.findMentions(
      reader,
      unread.map((row) => row.message_id),
    ),
  );
}

function tellUnmarked(
  deps: NotificationDeps,
  accountId: string,
  rows: readonly { channel_id: string; seq: number; version: number }[],
): void {
  for (const [channelId, ofChannel] of Map.groupBy(rows, (row) => row.channel_id))
    deps.signals.unmarked(accountId, {
      channelId,
      marks: ofChannel.map(({ seq, version }) => ({ seq, version, on: false })),
    });
}
