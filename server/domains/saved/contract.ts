import type { AuthorDto } from '#contract/messages';

/** A message that the viewer keeps for themselves. Its text and names are those of this moment. */
export interface SavedMessageDto {
  messageId: string;
  /** When it was posted. */
  postedAt: string;
  /** When the viewer wants to hear of it again; null: never, or they did already. */
  remindAt: string | null;
  /** Null when the account is gone. */
  author: AuthorDto | null;
  /** What it says, in a line, mentions as in a body. */
  text: string;
  /** Whom the text names. */
  mentioned: AuthorDto[];
  /** Null for a conversation. */
  community: { id: string; name: string } | null;
  /** `parentId`: of a thread, the channel that it belongs to. */
  channel: { id: string; name: string; parentId: string | null };
}

/** The one saved last first; `next` asks for the following page, null at the end. */
export interface SavedPage {
  items: SavedMessageDto[];
  next: string | null;
}

/** How it stands with one message; null: it is not saved. */
export interface SavedState {
  saved: { remindAt: string | null } | null;
}

export const savedLimits = {
  pageSize: 30,
  /** Messages that one person keeps. */
  savedMax: 1000,
  /** Days ahead of which somebody can be reminded. */
  remindDays: 365,
} as const;

export interface SavedEvents {
  /** What the viewer saved changed, at that moment: ask anew for what is on screen. */
  'saved.changed': { at: string };
}
