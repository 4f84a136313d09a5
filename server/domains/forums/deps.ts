import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Store } from './store.ts';

export interface ForumDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  messages: Pick<Messages, 'beginThread' | 'listByIds'>;
  threads: Pick<
    Threads,
    | 'accessThread'
    | 'changePost'
    | 'insertPost'
    | 'othersWrote'
    | 'present'
    | 'removePost'
    | 'takeTurn'
    | 'tellPost'
  >;
}
