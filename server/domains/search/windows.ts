/** A part of the time that a message's id begins with: 4.7 hours, 3.1 days, 50 days. See the marks in the migration. */
const cells = {
  hours: { bits: 24, digits: 6 },
  days: { bits: 28, digits: 5 },
  weeks: { bits: 32, digits: 4 },
} as const;

type Window = { cell: keyof typeof cells; count: number } | null;

/** Each holds all of the one before it, and is about eight times as long; the last is everything. */
const windows: readonly Window[] = [
  { cell: 'hours', count: 2 },
  { cell: 'days', count: 2 },
  { cell: 'weeks', count: 2 },
  { cell: 'weeks', count: 8 },
  { cell: 'weeks', count: 24 },
  null,
];
/** A word of which the beginning is known is looked up anew in each window, which is dear. */
const fewer = new Set([1, 3, 5]);

export const windowCount = windows.length;

/**
 * Questions for the index: windows of time that reach further and further back from `until`. A search looks into the next
 * one only when the last had too little. Null: this window is left out. The last has no bounds: `everything` is asked.
 *
 * @param until milliseconds; nothing later is looked for
 * @param since milliseconds; nothing earlier is
 */
export function inWindows(
  everything: string,
  until: number,
  since: number,
  { isDear }: { isDear: boolean },
): (string | null)[] {
  let isReached = false;
  return windows.map((window, index) => {
    if (isReached || (isDear && !fewer.has(index))) return null;
    if (!window) return everything;
    const { bits, digits } = cells[window.cell];
    const last = Math.floor(until / 2 ** bits);
    isReached = (last - window.count + 1) * 2 ** bits <= since;
    const marks = Array.from(
      { length: Math.min(window.count, last + 1) },
      (_, back) => `'~${(last - back).toString(16).padStart(digits, '0')}'`,
    );
    return marks.join(' | ');
  });
}
