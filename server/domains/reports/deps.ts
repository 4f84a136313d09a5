import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface ReportDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  news: NewsDoor;
  /** Reports of one account; in memory, a replica each. */
  pace: TokenBuckets;
}
