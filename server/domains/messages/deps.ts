import type { Audit } from '#server/domains/audit/index.ts';
import type { InstanceLimits } from '#contract/admin';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Conversations } from '#server/domains/conversations/index.ts';
import type { Filters } from '#server/domains/filters/index.ts';
import type { Reports } from '#server/domains/reports/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { ChannelLine } from './channel-line.ts';
import type { MessageSignals } from './signals.ts';
import type { SlowMode } from './slow-mode.ts';
import type { Store } from './store.ts';
import type { MessageWriter } from './writer.ts';

export interface MessageDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  conversations: Conversations;
  filters: Filters;
  reports: Reports;
  threads: Threads;
  signals: MessageSignals;
  writer: MessageWriter;
  /** For changes of messages: they wait for their channel's lock. */
  line: ChannelLine;
  /** Messages of one account; in memory, a replica each. */
  pace: TokenBuckets;
  slowMode: SlowMode;
  /** As the host set them, in memory. */
  limits: () => InstanceLimits;
}
