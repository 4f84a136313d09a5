import type { SearchPart } from './contract.ts';
import { wordsOf } from './words.ts';

/** Words that a hit is shown with: one after the other; the last may only be a beginning. */
export interface Sought {
  words: string[];
  isPrefix: boolean;
}

export interface Compiled {
  /** Of words alone, for a rank; null when nothing but operators was asked for. */
  words: string | null;
  /**
   * What the index answers, as two questions that both have to hold: it walks their answers side by side, and so passes over
   * what only one of them has. Both name something that has to be there.
   */
  query: [where: string, what: string];
  /** What hits are marked with. */
  sought: Sought[];
  /** The last word counts as a beginning. */
  hasPrefix: boolean;
}

/** Beginnings shorter than this are in every other message. */
const prefixMin = 3;

const quote = (lexeme: string): string => `'${lexeme}'`;
const tail = (id: string): string => id.slice(-8);
const any = (terms: readonly string[]): string => `(${terms.join(' | ')})`;
const markOfChannel = (id: string): string => quote(`#${tail(id)}`);
/** Bodies name people by their ids; the end of one is as good as the whole. To the parser it may be two words: `80e604705d0b`. */
const wordsOfMention = (id: string): string =>
  `(${wordsOf(id.slice(-12))
    .map(({ word }) => quote(word))
    .join(' <-> ')})`;
const markOfAuthor = (id: string): string => quote(`@${tail(id)}`);

/** A channel's marks are worth their while up to here; beyond, the rows themselves are asked. */
const channelMarksMax = 256;

/**
 * What PostgreSQL's index is asked, as the text of a `tsquery`. It is made of words that `wordsOf` found, which hold
 * letters and digits only, and of marks: nothing that was typed gets into it in another way.
 *
 * @param people ids of the accounts that a name stands for
 */
export function compile(
  parts: readonly SearchPart[],
  channelIds: readonly string[],
  people: (name: string) => readonly string[],
): Compiled {
  const words: string[] = [];
  const marks: string[] = [];
  const sought: Sought[] = [];
  let hasPrefix = false;
  const last = parts.at(-1);
  for (const part of parts) {
    const sign = part.not ? '!' : '';
    if (part.kind === 'operator') {
      const mark = markOf(part, people);
      if (mark) marks.push(`${sign}${mark}`);
      continue;
    }
    const found = wordsOf(part.text).map(({ word }) => word.slice(0, 500));
    if (found.length === 0) continue;
    const isPrefix =
      part === last && part.kind === 'word' && !part.not && Array.from(found.at(-1)!).length >= prefixMin;
    const terms = found.map((word, index) =>
      isPrefix && index === found.length - 1 ? `${quote(word)}:*` : quote(word),
    );
    words.push(`${sign}(${terms.join(' <-> ')})`);
    hasPrefix ||= isPrefix;
    if (!part.not) sought.push({ words: found, isPrefix });
  }
  const where = channelIds.length <= channelMarksMax ? any(channelIds.map(markOfChannel)) : null;
  const what = [...marks, ...words].join(' & ');
  const hasNeeded = [...marks, ...words].some((term) => !term.startsWith('!'));
  return {
    words: sought.length > 0 ? words.filter((word) => !word.startsWith('!')).join(' & ') : null,
    query: hasNeeded ? [where ?? what, what] : twice([where ?? anything, what].filter(Boolean).join(' & ')),
    sought,
    hasPrefix,
  };
}

const twice = (query: string): [string, string] => [query, query];
/** A message that is not deleted has the mark of its author, or at least of its time. */
const anything = `!'!none'`;

function markOf(
  part: Extract<SearchPart, { kind: 'operator' }>,
  people: (name: string) => readonly string[],
): string | null {
  switch (part.name) {
    case 'from': {
      const ids = people(part.value);
      return ids.length > 0 ? any(ids.map(markOfAuthor)) : null;
    }
    case 'has':
      return quote('!link');
    case 'pinned':
      return part.value === 'true' ? quote('!pinned') : `!${quote('!pinned')}`;
    case 'mentions': {
      const ids = people(part.value);
      return ids.length > 0 ? any(ids.map(wordsOfMention)) : null;
    }
    default:
      return null;
  }
}
