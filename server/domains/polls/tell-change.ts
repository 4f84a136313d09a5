import type { PollOfMessage, PollTally } from './contract.ts';
import type { PollDeps } from './deps.ts';
import type { Moved } from './store.ts';

/** Tells everybody in the channel the counts, and nobody but who voted (`own`) what they chose. */
export function tellChange(
  deps: PollDeps,
  { channelId, messageId }: { channelId: string; messageId: string },
  { rev, votes, voters, ended }: PollTally,
  { version, posted }: Moved,
  own?: { accountId: string; poll: PollOfMessage },
): void {
  deps.signals.changed({ channelId, messageId, rev, votes, voters, ended, version }, posted, own);
}
