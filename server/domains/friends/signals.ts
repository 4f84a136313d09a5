import type { FriendEvents } from './contract.ts';

/** What the domain tells the real-time layer after a commit. */
export interface FriendSignals {
  /** To all devices of one account. */
  related(accountId: string, event: FriendEvents['relation.updated']): void;
}
