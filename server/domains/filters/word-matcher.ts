import { filterLimits } from './contract.ts';
import { fold, gap } from './fold.ts';

/** One pattern, ready: its literal parts between the stars. */
interface Pattern {
  /** The rule it belongs to. */
  rule: number;
  parts: readonly string[];
  /** Has a star between letters. */
  isInner: boolean;
  /** Nothing of the word may stand before the first part, or after the last. */
  atStart: boolean;
  atEnd: boolean;
}

interface Node {
  /** By UTF-16 unit. */
  next: Map<number, Node>;
  /** Where to go on when the text does not: the longest end of what was read that begins another literal. */
  fail: Node | undefined;
  /** Patterns whose literal ends here. */
  ends: Pattern[];
  /** The next node on the way of `fail` at which a literal ends. */
  shorter: Node | undefined;
  depth: number;
}

const node = (depth: number): Node => ({
  next: new Map(),
  fail: undefined,
  ends: [],
  shorter: undefined,
  depth,
});

const gapCode = gap.charCodeAt(0);

/** No word is longer: in what is, patterns with a star between letters are not looked for. */
const wordMax = 100;

/**
 * Looks for all words of all rules in one pass (Aho–Corasick): the time is linear in the text, however many patterns
 * there are and whatever the text is. Patterns with stars between letters are found by their longest part and then
 * compared with that one word; there are few of them (`filterLimits.innerMax`).
 */
export class WordMatcher {
  readonly #root = node(0);
  readonly #leet: boolean;
  readonly isEmpty: boolean;

  constructor(rules: readonly { rule: number; patterns: readonly string[] }[], leet: boolean) {
    this.#leet = leet;
    let count = 0;
    for (const { rule, patterns } of rules)
      for (const text of patterns) {
        const folded = fold(text, leet, '*').replaceAll(/\*+/g, '*');
        const parts = folded
          .split('*')
          .map((part) => part.trim())
          .filter((part) => part !== '');
        if (parts.length === 0) continue;
        count += 1;
        const longest = parts.reduce((best, part) => (part.length > best.length ? part : best));
        this.#nodeOf(longest).ends.push({
          rule,
          parts,
          isInner: parts.length > 1,
          atStart: !folded.startsWith('*'),
          atEnd: !folded.endsWith('*'),
        });
      }
    this.isEmpty = count === 0;
    this.#link();
  }

  /** Adds the rules of which a word is in the text. */
  find(text: string, found: Set<number>): void {
    if (this.isEmpty) return;
    const folded = fold(text, this.#leet);
    // With a gap on both sides each word has two edges.
    const codes = new Uint16Array(folded.length + 2).fill(gapCode);
    for (let index = 0; index < folded.length; index += 1) codes[index + 1] = folded.charCodeAt(index);
    /** The word that is read, and the patterns with inner stars that it was compared with. */
    let word: string | undefined;
    let start = 0;
    const compared = new Set<Pattern>();
    let at = this.#root;
    for (let index = 0; index < folded.length; index += 1) {
      const code = codes[index + 1]!;
      if (code === gapCode) {
        start = index + 1;
        word = undefined;
        compared.clear();
      }
      while (at !== this.#root && !at.next.has(code)) at = at.fail!;
      at = at.next.get(code) ?? this.#root;
      const ends = codes[index + 2] === gapCode;
      for (let hit = at.ends.length > 0 ? at : at.shorter; hit; hit = hit.shorter) {
        const begins = codes[index + 1 - hit.depth] === gapCode;
        for (const pattern of hit.ends) {
          if (!pattern.isInner) {
            if ((begins || !pattern.atStart) && (ends || !pattern.atEnd)) found.add(pattern.rule);
          } else if (!compared.has(pattern)) {
            compared.add(pattern);
            word ??= wordAt(folded, start);
            if (matchesWord(pattern, word)) found.add(pattern.rule);
          }
        }
      }
    }
  }

  #nodeOf(literal: string): Node {
    let at = this.#root;
    for (let index = 0; index < literal.length; index += 1) {
      const code = literal.charCodeAt(index);
      const next = at.next.get(code) ?? node(at.depth + 1);
      at.next.set(code, next);
      at = next;
    }
    return at;
  }

  #link(): void {
    const queue = [...this.#root.next.values()];
    for (const child of queue) child.fail = this.#root;
    for (const parent of queue) {
      const { fail } = parent;
      parent.shorter = fail && (fail.ends.length > 0 ? fail : fail.shorter);
      for (const [code, child] of parent.next) {
        let back = fail;
        while (back && back !== this.#root && !back.next.has(code)) back = back.fail;
        child.fail = back?.next.get(code) ?? this.#root;
        queue.push(child);
      }
    }
  }
}

/** The word that starts there; nothing when it is longer than any word. */
function wordAt(folded: string, start: number): string {
  const word = folded.slice(start, start + wordMax + 1);
  const end = word.indexOf(gap);
  if (end >= 0) return word.slice(0, end);
  return word.length > wordMax ? '' : word;
}

/** Whether a word has all parts of the pattern in their order. */
function matchesWord({ parts, atStart, atEnd }: Pattern, word: string): boolean {
  if (atStart && !word.startsWith(parts[0]!)) return false;
  const last = parts.at(-1)!;
  let position = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const found = isLast && atEnd ? word.length - last.length : word.indexOf(part, position);
    if (found < position || (isLast && atEnd && !word.endsWith(part))) return false;
    position = found + part.length;
  }
  return true;
}

/** Whether a pattern has a star between letters. */
export const hasInnerStar = (pattern: string): boolean => /[^*\s]\s*\*+\s*[^*\s]/u.test(pattern);

/** Whether something is left of a pattern that can be looked for, in one word if a star is inside. */
export const isUsable = (pattern: string): boolean => {
  const folded = fold(pattern, false, '*');
  return (
    pattern.length <= filterLimits.patternMax &&
    /[^*\s]/u.test(folded) &&
    !(hasInnerStar(folded) && folded.includes(gap))
  );
};
