import type { Friends } from '#server/domains/friends/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface PushDeps extends Platform {
  store: Store;
  directory: Directory;
  friends: Friends;
  messages: Messages;
  news: NewsDoor;
  /** Tests of one account; in memory, a replica each. */
  testPace: TokenBuckets;
}
