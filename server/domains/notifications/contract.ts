import type { AuthorDto } from '#contract/messages';

/** What a person hears of a place: every message, those that name them, or nothing. */
export const notificationLevels = ['all', 'mentions', 'nothing'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];

/** What levels are set for; a channel without its own has its category's, and that its community's. */
export const notificationPlaces = ['community', 'category', 'channel'] as const;
export type NotificationPlace = (typeof notificationPlaces)[number];

/** How long a place is muted: minutes, until the person says otherwise, or not (any more). */
export const muteTimes = ['off', '15', '60', '480', '1440', 'always'] as const;
export type MuteTime = (typeof muteTimes)[number];

/** What a person chose for one place. */
export interface PlaceSetting {
  placeId: string;
  place: NotificationPlace;
  /** Null: as the place around it. */
  level: NotificationLevel | null;
  muted: boolean;
  /** When that ends; null: when they say so. */
  mutedUntil: string | null;
}

/** How a person wants to be told, everywhere. */
export interface NotificationPreferences {
  /** Notices of the browser, while no window of the person's is in front. */
  desktop: boolean;
  sound: boolean;
  /** Whether notices say what was written, or only that something was. */
  previews: boolean;
  /** Do not disturb: on these days (0 is Sunday), minutes of the day in the zone. A night belongs to its evening. */
  quiet: boolean;
  quietDays: number[];
  quietFrom: number;
  quietTo: number;
  timeZone: string;
}

export const defaultPreferences: NotificationPreferences = {
  ...{ desktop: false, sound: true, previews: true },
  ...{ quiet: false, quietDays: [0, 1, 2, 3, 4, 5, 6], quietFrom: 22 * 60, quietTo: 7 * 60, timeZone: 'UTC' },
};

/** All that a window needs to know about what its person wants to hear. */
export interface NotificationState {
  /** News that they have not looked at, mentions not among them: those are counted by their channels. At most 100. */
  unread: number;
  places: PlaceSetting[];
  preferences: NotificationPreferences;
}

/** News for one person that no other table tells. `reaction` is quiet: listed, not counted. */
export const newsKinds = [
  'friend.request',
  'friend.accepted',
  'report.resolved',
  'member.timeout',
  'member.roles',
  'reaction',
  'reminder',
  'scheduled.failed',
  'scheduled.held',
  'poll.ended',
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** Something in the inbox. Names and texts are those of this moment. */
export interface InboxItem {
  /** The message's, or the news' own. Ids order the inbox: higher is later. */
  id: string;
  kind: 'mention' | 'reply' | NewsKind;
  at: string;
  unread: boolean;
  /** Who did it; null when that is not told, or they are gone. */
  actor: AuthorDto | null;
  /** How many times, for what is told once: reactions. */
  count: number;
  community: { id: string; name: string } | null;
  /** `parentId`: of a thread, the channel that it belongs to. */
  channel: { id: string; name: string; parentId: string | null } | null;
  messageId: string | null;
  /** What the message says, in a line, mentions as in a body; or a few words about the news. */
  text: string;
  /** Whom the text names. */
  mentioned: AuthorDto[];
}

export const inboxFilters = ['all', 'unread', 'mentions'] as const;
export type InboxFilter = (typeof inboxFilters)[number];

/** The latest first; `next` asks for the following page, null at the end. */
export interface InboxPage {
  items: InboxItem[];
  next: string | null;
}

export const notificationLimits = {
  pageSize: 30,
  /** Places that one person sets something for. */
  placesMax: 2000,
  /** Items marked as read in one step. */
  readMax: 50,
  /** Unread news are counted up to this. */
  countMax: 100,
  /** Days that news are kept. */
  keptDays: 90,
} as const;

export interface NotificationEvents {
  /** There are news, or they were read, or the person chose what they want to hear: the whole of it. */
  'notifications.updated': { notifications: NotificationState };
}

/** Where a channel stands. */
export interface PlacePath {
  communityId: string | null;
  categoryId: string | null;
  channelId: string;
}

/** What is set for a channel and what is around it, the nearest first. */
export const settingsOn = (places: readonly PlaceSetting[], path: PlacePath): PlaceSetting[] =>
  [path.channelId, path.categoryId, path.communityId].flatMap(
    (id) => places.find(({ placeId }) => placeId === id) ?? [],
  );

/** Whether one setting mutes at this moment (milliseconds). */
const mutesNow = ({ muted, mutedUntil }: PlaceSetting, now: number): boolean =>
  muted && (mutedUntil === null || Date.parse(mutedUntil) > now);

/** Whether a channel is muted, by itself or with what is around it. */
export const isMuted = (places: readonly PlaceSetting[], path: PlacePath, now: number): boolean =>
  places.length > 0 && settingsOn(places, path).some((setting) => mutesNow(setting, now));
