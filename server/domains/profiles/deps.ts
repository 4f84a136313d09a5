import type { Directory } from '#server/domains/permissions/index.ts';
import type { PresenceService } from '#server/domains/presence/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface ProfileDeps extends Platform {
  store: Store;
  directory: Directory;
  presence: PresenceService;
  /** Notes that one account saves: each is a write. */
  saves: TokenBuckets;
}
