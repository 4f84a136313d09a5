import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { MessageSignals } from './signals.ts';
import type { Store } from './store.ts';
import type { MessageWriter } from './writer.ts';

export interface MessageDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  signals: MessageSignals;
  writer: MessageWriter;
  /** Messages of one account; in memory, a replica each. */
  pace: TokenBuckets;
}
