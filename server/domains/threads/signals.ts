import type { ThreadDto, ThreadEvents } from './contract.ts';

/** What the domain tells the real-time layer after a commit. */
export interface ThreadSignals {
  /** To who has its channel open, and who follows it. */
  updated(thread: ThreadDto, followers: Iterable<string>): void;
  /** To all devices of one account. */
  followed(accountId: string, event: ThreadEvents['thread.followed']): void;
}
