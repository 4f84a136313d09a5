import { expect, test } from 'vitest';
import { toEmoji } from './emoji.ts';

test('a single emoji is itself, whichever way its variation selectors were spelled', () => {
  const heart = '\u2764\uFE0F';
  expect([heart, '\u2764', '\u2764\uFE0F\uFE0F'].map(toEmoji)).toEqual([heart, heart, heart]);
  for (const emoji of ['👍', '👍🏽', '🏳️‍🌈', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '👩🏽‍❤️‍💋‍👨🏻', '🇩🇪', '1️⃣', '#️⃣', '☺️', '🕵🏽‍♂️', '⛹️‍♀️', '👨‍👩‍👧‍👦'])
    expect(toEmoji(emoji)).toBe(emoji);
  expect(toEmoji('🏳\u200D🌈')).toBe('🏳️‍🌈');
  expect(toEmoji('1\u20E3')).toBe('1️⃣');
  // A skin tone takes the selector's place.
  expect(toEmoji('☝\uFE0F🏽')).toBe('☝🏽');
});

test('X6 nothing else is one', () => {
  const odd = [
    ...['', ' ', 'a', '1', '#', '👍👍', '👍 ', ' 👍', ':+1:', '\u2764\uFE0E', '\uFE0F', '\u200D', '🇩', '🇩🇩'],
    ...[
      '👍\u200D',
      '👍\u200D👍',
      '\u202E👍',
      '👍\u202E',
      '👍\u200B',
      '👍\u0301',
      '👨\u200D👩\u200D👧\u200D👦\u200D👦',
      '\uD83D',
      '\0',
    ],
    ...['1\uFE0F', '\u20E3', '👍🏽🏽', '🏴󠁧󠁢󠁸󠁸󠁸󠁿', '<b>', '👍'.repeat(30), 'x'.repeat(100_000), '\uFE0F'.repeat(41)],
  ];
  expect(odd.filter((text) => toEmoji(text) !== undefined)).toEqual([]);
});
