import { fold } from '../../../lib/fold.ts';

/**
 * How well a name fits what was typed, from 0 (not at all) to 1 (the same): its beginning before a word's beginning, before
 * a part, before letters in this order, before a word that is spelled a little differently.
 */
export function fit(typed: string, name: string): number {
  const wanted = fold(typed).trim().replace(/\s+/g, ' ');
  const text = fold(name);
  if (wanted === '' || text === '') return 0;
  if (text === wanted) return 1;
  // Of two that begin alike the shorter is more of what was typed.
  const share = wanted.length / Math.max(wanted.length, text.length);
  if (text.startsWith(wanted)) return 0.8 + 0.15 * share;
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (words.some((word) => word.startsWith(wanted))) return 0.7 + 0.1 * share;
  if (text.includes(wanted)) return 0.55 + 0.1 * share;
  const parts = wanted.split(' ');
  if (parts.length > 1 && parts.every((part) => words.some((word) => word.startsWith(part)))) return 0.6;
  if (isInitials(wanted, words)) return 0.5;
  const slips = Math.min(...words.map((word) => slip(wanted, word)));
  return slips < Infinity ? 0.4 - 0.1 * slips : 0;
}

/** `gm` for "general-moderation". */
const isInitials = (wanted: string, words: readonly string[]): boolean =>
  words.length > 1 &&
  words
    .map((word) => word[0])
    .join('')
    .startsWith(wanted);

/** Wrong, missing, doubled or swapped letters against the beginning of a word; Infinity for more than it may have. */
function slip(typed: string, word: string): number {
  const allowed = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
  if (allowed === 0) return Infinity;
  // A word that goes on after what was typed is no mistake.
  let least = Infinity;
  for (let more = -allowed; more <= allowed; more += 1)
    least = Math.min(least, distance(typed, word.slice(0, typed.length + more), allowed));
  return least <= allowed ? least : Infinity;
}

/** Damerau and Levenshtein's distance (neighbours may be swapped), given up beyond `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
