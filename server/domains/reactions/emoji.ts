/** Longer than any emoji is: a family of four with skin tones has 26 UTF-16 units. */
const unitsMax = 40;
const presented = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu;
const single = /^\p{RGI_Emoji}$/v;

/**
 * The one spelling of a single emoji that Unicode recommends for interchange (RGI), or undefined for anything else: two
 * of them, text, an emoji asked for as text, parts of one. Variation selectors may be missing or too many; what comes back
 * is fully qualified, so that one emoji is one key.
 */
export function toEmoji(text: string): string | undefined {
  if (text.length > unitsMax) return undefined;
  const spelled = text.replaceAll('\uFE0F', '').replace(presented, '$&\uFE0F');
  return single.test(spelled) ? spelled : undefined;
}
