/** 0 is the default yellow, then from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

/** Characters that take a skin tone, with the variation selector that it replaces. */
const toned = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;

/** What an emoji's skin tones are made of: 0 has none, 1 follows from itself, a list names the five. */
export type ToneRule = 0 | 1 | readonly string[];

/** An emoji in a skin tone; itself when it has none. */
export function withTone(emoji: string, rule: ToneRule, tone: number): string {
  if (tone === 0 || rule === 0) return emoji;
  if (rule !== 1) return rule[tone - 1] ?? emoji;
  return emoji.replace(toned, `$1${String.fromCodePoint(0x1f3fa + tone)}`);
}
