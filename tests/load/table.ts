import { median } from './statistics.ts';

/** A limit for the median, or for the ratio of Hearth to the reference. */
export interface Bound {
  of: 'value' | 'ratio';
  is: 'at least' | 'at most';
  limit: number;
}

export interface Row {
  scenario: string;
  unit: string;
  /** One a round. */
  values: number[];
  reference?: { name: string; values: number[] };
  gate?: Bound;
  target?: Bound;
}

export const ratioAtLeast = (limit: number): Bound => ({ of: 'ratio', is: 'at least', limit });
export const ratioAtMost = (limit: number): Bound => ({ of: 'ratio', is: 'at most', limit });
export const atMost = (limit: number): Bound => ({ of: 'value', is: 'at most', limit });

/** Of the pairs that ran next to each other: the machine's other work weighs on both. */
export const ratioOf = (row: Row): number =>
  median(row.values.map((value, n) => value / row.reference!.values[n]!));

export function holds(row: Row, bound: Bound): boolean {
  const value = bound.of === 'ratio' ? ratioOf(row) : median(row.values);
  return bound.is === 'at least' ? value >= bound.limit : value <= bound.limit;
}

/** The rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
  const head = ['scenario', 'Hearth', 'reference', 'ratio', 'gate', 'target'];
  const lines = rows.map((row) => [
    `${row.scenario}, ${row.unit}`,
    withSpread(row.values),
    row.reference ? `${row.reference.name} ${withSpread(row.reference.values)}` : '',
    row.reference ? number(ratioOf(row)) : '',
    verdict(row, row.gate),
    verdict(row, row.target),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]!.length)),
  );
  const toLine = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [toLine(head), toLine(widths.map((width) => '-'.repeat(width))), ...lines.map(toLine)].join('\n');
}

function verdict(row: Row, bound: Bound | undefined): string {
  if (!bound) return '';
  return `${bound.is === 'at least' ? '≥' : '≤'} ${bound.limit}${bound.of === 'ratio' ? ' ×' : ''} ${holds(row, bound) ? 'PASS' : 'MISS'}`;
}

function withSpread(values: number[]): string {
  const middle = number(median(values));
  return values.length === 1
    ? middle
    : `${middle} (${number(Math.min(...values))}–${number(Math.max(...values))})`;
}

function number(value: number): string {
  if (value >= 10_000) return `${(value / 1000).toFixed(1)}k`;
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : String(Number(value.toFixed(2)));
}
