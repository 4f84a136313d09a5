import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import type { Push } from '#server/domains/push/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SavedDeps } from './deps.ts';
import * as input from './input.ts';
import { listSaved } from './list-saved.ts';
import { remindOfSaved } from './remind.ts';
import { findSaved, removeSaved, saveMessage } from './save-message.ts';
import { createStore } from './store.ts';

/** Messages that people keep for themselves, and what they want to be reminded of. */
export function createSaved(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    directory: Directory;
    messages: Messages;
    news: NewsDoor;
    push: Push;
  },
) {
  const deps: SavedDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    findSaved: checked(input.messageIdInput, findSaved),
    listSaved: checked(input.listSavedInput, listSaved),
    remindOfSaved,
    removeSaved: checked(input.messageIdInput, removeSaved),
    saveMessage: checked(input.saveMessageInput, saveMessage),
  });
}
