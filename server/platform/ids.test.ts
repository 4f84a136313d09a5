import { expect, test } from 'vitest';
import { newCode, newId } from './ids.ts';

test('ids are UUIDs of version 7 that sort by the millisecond they were made in', () => {
  const ids = [1, 2, 255, 65_536, Date.UTC(2026, 0), Date.UTC(2500, 0)].map((now) => newId(now));
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(Number.parseInt(ids[4]!.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 0));
});

test('ids of one millisecond differ', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
});

test('codes have the length asked for, no look-alikes and no words', () => {
  for (const length of [1, 8, 12, 40])
    expect(newCode(length)).toMatch(new RegExp(`^[2-9BCDFGHJKMNP-TV-Z]{${length}}$`));
  expect(Array.from({ length: 300 }, () => newCode(20)).join('')).not.toMatch(/[01AEIOUL]/);
});

test('each character of a code is as likely as any other', () => {
  const counts = new Map<string, number>();
  for (const char of newCode(56_000)) counts.set(char, (counts.get(char) ?? 0) + 1);
  expect(counts.size).toBe(28);
  // 2,000 of each; five standard deviations.
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000));
});
