import type { Accounts } from '#server/domains/accounts/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Profiles } from '#server/domains/profiles/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

export interface MemberDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  accounts: Accounts;
  audit: Audit;
  news: NewsDoor;
  invites: Invites;
  messages: Messages;
  profiles: Profiles;
  /** How often somebody changes their own nickname: each time the windows of all members are told. */
  renames: TokenBuckets;
}
