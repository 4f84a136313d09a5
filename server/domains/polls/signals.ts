import type { PollChange, PollOfMessage } from './contract.ts';

/**
 * What the real-time layer is told after a commit; `server/realtime` fills it in. `posted` is the channel's counter, which
 * a vote leaves alone.
 */
export interface PollSignals {
  /** `own` is for the devices of who voted, and goes out first: the change for all says nothing of them. */
  changed(change: PollChange, posted: number, own?: { accountId: string; poll: PollOfMessage }): void;
}
