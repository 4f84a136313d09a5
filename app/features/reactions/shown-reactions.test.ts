import { expect, test } from 'vitest';
import { shownReactions } from './shown-reactions.ts';

const thumbs = { emoji: '👍', count: 2, mine: false };
const party = { emoji: '🎉', count: 1, mine: true };

test('wishes show as if they had come true, and nothing is counted twice', () => {
  const shown = (...wishes: [string, boolean][]) => shownReactions([thumbs, party], new Map(wishes));
  expect(shown(['👍', true])).toEqual([{ emoji: '👍', count: 3, mine: true }, party]);
  expect(shown(['🎉', false])).toEqual([thumbs]);
  expect(shown(['🎉', true])).toEqual([thumbs, party]);
  expect(shown(['🦜', true])).toEqual([thumbs, party, { emoji: '🦜', count: 1, mine: true }]);
  expect(shown(['🦜', false])).toEqual([thumbs, party]);
  expect(shownReactions(undefined, undefined)).toEqual([]);
});
