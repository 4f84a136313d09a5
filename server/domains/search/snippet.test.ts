import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snippetOf } from './snippet.ts';

const word = (...words: string[]) => ({ words, isPrefix: false });
const marked = (text: string, ...sought: Parameters<typeof snippetOf>[1]) => {
  const snippet = snippetOf(text, sought);
  return snippet.hits.map(([start, length]) => snippet.text.slice(start, start + length));
};

describe('the piece of a message that shows a hit', () => {
  test('words, phrases and beginnings are marked as they are written', () => {
    expect(marked('Die Küchen, die KÜCHE', word('kuche'))).toEqual(['KÜCHE']);
    expect(marked('Die Küchen, die KÜCHE', { words: ['kuche'], isPrefix: true })).toEqual([
      'Küchen',
      'KÜCHE',
    ]);
    expect(marked('hot soup, hot tea', word('hot', 'soup'))).toEqual(['hot soup']);
    expect(marked('a b c', word('a', 'b'), word('b', 'c'))).toEqual(['a b c']);
    expect(marked('Cafe\u0301 x', word('cafe'))).toEqual(['Cafe\u0301']);
  });

  test('a long text is cut around its first hit, between words', () => {
    const text = `${'before '.repeat(100)}needle ${'after '.repeat(100)}`;
    const { text: shown, hits, cut } = snippetOf(text, [word('needle')]);
    expect(cut).toEqual({ start: true, end: true });
    expect(shown.length).toBeLessThanOrEqual(240);
    expect(shown).toMatch(/^before .*needle after.*after$/);
    expect(hits).toHaveLength(1);
  });

  test('any text: hits lie within, ascending and apart, and no character is parted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 1200 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
        (text, wanted) => {
          const { text: shown, hits } = snippetOf(text, [{ words: [wanted.toLowerCase()], isPrefix: true }]);
          expect(shown.isWellFormed()).toBe(true);
          expect(shown.length).toBeLessThanOrEqual(240);
          let last = 0;
          for (const [start, length] of hits) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(length).toBeGreaterThan(0);
            last = start + length;
          }
          expect(last).toBeLessThanOrEqual(shown.length);
        },
      ),
    );
  });
});
