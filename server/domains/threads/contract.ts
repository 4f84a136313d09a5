/** Hours without a message after which a thread is archived. */
export const archiveHours = [1, 24, 72, 168] as const;

/**
 * A thread: a channel of its own id below another one, begun at a message. Messages, history, read pointers and typing
 * notes go by the channel's commands; who may do what there is said by the channel that it belongs to.
 */
export interface ThreadDto {
  id: string;
  communityId: string;
  parentId: string;
  /** The message that it began at; null when that is gone. */
  rootId: string | null;
  name: string;
  createdById: string | null;
  /** Messages posted in it. */
  posted: number;
  /** When the last message came, or when it was begun. */
  activeAt: string;
  /** Out of the lists until somebody writes in it. */
  isArchived: boolean;
  /** Only who may manage messages writes. */
  locked: boolean;
  /** Minutes without a message after which it is archived. */
  archiveAfter: number;
  /** Of a post of a forum: what it is tagged with, in the order of the forum's tags. */
  tagIds: string[];
  /** Of a post: above the others. */
  isPinned: boolean;
}

export const threadLimits = {
  nameMax: 80,
  /** Threads of a page of the list. */
  pageSize: 50,
  /** Threads that somebody follows and that are not archived: the latest count. */
  followedMax: 200,
} as const;

/** The name of a thread that has none to show. */
export const unnamed = '…';

export interface ThreadEvents {
  /** It was begun, renamed, locked or archived, or something was said: to who has its channel open, or follows it. */
  'thread.updated': { thread: ThreadDto };
  /** The viewer follows it, or no longer, on all their devices. */
  'thread.followed': { thread: ThreadDto; isFollowed: boolean };
  /** A post was deleted, and is nowhere any more. */
  'thread.removed': { threadId: string };
}
