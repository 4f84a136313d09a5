const letters = /[\p{L}\p{N}]/u;

/** Splits into what people see as single characters: "👩‍🚀" and "é" are one each. */
function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** The character that stands for a person: the first letter or digit of the name, else its first character. */
export function initial(name: string): string {
  const all = graphemes(name.trim());
  return (all.find((one) => letters.test(one)) ?? all[0] ?? '?').toLocaleUpperCase();
}

/** What a community's tile proposes: the first letters of the first two words, "Millbrook Makers" → "MM"; one word gives its first two characters, "Chess" → "Ch". */
export function proposeLetter(name: string): string {
  const words = name
    .trim()
    .split(/[\s_\-–—/]+/u)
    .filter((word) => letters.test(word));
  const [first, second] = words;
  if (!first) return graphemes(name.trim())[0] ?? '';
  if (second) return initial(first) + initial(second);
  const [one = '', two = ''] = graphemes(first).filter((each) => letters.test(each));
  return one.toLocaleUpperCase() + two.toLocaleLowerCase();
}
