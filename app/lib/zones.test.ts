import { expect, test } from 'vitest';
import { offsetOf } from './zones.ts';

test('how far clocks are from UTC, in summer and winter, in halves of hours and behind', () => {
  const [winter, summer] = [new Date('2026-01-10T12:00:00Z'), new Date('2026-07-10T12:00:00Z')];
  expect([winter, summer].map((at) => offsetOf(at, 'Europe/Berlin'))).toEqual([60, 120]);
  expect(offsetOf(winter, 'Asia/Kolkata')).toBe(330);
  expect(offsetOf(winter, 'America/St_Johns')).toBe(-210);
  expect(offsetOf(winter, 'UTC')).toBe(0);
});
