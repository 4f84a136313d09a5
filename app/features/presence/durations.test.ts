import { expect, test } from 'vitest';
import { secondsFor, secondsOf } from './durations.ts';

const friday = new Date('2026-11-20T22:30:00.000Z');

test('a day ends at midnight where the person is, a week on Sunday', () => {
  expect(secondsOf('today', friday, 'UTC')).toBe(90 * 60);
  expect(secondsOf('today', friday, 'Europe/Berlin')).toBe(30 * 60);
  // It is Saturday there already.
  expect(secondsOf('today', friday, 'Asia/Kolkata')).toBe(20 * 3600);
  expect(secondsOf('week', friday, 'UTC')).toBe(90 * 60 + 2 * 86_400);
  expect(secondsOf('week', friday, 'Asia/Kolkata')).toBe(20 * 3600 + 86_400);
});

test('what ends in a moment lasts a minute all the same, and some things do not end', () => {
  expect(secondsOf('today', new Date('2026-11-20T23:59:59.000Z'), 'UTC')).toBe(60);
  expect(secondsOf('30m', friday)).toBe(1800);
  expect(secondsOf('never', friday)).toBeNull();
});

test('a status that is changed can keep its end', () => {
  const own = (endsAt: string | null) => ({
    ...{ chosen: 'online' as const, version: 1 },
    status: { emoji: '', text: 'x', endsAt },
  });
  expect(secondsFor('keep', own('2026-11-20T22:40:00.000Z'), friday)).toBe(600);
  expect(secondsFor('keep', own(null), friday)).toBeNull();
  expect(secondsFor('1h', own(null), friday)).toBe(3600);
});
