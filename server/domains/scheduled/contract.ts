import type { AuthorDto } from '#contract/messages';
import type { ErrorDto } from '#contract/protocol';

/** A message that its author wants sent later. Nobody else sees it before. */
export interface ScheduledMessageDto {
  id: string;
  /** Null: the author may no longer see where it was to go. */
  channel: { id: string; name: string; parentId: string | null } | null;
  /** Null for a conversation, or when the channel is. */
  community: { id: string; name: string } | null;
  body: string;
  /** Members of the place whom the text names. */
  mentioned: AuthorDto[];
  sendAt: string;
  /** Why it was not sent; null: it waits for its time. */
  failure: ErrorDto | null;
}

/** How many messages wait in a channel. */
export interface ScheduledCount {
  channelId: string;
  count: number;
}

export const scheduledLimits = {
  /** Messages of one person that wait or failed. */
  scheduledMax: 50,
  /** Seconds and days from now within which a message can be scheduled. */
  soonestSeconds: 60,
  latestDays: 365,
  /** Tries after faults that nobody expects. */
  attemptsMax: 5,
} as const;

export interface ScheduledEvents {
  /** What the viewer scheduled changed, or was sent, at that moment: ask anew for what is on screen. */
  'scheduled.changed': { at: string };
}
