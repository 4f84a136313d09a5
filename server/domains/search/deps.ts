import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface SearchDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  /** Searches of one account; in memory, a replica each. */
  pace: TokenBuckets;
  /** Names that one account looks up, at each letter it types. */
  lookups: TokenBuckets;
}
