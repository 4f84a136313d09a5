import type { MessageDto, MessagePage } from '#contract/messages';
import type { HeldReaction } from './log-reactions.ts';

/**
 * One contiguous stretch of a channel's history, as far as this browser has loaded it.
 *
 * `version` is a promise: every change up to it is in here. Changes beyond it may already be applied
 * (`ahead`), because packets of one group commit can arrive in any order; the gap between the two is what a
 * catch-up closes. So a late or doubled event is recognised by its version alone.
 */
export interface ChannelLog {
  channelId: string;
  /** Counts the times that another stretch took this one's place: what a scroll position refers to. */
  epoch: number;
  /** Ascending by `seq`, without deleted messages. */
  messages: MessageDto[];
  /** Lowest `seq` the stretch covers: 0 at the beginning of the channel. */
  from: number;
  /** Highest `seq` the stretch covers: null at the present, where new messages are appended. */
  to: number | null;
  hasBefore: boolean;
  hasAfter: boolean;
  version: number;
  /** Versions applied beyond `version`, ascending. */
  ahead: number[];
  /** Latest known form of the messages changed by `ahead`, deleted ones and ones outside the stretch included. */
  recent: Record<string, MessageDto>;
  /** Changes of reactions beyond `version`, ascending: each waits for its turn, as it says only what is different. */
  held: HeldReaction[];
  /**
   * Of messages whose text is ahead of their reactions: the version of those. An edit tells no reactions, as each reader
   * has their own among them.
   */
  reactionsAt: Record<string, number>;
  /** Something may have been missed, whatever the versions say. */
  stale: boolean;
}

/** Where a page belongs: in place of the stretch, or right before or after one that begins or ends at `seq`. */
export type Placement = 'replace' | { before: number } | { after: number };

/**
 * True when the stretch lacks changes that exist: `channel.changes` since `log.version` brings them. `heard` is the
 * highest version that the channel's counters have come to, from whichever source: an event may come before there is a
 * log that could take it.
 */
export function isBehind(log: ChannelLog, heard: number): boolean {
  return log.stale || heard > log.version;
}

export function logFromPage(channelId: string, page: MessagePage): ChannelLog {
  return {
    channelId,
    epoch: 0,
    messages: page.messages.filter(isAlive),
    from: page.hasBefore ? (page.messages[0]?.seq ?? 0) : 0,
    to: page.hasAfter ? (page.messages.at(-1)?.seq ?? 0) : null,
    hasBefore: page.hasBefore,
    hasAfter: page.hasAfter,
    version: page.version,
    ahead: [],
    recent: {},
    held: [],
    reactionsAt: {},
    stale: false,
  };
}

export function isAlive(message: MessageDto): boolean {
  return message.deletedAt === null;
}
