import { expect, test } from 'vitest';
import { toEmoji } from '#server/domains/reactions/emoji.ts';
import { emojiRows } from '../vite.emoji.ts';
import { catalogueOf, searchEmoji } from '../app/features/emoji/catalogue.ts';
import { withTone } from '../app/features/emoji/tones.ts';

const english = catalogueOf(emojiRows('en'));
const german = catalogueOf(emojiRows('de'));
const found = (catalogue: typeof english, text: string) =>
  searchEmoji(catalogue, text, 8).map(({ emoji }) => emoji);

test('is found by name, by other words and by code, in the language of the page', () => {
  expect(found(english, 'parrot')[0]).toBe('🦜');
  expect(found(english, 'tada')[0]).toBe('🎉');
  expect(found(english, 'heart')).toContain('❤️');
  expect(found(english, 'thumb')).toContain('👍');
  expect(found(english, 'cat heart')).toContain('😻');
  expect(found(german, 'Papagei')[0]).toBe('🦜');
  expect(found(german, 'herz')).toContain('❤️');
  expect(found(german, 'Bär')[0]).toBe('🐻');
  expect(found(german, 'baer').length + found(german, 'bar').length).toBeGreaterThan(0);
  expect(found(german, 'tada')[0]).toBe('🎉');
  expect(found(german, 'daumen')).toContain('👍');
  expect(found(english, 'xyzzy')).toEqual([]);
  expect(found(english, '  : ')).toEqual([]);
});

test('common codes name what everybody expects', () => {
  const codes = {
    smile: '😄',
    '+1': '👍',
    heart: '❤️',
    joy: '😂',
    fire: '🔥',
    eyes: '👀',
    de: '🇩🇪',
    tada: '🎉',
  };
  for (const [code, emoji] of Object.entries(codes)) expect(english.byCode.get(code)?.emoji).toBe(emoji);
});

test('all are emoji that the instance takes, in both languages, in every tone', () => {
  expect(english.all.map(({ emoji }) => emoji)).toEqual(german.all.map(({ emoji }) => emoji));
  expect(english.all.length).toBeGreaterThan(1800);
  for (const { emoji, tones } of english.all) {
    expect(toEmoji(emoji)).toBe(emoji);
    for (const tone of [1, 2, 3, 4, 5]) {
      const toned = withTone(emoji, tones, tone);
      expect(toEmoji(toned)).toBe(toned);
    }
  }
  expect(withTone('👍', english.byEmoji.get('👍')!.tones, 3)).toBe('👍🏽');
  expect(withTone('🦜', english.byEmoji.get('🦜')!.tones, 3)).toBe('🦜');
});
