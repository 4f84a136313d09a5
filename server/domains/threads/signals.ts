import type { ThreadDto, ThreadEvents } from './contract.ts';

/** What the domain tells the real-time layer after a commit. */
export interface ThreadSignals {
  /** To who has its channel open, and who follows it and may see it. */
  updated(thread: ThreadDto, followers: Iterable<string>): void;
  /** As `updated`. */
  removed(threadId: string, parentId: string, followers: Iterable<string>): void;
  /** A forum has a post more: to who may see it, as counters of a channel are. */
  begun(forumId: string, version: number, posted: number): void;
  /** To all devices of one account. */
  followed(accountId: string, event: ThreadEvents['thread.followed']): void;
}
