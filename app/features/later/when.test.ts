import { expect, test } from 'vitest';
import { fromField, offered, timeOf, toField } from './when.ts';

// A Wednesday, 13:50 in Berlin.
const now = new Date('2026-11-25T12:50:30Z');
const at = (...args: Parameters<typeof timeOf>) => timeOf(...args).toISOString();

test('presets are lengths from now, or mornings where the person is', () => {
  expect(at('minutes', now, 'Europe/Berlin')).toBe('2026-11-25T13:10:30.000Z');
  expect(at('hours', now, 'Asia/Tokyo')).toBe('2026-11-25T15:50:30.000Z');
  expect(at('tomorrow', now, 'Europe/Berlin')).toBe('2026-11-26T08:00:00.000Z');
  expect(at('monday', now, 'Europe/Berlin')).toBe('2026-11-30T08:00:00.000Z');
  // There it is the morning of Thursday already.
  expect(at('tomorrow', now, 'Pacific/Auckland')).toBe('2026-11-26T20:00:00.000Z');
  expect(at('tomorrow', now, 'America/Los_Angeles')).toBe('2026-11-26T17:00:00.000Z');
});

test('the next Monday is never today, and on a Sunday it is tomorrow', () => {
  const monday = new Date('2026-11-30T12:00:00Z');
  expect(at('monday', monday, 'UTC')).toBe('2026-12-07T09:00:00.000Z');
  expect(offered(monday, 'UTC')).toContain('monday');
  const sunday = new Date('2026-11-29T12:00:00Z');
  expect(at('tomorrow', sunday, 'UTC')).toBe(at('monday', sunday, 'UTC'));
  expect(offered(sunday, 'UTC')).not.toContain('monday');
});

test('mornings keep their hour over a change of clocks', () => {
  expect(at('tomorrow', new Date('2027-03-27T12:00:00Z'), 'Europe/Berlin')).toBe('2027-03-28T07:00:00.000Z');
  expect(at('tomorrow', new Date('2026-10-24T12:00:00Z'), 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
});

test('a field shows a moment in its zone and means the same moment again', () => {
  for (const zone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC']) {
    const field = toField(now, zone);
    expect(fromField(field, zone)?.toISOString(), zone).toBe('2026-11-25T12:50:00.000Z');
  }
  expect(toField(now, 'Asia/Kathmandu')).toBe('2026-11-25T18:35');
  // The hour from 2 to 3 does not exist on that night.
  expect(fromField('2027-03-28T02:30', 'Europe/Berlin')?.toISOString()).toBe('2027-03-28T01:30:00.000Z');
});

test('what is no time is none', () => {
  for (const text of ['', 'tomorrow', '2026-11-25', '2026-13-45T99:99', '2026-11-25T12:50:00Z'])
    expect(fromField(text, 'UTC'), text).toBeNull();
});
