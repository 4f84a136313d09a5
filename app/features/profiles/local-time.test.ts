import { expect, test } from 'vitest';
import { compared } from './local-time.tsx';

const at = new Date('2026-11-20T12:05:00.000Z');

test('somebody’s time beside one’s own', () => {
  expect(compared(at, 'Europe/Athens', 'UTC')).toMatch(/^(14:05|2:05.PM), 2 h ahead of you$/);
  expect(compared(at, 'America/St_Johns', 'UTC')).toMatch(/^0?8:35(.AM)?, 3 h 30 min behind you$/);
  expect(compared(at, 'Europe/Paris', 'Europe/Berlin')).toMatch(/^(13:05|1:05.PM), same as yours$/);
});
