import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Overrides } from '#server/domains/overrides/index.ts';
import type { Names } from '#server/domains/members/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Store } from './store.ts';

export interface RoleDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  audit: Audit;
  news: NewsDoor;
  names: Names;
  overrides: Overrides;
}
