import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PollDto } from '#contract/polls';
import { type ChannelLog, isBehind, logFromPage } from './channel-log.ts';
import { makeMessage, makePage } from './fixtures.ts';
import { putChanges, putMessage, putPoll, putReaction } from './log-changes.ts';
import { heldPoll } from './log-reactions.ts';

const fresh: PollDto = {
  ...{ answers: ['a', 'b'], multiple: false, anonymous: true, endsAt: null },
  ...{ rev: 0, votes: [0, 0], voters: 0, ended: false, mine: [] },
};
const { mine: _, ...forAll } = fresh;
const asked = makeMessage(1, { ordinal: 1, poll: fresh });
const { channelId, id: messageId } = asked;
const tallies = [
  { rev: 1, votes: [1, 0], voters: 1, ended: false },
  { rev: 2, votes: [1, 1], voters: 2, ended: false },
  { rev: 3, votes: [1, 1], voters: 2, ended: true },
] as const;
const own: PollDto = { ...fresh, ...tallies[1], votes: [1, 1], mine: [1] };
const last = { ...fresh, ...tallies[2], votes: [1, 1], mine: [1] };

type Step = (log: ChannelLog) => ChannelLog;
/** Posted; somebody voted; the viewer did; pinned; ended. */
const steps: Step[] = [
  (log) => putMessage(log, asked),
  (log) => putReaction(log, heldPoll({ channelId, messageId, version: 2, ...tallies[0], votes: [1, 0] })),
  (log) => putReaction(log, heldPoll({ channelId, messageId, version: 3, ...tallies[1], votes: [1, 1] })),
  // The same for everybody: whose votes they are is left out.
  (log) =>
    putMessage(log, {
      ...{ ...asked, version: 4, pinnedAt: 'now' },
      poll: { ...forAll, ...tallies[1], votes: [1, 1] },
    }),
  (log) => putReaction(log, heldPoll({ channelId, messageId, version: 5, ...tallies[2], votes: [1, 1] })),
];
const empty = (): ChannelLog => logFromPage(channelId, makePage([]));

test('events of a poll in any order, doubled, end in the poll as it is; one’s own choice is right or not known', () => {
  const told: Step[] = [...steps, (log) => putPoll(log, messageId, own)];
  const all = told.flatMap((_, at) => [at, at]);
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
      const log = order.reduce((now, at) => told[at]!(now), steps[0]!(empty()));
      const { poll, ...message } = log.messages[0]!;
      const { poll: _poll, ...expected } = asked;
      expect(message).toEqual({ ...expected, version: 5, pinnedAt: 'now' });
      expect([last, { ...last, mine: undefined }]).toContainEqual({ ...last, ...poll, mine: poll?.mine });
      expect(poll).toMatchObject({ rev: 3, votes: [1, 1], voters: 2, ended: true });
      expect(isBehind(log, 5)).toBe(false);
    }),
  );
});

test('one’s own vote is not undone by what is the same for everybody, nor by an older page of it', () => {
  let log = putPoll(steps[0]!(empty()), messageId, own);
  for (const step of steps.slice(1)) log = step(log);
  expect(log.messages[0]?.poll).toEqual(last);
  // Which of two is the last, an older form of it cannot say.
  const { mine: _mine, ...unknown } = last;
  log = putPoll(log, messageId, { ...fresh, rev: 1, votes: [1, 0], voters: 1 });
  expect(log.messages[0]?.poll).toEqual(unknown);
  expect(putPoll(log, messageId, last).messages[0]?.poll).toEqual(last);
});

test('a catch-up tells what nobody else could: one’s own votes of a poll that came back', () => {
  const restored = { ...asked, version: 5, poll: { ...forAll, ...tallies[2], votes: [1, 1] } };
  const log = putMessage({ ...empty(), version: 4 }, restored);
  expect(log.messages[0]?.poll?.mine).toBeUndefined();
  const changes = { messages: [{ ...restored, poll: last }], since: 4, version: 5 };
  expect(putChanges(log, changes).messages[0]?.poll).toEqual(log.messages[0]?.poll);
  expect(putPoll(log, messageId, last).messages[0]?.poll).toEqual(last);
});
