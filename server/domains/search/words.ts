/** Letters that no accent is taken from, as people without them on their keyboard write them. */
const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', ς: 'σ' };
const wordCharacter = /[\p{Alphabetic}0-9]/u;
/** Scripts that put no spaces between words: each character counts as one. */
const aloneStanding = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;

/**
 * A letter with the marks on it: their order is a matter of the whole. The halfwidth voicing signs of kana are letters that
 * become marks.
 */
const clusters = /\P{M}[\p{M}\uff9e\uff9f]*|[\p{M}\uff9e\uff9f]+/gu;

/** A cluster in small letters without its accents: none, one or several characters. */
function fold(character: string): string {
  if (character.length === 1 && character < '\u0080') return character.toLowerCase();
  return character
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßøłæς]/g, (letter) => letters[letter] ?? letter);
}

/** A word as the index has it, and where it stands in the text (UTF-16 units). */
export interface Word {
  word: string;
  start: number;
  end: number;
}

/**
 * The words of a text, exactly as `search_words` and the parser of PostgreSQL find them (a test compares): in small
 * letters, without accents, parted by all that is neither a letter nor a digit.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let current: Word | undefined;
  let at = 0;
  for (const [character] of text.matchAll(clusters)) {
    const end = at + character.length;
    const folded = fold(character);
    // An accent belongs to the letter before it.
    if (folded === '' && current) current.end = end;
    for (const each of folded) {
      if (!wordCharacter.test(each)) {
        current = undefined;
        continue;
      }
      if (aloneStanding.test(each)) {
        words.push({ word: each, start: at, end });
        current = undefined;
        continue;
      }
      // The parser takes `12e5` for a number, and a letter after it for the next word.
      if (current && /^\d+e\d+$/.test(current.word) && !/\d/.test(each)) current = undefined;
      if (!current) words.push((current = { word: '', start: at, end }));
      current.word += each;
      current.end = end;
    }
    at = end;
  }
  return words;
}
