import type { Sought } from './compile.ts';
import type { Snippet } from './contract.ts';
import { wordsOf, type Word } from './words.ts';

/** UTF-16 units of a snippet, and how many of them stand before the first hit. */
const length = 240;
const lead = 60;

/**
 * The piece of a message's plain text that shows what was found, or its beginning when the hit is not in the text. Cut
 * between words, white space squeezed.
 */
export function snippetOf(text: string, sought: readonly Sought[]): Snippet {
  const line = text.replace(/\s+/gu, ' ').trim();
  const words = wordsOf(line);
  const hits = hitsIn(words, sought);
  const first = hits[0]?.[0] ?? 0;
  const start = line.length <= length || first <= lead ? 0 : wordStart(line, first - lead);
  const end = line.length - start <= length ? line.length : wordEnd(line, start + length);
  const shown = line.slice(start, end);
  return {
    text: shown,
    hits: hits.flatMap(([from, to]): [number, number][] =>
      from >= start && to <= end ? [[from - start, to - from]] : [],
    ),
    cut: { start: start > 0, end: end < line.length },
  };
}

/** Stretches of text, ascending and apart. */
function hitsIn(words: readonly Word[], sought: readonly Sought[]): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const { words: wanted, isPrefix } of sought) {
    for (let at = 0; at + wanted.length <= words.length; at += 1) {
      const fits = wanted.every((word, index) => {
        const here = words[at + index]!.word;
        return isPrefix && index === wanted.length - 1 ? here.startsWith(word) : here === word;
      });
      if (fits) found.push([words[at]!.start, words[at + wanted.length - 1]!.end]);
    }
  }
  const apart: [number, number][] = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** How far a cut is moved so that it parts no word. */
const give = 30;

function wordStart(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space >= at - give ? space + 1 : whole(text, at);
}

function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space >= at - give ? space : whole(text, at);
}

/** Not between the halves of a character. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
