import { expect, test } from 'vitest';
import { readZone, timesFor } from './times.ts';

test('the zone cookie is believed only when it names a zone', () => {
  expect(readZone('a=b; zone=Europe%2FBerlin; c=d')).toBe('Europe/Berlin');
  for (const cookie of [null, '', 'zone=', 'zone=Nowhere', 'zone=%E0%A4%A', 'timezone=Europe%2FBerlin']) {
    expect(readZone(cookie)).toBe('UTC');
  }
});

test('times follow the zone', () => {
  const iso = '2026-11-19T23:30:00Z';
  expect(timesFor('UTC').dayKey(iso)).toBe('2026-11-19');
  expect(timesFor('Europe/Berlin').dayKey(iso)).toBe('2026-11-20');
});

test('a day of another year says so', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(timesFor('UTC').day('2026-03-01T12:00:00Z', now)).not.toContain('2026');
  expect(timesFor('UTC').day('2025-03-01T12:00:00Z', now)).toContain('2025');
});
