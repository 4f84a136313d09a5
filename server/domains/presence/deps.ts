import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { TokenBuckets } from '#server/platform/token-bucket.ts';
import type { People } from './people.ts';
import type { Store } from './store.ts';

export interface PresenceDeps extends Platform {
  store: Store;
  directory: Directory;
  people: People;
  friendsAmong: (accountId: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** How often somebody changes their choices: each time all their devices and whoever follows them are told. */
  changes: TokenBuckets;
}
