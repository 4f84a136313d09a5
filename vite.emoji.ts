import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import type { EmojiRow } from './app/features/emoji/catalogue.ts';
import { withTone } from './app/features/emoji/tones.ts';
import { toEmoji } from './server/domains/reactions/emoji.ts';

const locales = ['en', 'de'] as const;
type Locale = (typeof locales)[number];

/** The newest emoji that the shipped font has. */
const newest = 15.1;
/** Parts of emoji, which nobody asks for by themselves. */
const component = 2;

interface Entry {
  emoji: string;
  group?: number;
  hexcode: string;
  label: string;
  order?: number;
  tags?: string[];
  version: number;
  skins?: { emoji: string; tone?: number | number[] }[];
}

const require = createRequire(import.meta.url);
const read = (file: string): unknown =>
  JSON.parse(readFileSync(require.resolve(`emojibase-data/${file}`), 'utf8'));

/** Names that people type between colons, the same in every language: GitHub's first, as most know them. */
function codesOf(hexcode: string): string[] {
  const codes = ['github', 'emojibase'].flatMap(
    (set) => (read(`en/shortcodes/${set}.json`) as Record<string, string | string[]>)[hexcode] ?? [],
  );
  return [...new Set(codes)];
}

/** All emoji of a language in their usual order: what the picker and the completion need of them and no more. */
export function emojiRows(locale: Locale): EmojiRow[] {
  const rows: EmojiRow[] = [];
  for (const entry of (read(`${locale}/data.json`) as Entry[]).sort(
    (a, b) => (a.order ?? 0) - (b.order ?? 0),
  )) {
    const { group, hexcode, label, tags = [], version, skins } = entry;
    const emoji = toEmoji(entry.emoji);
    if (emoji === undefined || group === undefined || group === component || version > newest) continue;
    const words = tags.filter((tag) => !label.toLowerCase().includes(tag.toLowerCase()));
    rows.push([
      emoji,
      group,
      label,
      words.join('|'),
      codesOf(hexcode).join(' '),
      skins ? tonesOf(emoji, skins) : 0,
    ]);
  }
  return rows;
}

/** 1 where the tones follow from the emoji itself, else the five of them. */
function tonesOf(emoji: string, skins: NonNullable<Entry['skins']>): EmojiRow[5] {
  const five = [1, 2, 3, 4, 5].map((tone) => {
    const skin = skins.find((each) => each.tone === tone);
    return skin && toEmoji(skin.emoji);
  });
  if (five.some((each) => each === undefined)) return 0;
  return five.every((each, index) => each === withTone(emoji, 1, index + 1)) ? 1 : (five as string[]);
}

const prefix = 'virtual:emoji/';

/** Gives the app the emoji of a language as `virtual:emoji/<locale>`, made from emojibase's data when it is built. */
export function emojiPlugin(): Plugin {
  return {
    name: 'emoji',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      const locale = locales.find((each) => id === `\0${prefix}${each}`);
      // As text that is parsed: browsers read that sooner than code.
      return locale
        ? `export default JSON.parse(${JSON.stringify(JSON.stringify(emojiRows(locale)))});`
        : null;
    },
  };
}
