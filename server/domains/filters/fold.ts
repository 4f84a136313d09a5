/** Letters of other scripts that are drawn like Latin ones: they are how a word slips past a list. */
const lookAlikes = new Map(
  Object.entries({
    ...{ а: 'a', α: 'a', ɑ: 'a', в: 'b', β: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', є: 'e', ε: 'e', ё: 'e' },
    ...{ ғ: 'f', ɡ: 'g', н: 'h', һ: 'h', η: 'n', і: 'i', ї: 'i', ι: 'i', ı: 'i', ј: 'j', ӏ: 'l', к: 'k' },
    ...{ κ: 'k', м: 'm', п: 'n', ո: 'n', о: 'o', ο: 'o', σ: 'o', օ: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r' },
    ...{ ѕ: 's', т: 't', τ: 't', υ: 'u', ս: 'u', ν: 'v', ѵ: 'v', ѡ: 'w', ω: 'w', ԝ: 'w', х: 'x', χ: 'x' },
    ...{ у: 'y', γ: 'y', ү: 'y', ᴢ: 'z', ß: 'ss' },
  }),
);

/** Digits and signs that stand for letters. Some stand for `i` or `l`: with these, both are read as `i`. */
const leetLetters = new Map(
  Object.entries({
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
    '|': 'i',
    l: 'i',
  }),
);

const letterOrDigit = /[\p{L}\p{N}_]/u;
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;

/** What parts words, in a folded text. */
export const gap = ' ';

/**
 * A text as filters read it: compatibility forms and case folded, look-alikes read as Latin, what cannot be seen left
 * out, each run of anything but letters and digits as one space. Umlauts and accents stay: they tell words apart.
 * `keep` is left as it is.
 */
export function fold(text: string, leet: boolean, keep = ''): string {
  let folded = '';
  for (const char of text.normalize('NFKC').toLowerCase()) {
    const code = char.charCodeAt(0);
    const plain = code >= 97 && code <= 122;
    const letter = (leet ? leetLetters.get(char) : undefined) ?? (plain ? char : lookAlikes.get(char));
    if (letter !== undefined) folded += letter;
    else if (char === keep || letterOrDigit.test(char)) folded += char;
    else if (code < 128 || !unseen.test(char)) {
      if (!folded.endsWith(gap)) folded += gap;
    }
  }
  return folded.trim();
}
