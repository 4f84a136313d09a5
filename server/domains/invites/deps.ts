import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Bans } from '#server/domains/members/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { RateLimit } from '#server/platform/rate-limit.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store as JoinStore } from './joining/store.ts';
import type { Store } from './store.ts';

export interface InviteDeps extends Platform {
  store: Store;
  joining: JoinStore;
  directory: Directory;
  access: CommunityAccess;
  admin: Admin;
  audit: Audit;
  bans: Bans;
  /** Unknown codes tried from one network. */
  guesses: RateLimit;
  /** How often one account comes in: each time the windows of all members are told. */
  joins: TokenBuckets;
}
