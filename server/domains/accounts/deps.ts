import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Directs } from '#server/domains/conversations/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import type { Reactions } from '#server/domains/reactions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { RateLimit } from '#server/platform/rate-limit.ts';
import type { Store } from './store.ts';

export interface AccountLimits {
  /** Failures by what was typed and by the account behind it, from one network: exact, in Postgres. */
  logIn: RateLimit;
  /** Failures of one network over all accounts, a ceiling: high, since many people share one. */
  logInNetwork: RateLimit;
  register: RateLimit;
  /** Unknown reset links tried from one network. */
  reset: RateLimit;
}

export interface AccountDeps extends Platform {
  store: Store;
  limits: AccountLimits;
  admin: Admin;
  invites: Invites;
  audit: Audit;
  directory: Directory;
  directs: Directs;
  messages: Pick<Messages, 'forgetAuthor'>;
  reactions: Pick<Reactions, 'forgetReactor'>;
}
