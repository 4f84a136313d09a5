import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { inWindows } from './windows.ts';

const isDear = false;
const now = Date.parse('2026-11-25T02:00:00Z');
/** Marks of an id of that instant, as the migration makes them. */
const marksOf = (instant: number): string[] => {
  const hex = Math.floor(instant).toString(16).padStart(12, '0');
  return [6, 5, 4].map((digits) => `'~${hex.slice(0, digits)}'`);
};
const holds = (window: string | null, instant: number): boolean =>
  window !== null && (!window.includes('~') || marksOf(instant).some((mark) => window.includes(mark)));

test('each window holds what the one before it held, and the last everything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: now }), (instant) => {
      const inside = inWindows('q', now, 0, { isDear }).map((window) => holds(window, instant));
      expect(inside).toEqual(inside.toSorted((a, b) => Number(a) - Number(b)));
      expect(inside.at(-1)).toBe(true);
    }),
  );
});

test('the first holds the last hours, and nothing later than it should is left out', () => {
  const [first, ...later] = inWindows('q', now, 0, { isDear });
  expect(holds(first!, now)).toBe(true);
  expect(holds(first!, now - 4 * 3_600_000)).toBe(true);
  expect(holds(first!, now - 10 * 3_600_000)).toBe(false);
  expect(holds(later[0]!, now - 3 * 86_400_000)).toBe(true);
});

test('what reaches back far enough is the last that is asked', () => {
  const since = now - 2 * 86_400_000;
  const windows = inWindows('q', now, since, { isDear });
  expect(windows.map((window) => window !== null)).toEqual([true, true, false, false, false, false]);
  expect(holds(windows[1]!, since)).toBe(true);
});

test('a dear question is asked less often, and of everything in the end', () => {
  const windows = inWindows('q', now, 0, { isDear: true });
  expect(windows.filter((window) => window !== null)).toHaveLength(3);
  expect(windows.at(-1)).toBe('q');
});

test('an id is of the instant that its marks say', () => {
  const before = Date.now();
  const hex = newId().replaceAll('-', '').slice(0, 12);
  expect(Number.parseInt(hex, 16)).toBeGreaterThanOrEqual(before);
});
