import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { setPlace, setPreferences } from './choose.ts';
import { notificationLimits } from './contract.ts';
import type { NotificationDeps } from './deps.ts';
import { getState } from './get-state.ts';
import { listInbox, markAllItemsRead, markItemsRead } from './inbox.ts';
import * as input from './input.ts';
import { notify, retract, type News, type Within } from './notify.ts';
import type { NotificationSignals } from './signals.ts';
import { createStore } from './store.ts';

export type { News } from './notify.ts';
export type { NotificationSignals } from './signals.ts';

/** What other domains need of it: to tell news, and what a person's windows start with. */
export function createNews(platform: Platform) {
  const store = createStore(platform.db);
  return {
    /** See `notify.ts`. */
    notify: (within: Within, news: News): Promise<void> => notify(store, within, news),
    retract: (within: Within, which: { accountId: string; key: string }): Promise<void> =>
      retract(store, within, which),
    getState: (accountId: string) => getState({ store }, accountId),
  };
}

export type NewsDoor = ReturnType<typeof createNews>;

const dayMs = 24 * 60 * 60_000;

/** Removes news that were kept long enough; how many. */
const purgeNews = (deps: NotificationDeps): Promise<number> =>
  deps.store.purge(new Date(deps.clock.now().getTime() - notificationLimits.keptDays * dayMs));

/** What a person's inbox shows, and what they want to hear. */
export function createNotifications(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    directory: Directory;
    messages: Messages;
    signals: NotificationSignals;
  },
) {
  const deps: NotificationDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    listInbox: checked(input.listInboxInput, listInbox),
    markAllItemsRead,
    markItemsRead: checked(input.markItemsReadInput, markItemsRead),
    purgeNews,
    setPlace: checked(input.setPlaceInput, setPlace),
    setPreferences: checked(input.setPreferencesInput, setPreferences),
  });
}
