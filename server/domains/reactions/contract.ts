import type { AuthorDto } from '#contract/messages';

/** One kind of reaction to a message, as its reader sees it. */
export interface ReactionDto {
  /** The emoji itself, in its one spelling. What begins with a letter is for other kinds to come: show it as text. */
  emoji: string;
  /** How many have it; never 0. */
  count: number;
  /** The reader is one of them. */
  mine: boolean;
}

/** Somebody who reacted. */
export interface ReactorDto {
  /** Sorts by time, and names the place in the list. */
  id: string;
  author: AuthorDto;
}

/** Those who reacted with one emoji, the first of them first. */
export interface ReactorPage {
  reactors: ReactorDto[];
  /** What the following page begins after; null at the end. */
  next: string | null;
}

/** What one reaction that came or went made of a message. The list of those who have it is not told. */
export interface ReactionChange {
  channelId: string;
  messageId: string;
  emoji: string;
  /** How many have it now; 0: nobody any more. */
  count: number;
  accountId: string;
  added: boolean;
  /** The change of the channel that this is. */
  version: number;
}

/** A moderator took all of one emoji, or all reactions, from a message. */
export interface ReactionsCleared {
  channelId: string;
  messageId: string;
  /** Null: all of them. */
  emoji: string | null;
  version: number;
}

export interface ReactionEvents {
  'reaction.changed': ReactionChange;
  'reaction.cleared': ReactionsCleared;
}

export const reactionLimits = {
  /** Different emoji of one message. */
  kindsMax: 20,
  /** Who reacted, told at once. */
  pageSize: 50,
} as const;
