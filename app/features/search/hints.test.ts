import { describe, expect, test } from 'vitest';
import { daysFor, hintOf, operatorsFor, takeOperators } from './hints.ts';

describe('what is being typed', () => {
  test.each([
    ['', { kind: 'operator', typed: '', not: false, start: 0 }],
    ['soup fr', { kind: 'operator', typed: 'fr', not: false, start: 5 }],
    ['soup -fr', { kind: 'operator', typed: 'fr', not: true, start: 5 }],
    ['soup from:', { kind: 'value', name: 'from', typed: '', not: false, start: 5 }],
    ['-IN:"off to', { kind: 'value', name: 'in', typed: 'off to', not: true, start: 0 }],
    ['"a phrase', null],
    ['http://x', null],
    ['from:mira ', { kind: 'operator', typed: '', not: false, start: 10 }],
  ])('%j', (text, hint) => {
    expect(hintOf(text)).toEqual(hint);
  });

  test('an operator is a chip once a space follows it, and at the end', () => {
    expect(takeOperators('soup from:mira', false)).toEqual({ taken: [], rest: 'soup from:mira' });
    expect(takeOperators('soup from:mira an', false)).toEqual({
      taken: [{ kind: 'operator', name: 'from', value: 'mira', not: false }],
      rest: 'soup an',
    });
    expect(takeOperators('"two words" -in:"off topic"', true)).toEqual({
      taken: [{ kind: 'operator', name: 'in', value: 'off topic', not: true }],
      rest: '"two words" ',
    });
  });

  test('operators and days that it may become', () => {
    expect(operatorsFor('')).toHaveLength(8);
    expect(operatorsFor('b')).toEqual(['before']);
    const now = new Date(2026, 0, 3, 12);
    expect(daysFor('', now)).toEqual(['2026-01-03', '2026-01-02', '2025-12-27', '2025-12-04', '2025-01-03']);
    expect(daysFor('2025', now)).toEqual(['2025-12-27', '2025-12-04', '2025-01-03']);
    expect(daysFor('2024-02-29', now)[0]).toBe('2024-02-29');
    expect(daysFor('2025-02-29', now)).toEqual([]);
  });
});
