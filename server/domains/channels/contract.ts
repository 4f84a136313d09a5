import type { ConversationKind } from '#contract/conversations';
import type { Permission } from '#contract/permissions';

/** `announcement`: only who may manage messages writes there. `forum`: holds posts, which are threads, and no messages. */
export const channelKinds = ['text', 'announcement', 'forum'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Seconds that a member can be made to wait between two messages; 0 turns slow mode off. */
export const slowModes = [0, 5, 10, 30, 60, 300, 900, 3600, 21_600] as const;
export type SlowMode = (typeof slowModes)[number];

/** A channel as one viewer sees it: channels without `channel.view` are never sent. */
export interface ChannelDto {
  id: string;
  categoryId: string | null;
  /** A conversation is a channel without a community, a thread one below another. */
  kind: ChannelKind | ConversationKind | 'thread';
  name: string;
  topic: string;
  /** Not everybody in the community may view it. */
  isPrivate: boolean;
  /** Governed by its category's overrides; else by its own. */
  synced: boolean;
  /** Closed for the time being: only who may manage messages writes. */
  locked: boolean;
  /** Seconds between two messages of one member; 0: no limit. */
  slowMode: number;
  /** Order within its category (or among the channels without one), ascending. */
  position: number;
  /** The viewer's effective permissions here. */
  permissions: Permission[];
}

export interface CategoryDto {
  id: string;
  name: string;
  position: number;
}

/** How far a channel has come, and how far the viewer has read. unread = posted − readOrdinal. */
export interface ChannelCounters {
  channelId: string;
  /** Last change of any message. */
  version: number;
  /** Messages ever posted. */
  posted: number;
  /** `seq` of the last message read; 0 when none. */
  readSeq: number;
  /** `ordinal` of the last message read. */
  readOrdinal: number;
  /** How often the viewer moved their pointer back: of two pointers the one with more is the later. */
  rewinds: number;
  /** Messages after the pointer that name the viewer, oldest first; as of `version`. At most some hundreds of the latest. */
  mentions: readonly MentionMark[];
}

/** A message that names the viewer: its `seq`, and its `version` as it was told. */
export type MentionMark = [seq: number, version: number];

/** Where a drag or a key moved something: `index` among the siblings that stay. */
export interface ChannelPlace {
  categoryId: string | null;
  index: number;
}

export const channelLimits = {
  nameMax: 64,
  topicMax: 512,
  categoryNameMax: 64,
  channelsMax: 500,
  categoriesMax: 100,
} as const;

/** How far somebody has read in a conversation: up to the message `seq`. */
export interface SeenDto {
  accountId: string;
  seq: number;
}

/** People of a conversation who see how far the others have read; in larger ones nobody does. */
export const seenMembersMax = 10;

export interface ChannelEvents {
  /**
   * Counters of channels that moved, at most once a second. `version` lets a subscriber notice a message it
   * never received and ask for the changes.
   */
  'channel.counters': { channels: { channelId: string; version: number; posted: number }[] };
  /**
   * The viewer read further, here or on another device; or moved the pointer back, which raises `rewinds` and says
   * `mentions` anew.
   */
  'channel.read': {
    channelId: string;
    readSeq: number;
    readOrdinal: number;
    rewinds: number;
    mentions?: MentionMark[];
    version?: number;
  };
  /** Messages name the viewer (`on`), or name them no longer; in channels that the viewer may see. */
  'channel.mentions': { channelId: string; marks: { seq: number; version: number; on: boolean }[] };
  /** Somebody has read further in a small conversation. */
  'channel.seen': SeenDto & { channelId: string };
  /** Somebody is writing; good for `typingMs`. */
  'channel.typing': { channelId: string; accountId: string; displayName: string };
}

/** How long a typing note holds, and how often a client may send one. */
export const typingMs = { holds: 6000, every: 3000 } as const;
