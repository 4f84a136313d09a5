const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae' };

/** A text as one looks for it: small letters, without accents. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßøłæ]/g, (letter) => letters[letter] ?? letter);
