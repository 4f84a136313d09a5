import type { AuthorDto } from '#contract/messages';

/** Hours until a poll ends by itself; null: its author ends it. */
export const pollHours = [1, 4, 24, 72, 168, 336] as const;
export type PollHours = (typeof pollHours)[number];

/** A poll that is to be posted; the message's body is its question. */
export interface NewPoll {
  answers: string[];
  multiple: boolean;
  anonymous: boolean;
  hours: PollHours | null;
}

/** How a poll stands: the same for every reader. */
export interface PollTally {
  /** Counts the poll's changes: a higher one replaces a lower one. */
  rev: number;
  /** How many chose each answer, in the order of the answers. */
  votes: number[];
  /** How many people that are. */
  voters: number;
  /** Nobody votes any more: the result is final. By the instance's clock. */
  ended: boolean;
}

export interface PollDto extends PollTally {
  answers: string[];
  /** One may choose several. */
  multiple: boolean;
  /** Nobody is told who chose what, whatever they may do here. */
  anonymous: boolean;
  /** When it ends by itself; null when it does not. */
  endsAt: string | null;
  /**
   * Which answers the reader chose, ascending. Left out of what is the same for every reader (events, and answers to
   * changes): what was known of it stays true.
   */
  mine?: number[];
}

/** A message's poll as it is for one reader. */
export interface PollOfMessage {
  channelId: string;
  messageId: string;
  poll: PollDto;
}

/** What a vote, or the end, made of a poll. Who voted and for what is not told, in no poll. */
export interface PollChange extends PollTally {
  channelId: string;
  messageId: string;
  /** The change of the channel that this is. */
  version: number;
}

/** Those who chose one answer; never of an anonymous poll. */
export interface VoterPage {
  voters: AuthorDto[];
  /** What the following page begins after; null at the end. */
  next: string | null;
}

export interface PollEvents {
  'poll.changed': PollChange;
  /** The receiver voted, on whichever of their devices. */
  'poll.own': PollOfMessage;
}

export const pollLimits = {
  /** Characters (UTF-16 code units) of the question and of an answer. */
  questionMax: 300,
  answerMax: 80,
  answersMin: 2,
  answersMax: 10,
  /** Who chose an answer, told at once. */
  pageSize: 50,
} as const;

/**
 * A poll of which two forms are known, in whichever order they came. What only the reader is told is kept where the later
 * form leaves it out.
 */
export function laterPoll(known: PollDto, incoming: PollDto): PollDto {
  const [later, earlier] = incoming.rev < known.rev ? [known, incoming] : [incoming, known];
  const mine = later.mine ?? earlier.mine;
  return { ...later, ended: later.ended || earlier.ended, ...(mine && { mine }) };
}
