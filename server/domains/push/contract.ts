import {
  settingsOn,
  type NotificationLevel,
  type NotificationPreferences,
  type PlacePath,
  type PlaceSetting,
} from '#contract/notifications';

/** A browser that is woken for news while no page of the instance is open. */
export interface PushDeviceDto {
  id: string;
  userAgent: string;
  createdAt: string;
  /** It belongs to the session that asks. */
  current: boolean;
  /** When its push service last took something; null: never. */
  arrivedAt: string | null;
  /** What went wrong the last time; empty: nothing. */
  failure: string;
}

/** Whether a push service took a notice, and what it said when it did not. */
export interface PushTestDto {
  arrived: boolean;
  failure: string;
}

/**
 * What a notice carries, encrypted for its browser. `address` is a path of the instance; a browser opens nothing else.
 * Without `title` the person wants no texts in notices.
 */
export interface PushPayload {
  kind: 'message' | 'test';
  address: string;
  /** A later notice with the same tag replaces it. */
  tag: string;
  title?: string;
  text?: string;
}

export const pushLimits = {
  /** Browsers of one account. */
  devicesMax: 20,
  endpointMax: 1000,
  /** Tries before a notice is given up, the later ones further apart. */
  attemptsMax: 6,
  /** Seconds that a push service keeps a notice for a browser that is away. */
  keptSeconds: 12 * 60 * 60,
} as const;

/** What a person hears of a channel: the nearest level; without one a conversation's all, a community's mentions. */
export const levelOf = (places: readonly PlaceSetting[], path: PlacePath): NotificationLevel =>
  settingsOn(places, path).find(({ level }) => level !== null)?.level ??
  (path.communityId === null ? 'all' : 'mentions');

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Whether somebody does not want to be disturbed at this moment. */
export function isQuiet(preferences: NotificationPreferences, now: Date): boolean {
  const { quiet, quietDays, quietFrom: from, quietTo: to, timeZone } = preferences;
  if (!quiet || from === to) return false;
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const day = weekdays.indexOf(part('weekday'));
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  const evening = (day + 6) % 7;
  if (from < to) return quietDays.includes(day) && minute >= from && minute < to;
  return (quietDays.includes(day) && minute >= from) || (quietDays.includes(evening) && minute < to);
}
