import type { Accounts } from '#server/domains/accounts/index.ts';
import type { Communities } from '#server/domains/communities/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { RateLimit } from '#server/platform/rate-limit.ts';
import type { Store } from './store.ts';

export interface SetupDeps extends Platform {
  store: Store;
  accounts: Accounts;
  communities: Communities;
  invites: Invites;
  /** Wrong codes from one network. */
  guesses: RateLimit;
  /** Remembered once set-up is done: it stays done, and each page asks. */
  memory: { done: boolean };
}
