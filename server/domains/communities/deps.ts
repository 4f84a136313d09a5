import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { Channels, CommunityAccess } from '#server/domains/channels/index.ts';
import type { Conversations } from '#server/domains/conversations/index.ts';
import type { Friends } from '#server/domains/friends/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Threads } from '#server/domains/threads/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Store } from './store.ts';

export interface CommunityDeps extends Platform {
  store: Store;
  directory: Directory;
  access: CommunityAccess;
  admin: Admin;
  audit: Audit;
  channels: Channels;
  conversations: Conversations;
  friends: Friends;
  threads: Threads;
}
