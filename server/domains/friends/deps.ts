import type { Directs } from '#server/domains/conversations/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { FriendSignals } from './signals.ts';
import type { Store } from './store.ts';

export interface FriendDeps extends Platform {
  store: Store;
  directs: Directs;
  news: NewsDoor;
  signals: FriendSignals;
  /** Requests of one account; in memory, a replica each. */
  pace: TokenBuckets;
}
