/** How many colours people are told apart by; `--person-1` … in tokens.css. */
const hues = 8;

const classes = [
  'bg-person-1',
  'bg-person-2',
  'bg-person-3',
  'bg-person-4',
  'bg-person-5',
  'bg-person-6',
  'bg-person-7',
  'bg-person-8',
] as const;

/** A colour's class for a name or an id: the same for the same text, everywhere and for ever. */
export function hueClass(text: string): string {
  // FNV-1a: spreads short, similar names better than a plain sum.
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return classes[(hash >>> 0) % hues] ?? classes[0];
}
