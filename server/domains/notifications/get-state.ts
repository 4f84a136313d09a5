import {
  defaultPreferences,
  type NotificationLevel,
  type NotificationPreferences,
  type NotificationState,
  type PlaceSetting,
} from './contract.ts';
import type { Store } from './store.ts';

type Deps = { store: Store };

/** What a person's windows need to know. */
export async function getState(deps: Deps, accountId: string): Promise<NotificationState> {
  const [unread, places, preferences] = await Promise.all([
    deps.store.countUnread(accountId),
    getPlaces(deps, accountId),
    getPreferences(deps, accountId),
  ]);
  return { unread, places, preferences };
}

async function getPlaces({ store }: Deps, accountId: string): Promise<PlaceSetting[]> {
  const rows = await store.listPlaces(accountId);
  return rows.map(({ placeId, communityId, categoryId, level, muted, mutedUntil }) => ({
    placeId,
    place: communityId ? 'community' : categoryId ? 'category' : 'channel',
    level: level as NotificationLevel | null,
    muted,
    mutedUntil: mutedUntil?.toISOString() ?? null,
  }));
}

async function getPreferences({ store }: Deps, accountId: string): Promise<NotificationPreferences> {
  const row = await store.findPreferences(accountId);
  if (!row) return defaultPreferences;
  const { accountId: _account, inboxReadId: _read, ...preferences } = row;
  return preferences;
}
