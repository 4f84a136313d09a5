import { beforeEach, expect, test, vi } from 'vitest';
import { favourites, keepTone, noteUse, readUsage } from './usage.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});

test('what is used most comes first, of as many the latest; each account has its own', () => {
  expect(favourites('ada', 3)).toEqual(['👍', '❤️', '😂']);
  for (const emoji of ['🦜', '🎉', '🦜', '🏺']) noteUse('ada', emoji);
  expect(favourites('ada', 4)).toEqual(['🦜', '🏺', '🎉', '👍']);
  expect(favourites('bram', 1)).toEqual(['👍']);
  for (let n = 0; n < 100; n += 1) noteUse('ada', `e${n}`);
  expect(Object.keys(readUsage('ada').used)).toHaveLength(60);
});

test('the skin tone stays, and what somebody else wrote there does no harm', () => {
  keepTone('ada', 4);
  noteUse('ada', '👍🏾');
  expect(readUsage('ada').tone).toBe(4);
  for (const text of ['{', 'null', '7', '{"tone":9,"used":{"x":"y","z":[1]}}', '{"used":[]}']) {
    for (const key of stored.keys()) stored.set(key, text);
    expect(readUsage('ada').tone).toBe(0);
    expect(favourites('ada', 1)).toEqual(['👍']);
  }
});
