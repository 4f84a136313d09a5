import type { Mention } from '#contract/messages';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const token = new RegExp(`(<(?:@&?|#)${uuid}>)`);
const parts = new RegExp(`^<(@&?|#)(${uuid})>$`);
const kinds = { '@': 'user', '@&': 'role', '#': 'channel' } as const;

/** A text in which mentions stand as in a body, in its pieces: texts and mentions. */
export function splitMentions(text: string): (string | Mention)[] {
  if (!text.includes('<')) return [text];
  return text
    .split(token)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [, sign, id] = parts.exec(piece) ?? [];
      return sign && id ? { t: 'mention', kind: kinds[sign as keyof typeof kinds], id } : piece;
    });
}
