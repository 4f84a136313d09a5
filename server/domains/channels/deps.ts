import type { Audit } from '#server/domains/audit/index.ts';
import type { Overrides } from '#server/domains/overrides/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { PresenceService } from '#server/domains/presence/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { CommunityAccess } from './access.ts';
import type { ChannelSignals } from './signals.ts';
import type { Store } from './store.ts';

export interface ChannelDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  audit: Audit;
  overrides: Overrides;
  presence: PresenceService;
  signals: ChannelSignals;
  /** Typing notes of one account in one channel; in memory, a replica each. */
  typingPace: TokenBuckets;
}
