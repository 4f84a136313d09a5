import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#i18n/runtime';
import { duration, relativeTime } from './dates.ts';

afterEach(() => overwriteGetLocale(() => 'en'));

describe('relativeTime', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it.each([
    ['2026-11-22T12:00:20Z', 'now'],
    ['2026-11-22T11:57:00Z', '3 minutes ago'],
    ['2026-11-21T11:00:00Z', 'yesterday'],
    ['2026-11-22T12:59:59Z', 'in 1 hour'],
    ['2026-11-29T11:59:58Z', 'in 7 days'],
    ['2026-11-29T12:00:00Z', 'in 7 days'],
  ])('%s is %s', (when, expected) => {
    overwriteGetLocale(() => 'en');
    expect(relativeTime(when, now)).toBe(expected);
  });

  it('speaks German', () => {
    overwriteGetLocale(() => 'de');
    expect(relativeTime(now - 3 * 60_000, now)).toBe('vor 3 Minuten');
  });
});

describe('duration', () => {
  it.each([
    [3600, '1 hour'],
    [86_400, '1 day'],
    [604_800, '7 days'],
    [90, '90 seconds'],
  ])('%i s is %s', (seconds, expected) => {
    overwriteGetLocale(() => 'en');
    expect(duration(seconds)).toBe(expected);
  });
});
