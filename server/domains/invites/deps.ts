import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Bans } from '#server/domains/members/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { RateLimit } from '#server/platform/rate-limit.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { Store } from './store.ts';

/** Told of each newcomer within the transaction that lets them in. */
export interface JoinGuard {
  noteJoin(tx: Tx, communityId: string): Promise<void>;
}

export interface InviteDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  joinGuard: JoinGuard;
  bans: Bans;
  /** Unknown codes tried from one network. */
  guesses: RateLimit;
  /** How often one account comes in: each time the windows of all members are told. */
  joins: TokenBuckets;
}
