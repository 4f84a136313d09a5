import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { PollDeps } from './deps.ts';
import { endDuePolls, endPoll } from './end-poll.ts';
import { getPoll, listVoters } from './get-poll.ts';
import * as input from './input.ts';
import type { PollSignals } from './signals.ts';
import { createStore } from './store.ts';
import { retractVote, votePoll } from './vote.ts';

export type { PollSignals } from './signals.ts';

/** Votes on what a message asks. Posting a poll is sending a message. */
export function createPolls(
  platform: Platform,
  domains: {
    access: CommunityAccess;
    audit: Audit;
    messages: Pick<Messages, 'keepPace' | 'inLine'>;
    news: NewsDoor;
    signals: PollSignals;
  },
) {
  const deps: PollDeps = { ...platform, ...domains, store: createStore(platform.db) };
  return bindAll(deps, {
    endDuePolls,
    endPoll: checked(input.endInput, endPoll),
    getPoll: checked(input.pollInput, getPoll),
    listVoters: checked(input.votersInput, listVoters),
    retractVote: checked(input.retractInput, retractVote),
    votePoll: checked(input.voteInput, votePoll),
  });
}
