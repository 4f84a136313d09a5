import type { ToneRule } from './tones.ts';

/** Emoji, group, name, other words for it (parted by `|`), codes (parted by a space), and how its skin tones are made. */
export type EmojiRow = [
  emoji: string,
  group: number,
  name: string,
  words: string,
  codes: string,
  tones: ToneRule,
];

export interface Emoji {
  emoji: string;
  group: number;
  /** In the reader's language. */
  name: string;
  /** What is typed between colons, the usual one first. */
  codes: readonly string[];
  tones: ToneRule;
  /** What it is found by, folded. */
  folded: { name: string; words: readonly string[] };
}

export interface Catalogue {
  /** In the usual order, by group. */
  all: readonly Emoji[];
  byEmoji: ReadonlyMap<string, Emoji>;
  byCode: ReadonlyMap<string, Emoji>;
}

/** Without case and accents: „Bär“ is found by „bar“ too. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();

export function catalogueOf(rows: readonly EmojiRow[]): Catalogue {
  const all = rows.map(([emoji, group, name, words, codes, tones]): Emoji => ({
    ...{ emoji, group, name, tones },
    codes: codes === '' ? [] : codes.split(' '),
    folded: { name: fold(name), words: words === '' ? [] : fold(words).split('|') },
  }));
  return {
    all,
    byEmoji: new Map(all.map((each) => [each.emoji, each])),
    // Of two that claim one code the first has it, and the usual codes go before the others.
    byCode: new Map(
      [0, 1, 2, 3, 4]
        .flatMap((n) => all.map((each) => [each.codes[n], each] as const))
        .toReversed()
        .filter((entry): entry is [string, Emoji] => entry[0] !== undefined),
    ),
  };
}

/** Of several that fit as well, what people mean most often. */
const wellKnown = new Set(
  '😂 ❤️ 🤣 👍 😭 🙏 😘 🥰 😍 😊 🎉 😁 💕 🥺 😅 🔥 ☺️ 🤦 🤷 🙄 😆 🤗 😉 🎂 🤔 👏 🙂 😳 🥳 😎 👌 💜 😔 💪 ✨ 💖 👀 😋 😏 😢 👉 💗 😩 💯 🌹 💞 🎈 💙 😃 😄 😀 😡 🚀 ✅ ❌ 🐱 🐶'.split(
    ' ',
  ),
);

/** How well an emoji fits a folded query; 0: not at all. */
function fit({ folded: { name, words }, codes }: Emoji, query: string): number {
  if (name === query || codes.includes(query)) return 7;
  if (name.startsWith(query) || codes[0]?.startsWith(query)) return 6;
  if (words.includes(query) || ` ${name} `.includes(` ${query} `)) return 5;
  if (name.includes(` ${query}`) || name.includes(`-${query}`)) return 4;
  if (codes.some((code) => code.startsWith(query))) return 3;
  if (words.some((word) => word.startsWith(query))) return 2;
  return name.includes(query) || codes.some((code) => code.includes(query)) ? 1 : 0;
}

/** Emoji by their names, other words and codes, the best first; of several words each has to fit. */
export function searchEmoji({ all }: Catalogue, text: string, limit = Infinity): Emoji[] {
  const parts = fold(text.replaceAll(':', ' ')).split(/\s+/).filter(Boolean);
  const whole = parts.join(' ');
  if (whole === '') return [];
  return all
    .map((each) => ({
      each,
      rank: Math.max(
        fit(each, whole),
        parts.length > 1 ? Math.min(...parts.map((part) => fit(each, part))) : 0,
      ),
    }))
    .filter(({ rank }) => rank > 0)
    .map(({ each, rank }) => ({ each, rank: rank + (wellKnown.has(each.emoji) ? 1.5 : 0) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ each }) => each);
}
