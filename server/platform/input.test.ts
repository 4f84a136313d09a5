import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AppError } from './errors.ts';
import { id, key, line, parseInput, prose } from './input.ts';

function problemsOf(schema: z.ZodType, raw: unknown): Record<string, string> | undefined {
  try {
    parseInput(schema, raw);
    return undefined;
  } catch (error) {
    expect((error as AppError).code).toBe('INVALID');
    return (error as AppError).fields;
  }
}

describe('what was wrong', () => {
  const schema = z.strictObject({
    name: line(2, 5),
    count: z.int().min(1).max(9),
    kind: z.enum(['a', 'b']),
    list: z.array(id).max(2),
    body: prose(1, 10).optional(),
  });
  const good = { name: 'Name', count: 1, kind: 'a', list: [] };

  test.each([
    ['a missing text', { name: undefined }, { name: 'required' }],
    ['an empty text', { name: '' }, { name: 'required' }],
    ['a missing choice', { kind: undefined }, { kind: 'required' }],
    ['a missing list', { list: undefined }, { list: 'required' }],
    ['a short text', { name: 'N' }, { name: 'too_short' }],
    ['a long text', { name: 'Names!' }, { name: 'too_long' }],
    ['a huge text', { name: 'N'.repeat(10_000) }, { name: 'too_long' }],
    ['a wrong choice', { kind: 'c' }, { kind: 'invalid' }],
    ['a wrong type', { name: 7 }, { name: 'invalid' }],
    ['null', { name: null }, { name: 'invalid' }],
    ['a fraction', { count: 1.5 }, { count: 'invalid' }],
    ['no number', { count: Number.NaN }, { count: 'invalid' }],
    ['a number below', { count: 0 }, { count: 'too_short' }],
    ['a wrong item', { list: ['x'] }, { 'list.0': 'invalid' }],
    ['a long list', { list: Array(3).fill(crypto.randomUUID()) }, { list: 'too_long' }],
    ['a blank text', { body: ' \n\t ' }, { body: 'required' }],
    ['an unknown field', { isAdmin: true }, { isAdmin: 'unknown_field' }],
    [
      'several',
      { name: '', count: 0, more: 1 },
      { name: 'required', count: 'too_short', more: 'unknown_field' },
    ],
  ])('%s is said by the field’s name', (_, change, problems) => {
    expect(problemsOf(schema, { ...good, ...change })).toEqual(problems);
  });

  test('X8 __proto__ is an unknown field, from JSON as from a computed key', () => {
    for (const raw of [JSON.parse('{"__proto__":{"isAdmin":true}}'), { ['__proto__']: 1 }])
      expect(Object.keys(problemsOf(schema, raw) ?? {})).toEqual(['__proto__']);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    for (const name of ['constructor', 'prototype', 'toString', 'hasOwnProperty'])
      expect(problemsOf(schema, { ...good, [name]: 1 })).toEqual({ [name]: 'unknown_field' });
  });

  test('no value comes back with the refusal, and no more names than twenty', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`f${n}${'x'.repeat(200)}`, 'CANARY']),
    );
    const problems = problemsOf(schema, { ...good, name: 'CANARY-NAME', ...many }) ?? {};
    expect(Object.keys(problems)).toHaveLength(20);
    expect(Math.max(...Object.keys(problems).map((name) => name.length))).toBeLessThanOrEqual(64);
    expect(JSON.stringify(problems)).not.toContain('CANARY');
  });
});

describe('lines', () => {
  const name = line(1, 20);
  const refuses = (text: string) => problemsOf(z.strictObject({ name }), { name: text }) !== undefined;

  test.each([
    ['white space around and in between', '\uFEFF  two \u00A0\u2028\n words ', 'two words'],
    ['a letter and its mark', 'e\u0301', 'é'],
    ['an Arabic name with a joiner', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['an emoji of several', '👩\u200D🚀', '👩\u200D🚀'],
    ['an emoji of several with its colours', '❤\uFE0F\u200D🔥', '❤\uFE0F\u200D🔥'],
    ['a keycap', '1\uFE0F\u20E3', '1\uFE0F\u20E3'],
    ['Hebrew with its points', 'שָׁלוֹם', 'שָׁלוֹם'],
    ['Thai', 'สวัสดี', 'สวัสดี'],
    ['what looks like markup', '<b>&amp;</b>', '<b>&amp;</b>'],
  ])('%s is kept as it should be', (_, typed, kept) => {
    expect(parseInput(name, typed)).toBe(kept.normalize('NFC'));
  });

  test.each([
    ['NUL', 'a\0b'],
    ['an escape', 'a\u001B[31m'],
    ['a right-to-left override', 'a\u202Egnp.exe'],
    ['an isolate', 'a\u2066b'],
    ['a zero-width space', 'ad\u200Bmin'],
    ['a zero-width joiner between letters', 'ad\u200Dmin'],
    ['a word joiner', 'ad\u2060min'],
    ['a soft hyphen', 'ad\u00ADmin'],
    ['a Hangul filler', '\u3164'],
    ['a halfwidth filler', 'a\uFFA0b'],
    ['a grapheme joiner', 'a\u034Fb'],
    ['a variation of a letter', 'a\uFE0Fb'],
    ['a Mongolian separator', 'a\u180Eb'],
    ['a blank of Braille', '\u2800'],
    ['tags', 'a\u{E0041}b'],
    ['private use', 'a\uE000b'],
    ['a lone surrogate', 'a\uD800b'],
    ['a tower of marks', `a${'\u0335\u0336\u0337\u0338'.repeat(3)}`],
    ['white space alone', ' \u3000\u00A0 '],
  ])('X6 %s is refused', (_, text) => {
    expect(refuses(text)).toBe(true);
  });

  test('what is kept is in NFC, trimmed, of one line, and within its length, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const result = name.safeParse(typed);
        if (!result.success) return;
        expect(result.data).toBe(result.data.normalize('NFC').trim());
        expect(result.data).not.toMatch(/[\r\n\t\0]/);
        expect(result.data.length).toBeGreaterThanOrEqual(1);
        expect(result.data.length).toBeLessThanOrEqual(20);
        // Kept once, kept for ever.
        expect(name.parse(result.data)).toBe(result.data);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('written text', () => {
  const body = prose(1, 50);
  test('lines, tabs, joiners and any script stay; line ends become one kind', () => {
    expect(parseInput(body, 'a\r\nb\rc\n\td')).toBe('a\nb\nc\n\td');
    expect(parseInput(body, '  indented')).toBe('  indented');
    expect(parseInput(body, '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} \u202Ex')).toContain(
      '🏴',
    );
  });

  test.each(['', ' ', '\n\n', '\u200B', '\u3164', '\u2800\u2800', '\uFEFF \u2060', '\u00AD'])(
    'X6 %j says nothing, and is refused as missing',
    (text) => {
      expect(problemsOf(z.strictObject({ body }), { body: text })).toEqual({ body: 'required' });
    },
  );

  test.each(['a\0', 'a\u0007b', 'a\u007Fb', 'a\uD800', '\uDC00a'])('%j is refused', (text) => {
    expect(problemsOf(z.strictObject({ body }), { body: text })).toEqual({ body: 'invalid' });
  });
});

describe('keys and ids', () => {
  test('a key is as typed, but for white space around it', () => {
    expect(parseInput(key(10), ' AbC-1 ')).toBe('AbC-1');
    for (const wrong of ['', ' ', 'x'.repeat(11), 'a\0', 'a\uD800'])
      expect(() => parseInput(key(10), wrong)).toThrow();
  });

  test('an id is a UUID in lower case and nothing around it', () => {
    const uuid = '01a20171-18d3-70e0-9a64-2e75b4796750';
    expect(parseInput(id, uuid.toUpperCase())).toBe(uuid);
    for (const wrong of [
      `${uuid} `,
      ` ${uuid}`,
      `{${uuid}}`,
      uuid.replaceAll('-', ''),
      `${uuid}\0`,
      `urn:uuid:${uuid}`,
      `${uuid}' OR '1'='1`,
      uuid.slice(1),
      '',
      'x',
    ])
      expect(() => parseInput(id, wrong)).toThrow();
  });
});
