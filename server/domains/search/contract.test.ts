import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSearch, parseSearch, searchLimits, searchOperators, type SearchPart } from './contract.ts';

const word = (text: string, not = false): SearchPart => ({ kind: 'word', text, not });
const phrase = (text: string, not = false): SearchPart => ({ kind: 'phrase', text, not });
const operator = (name: (typeof searchOperators)[number], value: string, not = false): SearchPart => ({
  kind: 'operator',
  name,
  value,
  not,
});

describe('what is typed into a search', () => {
  test.each<[string, SearchPart[]]>([
    ['', []],
    ['  two   words ', [word('two'), word('words')]],
    [
      '"a phrase" -without -"these words"',
      [phrase('a phrase'), word('without', true), phrase('these words', true)],
    ],
    [
      'from:mira in:general has:link',
      [operator('from', 'mira'), operator('in', 'general'), operator('has', 'link')],
    ],
    ['from:"Mira Sol" -in:off-topic', [operator('from', 'Mira Sol'), operator('in', 'off-topic', true)]],
    ['FROM:mira pinned:true', [operator('from', 'mira'), operator('pinned', 'true')]],
    ['on:2026-01-31 before:2026-02-30', [operator('on', '2026-01-31'), word('before:2026-02-30')]],
    ['has:wings -after:2026-01-01', [word('has:wings'), word('after:2026-01-01', true)]],
    ['"never closed', [phrase('never closed')]],
    ['ab"cd ef"', [word('ab'), phrase('cd ef')]],
    ['- "" -"" from:', [word('from:')]],
    ['http://example.org', [word('http://example.org')]],
  ])('%j', (text, parts) => {
    expect(parseSearch(text)).toEqual(parts);
  });

  test('any text is read, and what is read can be written and read again', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        ...searchOperators.map((name) => `${name}:`),
        '"',
        '-',
        ' ',
        '*',
        ':',
        '2026-01-31',
        'link',
        'true',
        '\0',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const parts = parseSearch(pieces.join(''));
        expect(parts.length).toBeLessThanOrEqual(searchLimits.partsMax);
        const typed = formatSearch(parts);
        // Quotes that were missing may push a text over the limit: what is left out then is the end.
        if (typed.length <= searchLimits.textMax) expect(parseSearch(typed)).toEqual(parts);
      }),
      { numRuns: 2000 },
    );
  });

  test('X5: a megabyte of operators or quotes is read at once', () => {
    for (const text of ['from:a '.repeat(150_000), '"'.repeat(1e6), '-'.repeat(1e6), '* '.repeat(5e5)])
      expect(parseSearch(text).length).toBeLessThanOrEqual(searchLimits.partsMax);
  });
});
