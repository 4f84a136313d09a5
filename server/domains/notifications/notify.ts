import type { Publish } from '#server/platform/bus.ts';
import type { Tx } from '#server/platform/database.ts';
import { newId } from '#server/platform/ids.ts';
import type { NewsKind } from './contract.ts';
import type { Store } from './store.ts';

/** The transaction that makes the news true. */
export interface Within {
  tx: Tx;
  publish: Publish;
}

export interface News {
  /** Whom it is for. */
  accountId: string;
  kind: NewsKind;
  actorId?: string | null;
  communityId?: string | null;
  channelId?: string | null;
  messageId?: string | null;
  /** A few words or a name that belong to the kind; at most 200 characters are kept. */
  detail?: string;
  /** News with the same key become one, which is unread again and counts them. */
  key?: string;
}

/**
 * The one door for news: kept with the commit, and told to the person's windows right after it. What somebody does
 * themselves is no news to them.
 */
export async function notify(store: Store, { tx, publish }: Within, news: News): Promise<void> {
  if (news.actorId === news.accountId) return;
  await store.insert(tx, { id: newId(), ...news, detail: (news.detail ?? '').slice(0, 200) });
  await publish('notifications.changed', { accountId: news.accountId });
}

/** Takes news with this key back: what they told is undone. */
export async function retract(
  store: Store,
  { tx, publish }: Within,
  { accountId, key }: { accountId: string; key: string },
): Promise<void> {
  if (await store.remove(tx, accountId, key)) await publish('notifications.changed', { accountId });
}
