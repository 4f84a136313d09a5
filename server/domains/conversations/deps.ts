import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Friends } from '#server/domains/friends/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface ConversationDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  friends: Friends;
  /** Conversations that one account starts; in memory, a replica each. */
  pace: TokenBuckets;
}
