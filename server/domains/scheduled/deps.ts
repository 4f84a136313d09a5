import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Store } from './store.ts';

export interface ScheduledDeps extends Platform {
  store: Store;
  access: CommunityAccess;
  directory: Directory;
  messages: Messages;
  news: NewsDoor;
}
