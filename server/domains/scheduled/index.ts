import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { noInput } from '#server/platform/input.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { ScheduledDeps } from './deps.ts';
import * as input from './input.ts';
import { countScheduled, listScheduled } from './list-scheduled.ts';
import { changeScheduled, removeScheduled, scheduleMessage } from './schedule-message.ts';
import { sendDueMessages, sendNow } from './send-scheduled.ts';
import { createStore } from './store.ts';

/** Messages that are to be sent later, by the one way in (`messages.sendMessage`). */
export function createScheduled(
  platform: Platform,
  domains: { access: CommunityAccess; directory: Directory; messages: Messages; news: NewsDoor },
) {
  const deps: ScheduledDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    changeScheduled: checked(input.changeScheduledInput, changeScheduled),
    countScheduled: checked(noInput, countScheduled),
    listScheduled: checked(noInput, listScheduled),
    removeScheduled: checked(input.scheduledIdInput, removeScheduled),
    scheduleMessage: checked(input.scheduleMessageInput, scheduleMessage),
    sendDueMessages,
    sendNow: checked(input.scheduledIdInput, sendNow),
  });
}
