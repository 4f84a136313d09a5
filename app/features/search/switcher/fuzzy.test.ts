import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit } from './fuzzy.ts';

const best = (typed: string, names: string[]): string[] =>
  names.filter((name) => fit(typed, name) > 0).sort((a, b) => fit(typed, b) - fit(typed, a));

describe('what a typed name fits', () => {
  test.each<[string, string[], string[]]>([
    ['gen', ['oxygen', 'general', 'sub-general'], ['general', 'sub-general', 'oxygen']],
    ['genreal', ['general', 'random'], ['general']],
    ['werkstat', ['Werkstätten', 'Wetter'], ['Werkstätten']],
    ['kuche', ['Küche'], ['Küche']],
    ['strasse', ['Straßenfest'], ['Straßenfest']],
    ['anouncments', ['announcements', 'attachments'], ['announcements']],
    ['mm', ['Millbrook Makers', 'Chess'], ['Millbrook Makers']],
    ['mill mak', ['Millbrook Makers'], ['Millbrook Makers']],
    ['xyz', ['general', 'random'], []],
    ['cat', ['dog', 'car'], []],
  ])('%j', (typed, names, expected) => {
    expect(best(typed, names)).toEqual(expected);
  });

  test('any texts: between 0 and 1, and a name fits itself best', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const score = fit(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});
