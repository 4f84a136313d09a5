import { describe, expect, it } from 'vitest';
import { initial, proposeLetter } from './initials.ts';

describe('initial', () => {
  it.each([
    ['Aleks', 'A'],
    ['  noor', 'N'],
    ['_élan', 'É'],
    ['7 dwarves', '7'],
    ['👩‍🚀', '👩‍🚀'],
    ['', '?'],
    ['يوسف', 'ي'],
  ])('of %j is %s', (name, expected) => {
    expect(initial(name)).toBe(expected);
  });
});

describe('proposeLetter', () => {
  it.each([
    ['Millbrook Makers', 'MM'],
    ['Chess', 'Ch'],
    ['4b', '4b'],
    ['the-old-house', 'TO'],
    ['x', 'X'],
    ['🔥', '🔥'],
    ['', ''],
    ['   ', ''],
  ])('for %j is %j', (name, expected) => {
    expect(proposeLetter(name)).toBe(expected);
  });
});
