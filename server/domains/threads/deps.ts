import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Filters } from '#server/domains/filters/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { ThreadSignals } from './signals.ts';
import type { Store } from './store.ts';

export interface ThreadDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  audit: Audit;
  filters: Pick<Filters, 'judge'>;
  signals: ThreadSignals;
  /** Threads that one account begins; in memory, a replica each. */
  pace: TokenBuckets;
}
