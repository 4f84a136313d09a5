import { expect, test } from 'vitest';
import type { Emoji } from './catalogue.ts';
import { firstCell, layOut, moveTo } from './grid.ts';

const some = (count: number): Emoji[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ emoji: `e${n}`, group: 0, name: '', codes: [], tones: 0 as const },
    folded: { name: '', words: [] },
  }));

// A title, 3 and 2 cells; a title, 1 cell.
const rows = layOut(
  [
    { key: 'a', title: 'A', emoji: some(5) },
    { key: 'none', title: 'None', emoji: [] },
    { key: 'b', title: 'B', emoji: some(1) },
  ],
  3,
);
const walk = (...keys: string[]) =>
  keys.reduce((at, key) => moveTo(rows, at, key) ?? at, firstCell(rows) ?? { row: -1, column: -1 });

test('arrows go through all lines and never to a title', () => {
  expect(rows.map(({ kind }) => kind)).toEqual(['title', 'cells', 'cells', 'title', 'cells']);
  expect(firstCell(rows)).toEqual({ row: 1, column: 0 });
  expect(walk('ArrowRight', 'ArrowRight', 'ArrowRight')).toEqual({ row: 2, column: 0 });
  expect(walk('ArrowDown', 'ArrowLeft')).toEqual({ row: 1, column: 2 });
  expect(walk('End', 'ArrowDown')).toEqual({ row: 2, column: 1 });
  expect(walk('End', 'ArrowDown', 'ArrowDown')).toEqual({ row: 4, column: 0 });
  expect(walk('PageDown')).toEqual({ row: 4, column: 0 });
  expect(walk('PageDown', 'PageUp')).toEqual({ row: 1, column: 0 });
  expect(walk('PageDown', 'ArrowRight', 'ArrowDown')).toEqual({ row: 4, column: 0 });
  expect(moveTo(rows, { row: 1, column: 1 }, 'ArrowUp')).toBeNull();
  expect(firstCell([])).toBeNull();
});
