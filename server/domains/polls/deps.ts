import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { PollSignals } from './signals.ts';
import type { Store } from './store.ts';

export interface PollDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  messages: Pick<Messages, 'keepPace' | 'inLine'>;
  news: NewsDoor;
  signals: PollSignals;
}
