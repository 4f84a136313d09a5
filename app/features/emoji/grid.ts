import type { Emoji } from './catalogue.ts';

export interface Section {
  key: string;
  title: string;
  emoji: readonly Emoji[];
}

/** A line of the picker: a title, or as many emoji as fit. */
export type GridRow =
  | { kind: 'title'; key: string; title: string }
  | { kind: 'cells'; key: string; section: string; cells: readonly Emoji[] };

/** A place in the grid: the index of a row of cells, and one in it. */
export interface Cell {
  row: number;
  column: number;
}

export function layOut(sections: readonly Section[], columns: number): GridRow[] {
  return sections.flatMap(({ key, title, emoji }): GridRow[] => {
    if (emoji.length === 0) return [];
    const lines = Math.ceil(emoji.length / columns);
    return [
      { kind: 'title', key, title },
      ...Array.from({ length: lines }, (_, n): GridRow => ({
        kind: 'cells',
        key: `${key}-${n}`,
        section: key,
        cells: emoji.slice(n * columns, (n + 1) * columns),
      })),
    ];
  });
}

const widthOf = (row: GridRow | undefined): number => (row?.kind === 'cells' ? row.cells.length : 0);

/** The next row of cells in a direction; -1: there is none. */
function nextRow(rows: readonly GridRow[], from: number, step: 1 | -1): number {
  for (let row = from + step; row >= 0 && row < rows.length; row += step)
    if (widthOf(rows[row]) > 0) return row;
  return -1;
}

export const firstCell = (rows: readonly GridRow[]): Cell | null => {
  const row = nextRow(rows, -1, 1);
  return row < 0 ? null : { row, column: 0 };
};

/**
 * Where a key leads from a cell: sideways along the lines and on to the next one, up and down in the same column as far as
 * the line is long, to the ends of a line, or a screen (`page` lines) further. Null: nowhere; up from the first line too.
 */
export function moveTo(rows: readonly GridRow[], { row, column }: Cell, key: string, page = 6): Cell | null {
  const inRow = (target: number, wanted: number): Cell | null =>
    target < 0 ? null : { row: target, column: Math.min(wanted, widthOf(rows[target]) - 1) };
  switch (key) {
    case 'ArrowRight':
      return column + 1 < widthOf(rows[row]) ? { row, column: column + 1 } : inRow(nextRow(rows, row, 1), 0);
    case 'ArrowLeft':
      return column > 0 ? { row, column: column - 1 } : inRow(nextRow(rows, row, -1), Infinity);
    case 'ArrowDown':
      return inRow(nextRow(rows, row, 1), column);
    case 'ArrowUp':
      return inRow(nextRow(rows, row, -1), column);
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return inRow(row, Infinity);
    case 'PageDown':
    case 'PageUp': {
      const step = key === 'PageDown' ? 1 : -1;
      let target = row;
      for (let n = 0; n < page; n += 1)
        target = Math.max(nextRow(rows, target, step), -1) < 0 ? target : nextRow(rows, target, step);
      return target === row ? null : inRow(target, column);
    }
    default:
      return null;
  }
}
