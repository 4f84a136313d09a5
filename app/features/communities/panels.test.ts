import { expect, it } from 'vitest';
import { clampWidth, readFolded } from './panels.ts';

it('reads which panels are folded, and nothing else', () => {
  expect(readFolded('theme=dark; folded=sidebar.members')).toEqual(['sidebar', 'members']);
  expect(readFolded('folded=members.constructor')).toEqual(['members']);
  expect(readFolded('unfolded=members')).toEqual([]);
  expect(readFolded(null)).toEqual([]);
});

it('keeps widths within what a panel can show', () => {
  expect(clampWidth('sidebar', 10)).toBe(200);
  expect(clampWidth('sidebar', 251.6)).toBe(252);
  expect(clampWidth('members', 9_999)).toBe(400);
});
