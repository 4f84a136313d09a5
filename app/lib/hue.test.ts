import { expect, it } from 'vitest';
import { hueClass } from './hue.ts';

it('gives the same text the same colour, and spreads many over all of them', () => {
  expect(hueClass('aleks')).toBe(hueClass('aleks'));
  const seen = new Set(Array.from({ length: 200 }, (_, i) => hueClass(`person ${i}`)));
  expect(seen.size).toBe(8);
});
