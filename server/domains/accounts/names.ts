/**
 * Look-alikes of Latin letters and digits that appear in impersonations: Greek, Cyrillic, fullwidth (by NFKC) and
 * digits. A short form of the confusables table of UTS 39, section 4: names are compared by this skeleton, shown as
 * they were written.
 */
const lookAlikes: Record<string, string> = {
  а: 'a',
  α: 'a',
  ɑ: 'a',
  в: 'b',
  β: 'b',
  ь: 'b',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  є: 'e',
  ε: 'e',
  ё: 'e',
  ғ: 'f',
  ɡ: 'g',
  н: 'h',
  һ: 'h',
  η: 'n',
  і: 'l',
  ї: 'l',
  ι: 'l',
  ı: 'l',
  i: 'l',
  j: 'j',
  ј: 'j',
  '1': 'l',
  '|': 'l',
  ӏ: 'l',
  к: 'k',
  κ: 'k',
  м: 'm',
  μ: 'm',
  п: 'n',
  ո: 'n',
  о: 'o',
  ο: 'o',
  σ: 'o',
  օ: 'o',
  '0': 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  '5': 's',
  т: 't',
  τ: 't',
  υ: 'u',
  ս: 'u',
  ν: 'v',
  ѵ: 'v',
  ѡ: 'w',
  ω: 'w',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
  ү: 'y',
  ᴢ: 'z',
  ß: 'ss',
};

/**
 * What two names must differ in: case folded, compatibility forms and accents removed, look-alikes mapped together,
 * `rn` read as `m` and `vv` as `w`. Idempotent.
 */
export function usernameSkeleton(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  return Array.from(folded, (char) => lookAlikes[char] ?? char)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

// Scripts that names are written in today (UAX 31, table 5); look-alikes hide best in the others.
const scripts =
  'Arabic Armenian Bengali Bopomofo Devanagari Ethiopic Georgian Gujarati Gurmukhi Hangul Han Hebrew Hiragana Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan';
const any = String.raw`\p{Script=Common}\p{Script=Inherited}`;
const of = (...names: string[]) =>
  new RegExp(`^[${any}${names.map((name) => String.raw`\p{Script_Extensions=${name}}`).join('')}]+$`, 'u');
const mixtures = [
  of('Cyrillic'),
  of('Greek'),
  of('Latin', 'Han', 'Hiragana', 'Katakana'),
  of('Latin', 'Han', 'Hangul'),
  of('Latin', 'Han', 'Bopomofo'),
  ...scripts.split(' ').map((script) => of('Latin', script)),
];

/**
 * Whether a name keeps to one script, or to Latin and one other that does not look like it ("moderately restrictive" of
 * UTS 39, section 5.2): Cyrillic and Greek among Latin letters make the names that deceive best.
 */
export const keepsToItsScript = (name: string): boolean => mixtures.some((mixture) => mixture.test(name));

/** Two spellings of one mailbox, as far as providers agree: case aside. */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase();
