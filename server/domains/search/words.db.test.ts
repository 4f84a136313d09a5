import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { compile } from './compile.ts';
import { parseSearch } from './contract.ts';
import { wordsOf } from './words.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** The words that PostgreSQL makes of each text, in their order. */
async function indexed(texts: string[]): Promise<string[][]> {
  const { rows } = await world.db.pool.query<{ words: string[] }>(
    `SELECT coalesce((SELECT array_agg(u.lexeme ORDER BY p) FROM unnest(to_tsvector('simple', search_words(t.body))) u, unnest(u.positions) p), '{}') AS words
       FROM unnest($1::text[]) WITH ORDINALITY t(body, n) ORDER BY n`,
    [texts],
  );
  return rows.map(({ words }) => words);
}
const read = (text: string): string[] => wordsOf(text).map(({ word }) => word);

test('the browser’s text and the index have the same words', async () => {
  const texts = [
    'Hällo „Wörld“, Straße! Øre ÆON Łódź ΣΊΣΥΦΟΣ',
    "don't foo-bar a/b v1.2 12e5 123abc abc123 1e5abc 3f9e12ab 0x1F 1.5e10 -7 +4",
    'https://example.org/a_b?c=1&d=2#e mailto:a@b.org C:\\temp\\x ~/.config <b>bold</b> &amp; a+b',
    '日本語のテキスト 한국어 مؤَقَّت 文字abc ไทย हिन्दी עברית العربية',
    'ﬁne ① ½ x² İstanbul ŉ ǆ 𝐁𝐨𝐥𝐝 👩‍👩‍👧 e\u0301te\u0301',
    '\u0626\uff9e\u0644 \uff76\uff9e\uff8a\uff9f \uff9ex e\u0301\uff9e',
    '\u202Ereversed\u202C a\u200Db a\u00ADb a_b__c',
  ];
  const found = await indexed(texts);
  expect(found).toEqual(texts.map(read));
});

/**
 * Latin to Cyrillic, Hebrew, Arabic, Devanagari, Thai, punctuation and signs, kana, Han, Hangul, emoji. Which of the newest
 * and rarest characters are letters depends on the version of Unicode that either side knows.
 */
const scripts = [
  ...[
    [0x01, 0x24f],
    [0x300, 0x52f],
    [0x5d0, 0x5ea],
    [0x620, 0x64a],
    [0x905, 0x939],
    [0xe01, 0xe2e],
    [0x2000, 0x2bff],
    [0x3030, 0x30ff],
    [0x4e00, 0x9fa5],
    [0xac00, 0xd7a3],
    [0xff01, 0xff9f],
    [0x1f300, 0x1f6ff],
  ].map(([min, max]) => fc.integer({ min: min!, max: max! }).map((code) => String.fromCodePoint(code))),
];

test('of any text', async () => {
  const text = fc
    .oneof(
      fc.string({ unit: fc.oneof(...scripts), maxLength: 60 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('aZ09.-_/:@<>&+~\\\'"e% äß\n٣éｱ字')),
        maxLength: 40,
      }),
    )
    .filter((each) => !each.includes('\0') && each.isWellFormed());
  const texts = fc.sample(text, 3000);
  const found = await indexed(texts);
  const wrong = texts.flatMap((each, n) =>
    JSON.stringify(read(each)) === JSON.stringify(found[n]) ? [] : [[each, read(each), found[n]]],
  );
  expect(wrong).toEqual([]);
});

test('a mention is found whatever the id', async () => {
  const ids = ['80e604705d0b', '05e576e71176', '0e75385608a4', '864d9a446b01', '123456789012'].map(
    (end) => `01a212f2-5c41-753c-91e5-${end}`,
  );
  for (const id of ids) {
    const { query } = compile(parseSearch('mentions:somebody'), [], () => [id]);
    const { rows } = await world.db.pool.query(
      `SELECT to_tsvector('simple', search_words($1)) @@ $2::tsquery AS found`,
      [`hello <@${id}>, there`, query[1]],
    );
    expect([id, rows]).toEqual([id, [{ found: true }]]);
  }
});

test('a word’s place in the text covers its accents', () => {
  const text = 'x Cafe\u0301s y';
  const [, word] = wordsOf(text);
  expect(word).toMatchObject({ word: 'cafes' });
  expect(text.slice(word!.start, word!.end)).toBe('Cafe\u0301s');
});
