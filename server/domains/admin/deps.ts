import type { Audit } from '#server/domains/audit/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Store } from './store.ts';

export interface AdminDeps extends Platform {
  store: Store;
  audit: Audit;
  /** Reads the settings into memory. */
  reload: () => Promise<void>;
}
