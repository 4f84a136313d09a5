import { expect, test } from 'vitest';
import type { PollDto } from '#contract/polls';
import { pressed, shownAnswers, withWish } from './shown-poll.ts';

const poll: PollDto = {
  ...{ answers: ['a', 'b', 'c'], multiple: false, anonymous: false, endsAt: null },
  ...{ rev: 4, votes: [2, 2, 0], voters: 4, ended: false, mine: [0] },
};

test('shares are of people, and a tie has no single winner', () => {
  expect(shownAnswers(poll)).toEqual([
    { text: 'a', votes: 2, percent: 50, mine: true, leads: true },
    { text: 'b', votes: 2, percent: 50, mine: false, leads: true },
    { text: 'c', votes: 0, percent: 0, mine: false, leads: false },
  ]);
  const several = { ...poll, multiple: true, votes: [3, 3, 1], voters: 3 };
  expect(shownAnswers(several).map(({ percent }) => percent)).toEqual([100, 100, 33]);
});

test('nobody voted: no answer leads, and nothing is divided by nobody', () => {
  const fresh = { ...poll, votes: [0, 0, 0], voters: 0, mine: [] };
  expect(shownAnswers(fresh).every(({ percent, leads }) => percent === 0 && !leads)).toBe(true);
});

test('a press chooses in place of the other, or beside it; a wish counts at once and only once', () => {
  expect(pressed(poll, 2)).toEqual([2]);
  expect(pressed({ ...poll, multiple: true }, 2)).toEqual([0, 2]);
  expect(pressed({ ...poll, multiple: true }, 0)).toEqual([]);
  expect(withWish(poll, [2])).toMatchObject({ votes: [1, 2, 1], voters: 4, mine: [2] });
  expect(withWish(poll, [])).toMatchObject({ votes: [1, 2, 0], voters: 3, mine: [] });
  expect(withWish(poll, [0])).toEqual(poll);
  expect(withWish(poll, null)).toBe(poll);
});
