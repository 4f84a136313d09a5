import type { AuthorDto, Mention } from '#contract/messages';
import { splitMentions } from '../../lib/mention-tokens.ts';

/** What was picked while writing in one place (a community or a conversation): what it is typed as, and the people among it. */
interface Picked {
  tokens: Map<string, string>;
  people: Map<string, AuthorDto>;
}

const byPlace = new Map<string, Picked>();

function pickedIn(placeId: string): Picked {
  let picked = byPlace.get(placeId);
  if (!picked) byPlace.set(placeId, (picked = { tokens: new Map(), people: new Map() }));
  return picked;
}

export const tokenOf = (node: Extract<Mention, { id: string }>): string =>
  `<${{ user: '@', role: '@&', channel: '#' }[node.kind]}${node.id}>`;

/**
 * Remembers what a mention is typed as, so that it is sent by its id. A name that means somebody else already is
 * `otherwise` (a username means one person).
 *
 * @returns what to type
 */
export function typeAs(placeId: string, token: string, name: string, otherwise = name): string {
  const { tokens } = pickedIn(placeId);
  const typed = [name, otherwise].find((each) => (tokens.get(each) ?? token) === token) ?? token;
  tokens.set(typed, token);
  return typed;
}

/** People who may be shown before the instance answers. */
export const knownPeople = (placeId: string): AuthorDto[] => [...pickedIn(placeId).people.values()];

export const rememberPerson = (placeId: string, person: AuthorDto): void =>
  void pickedIn(placeId).people.set(person.id, person);

const code = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A text as it is sent: names that were picked are ids, but for those within code. */
export function toStored(placeId: string, text: string): string {
  const { tokens } = pickedIn(placeId);
  const names = [...tokens.keys()]
    .filter((name) => text.includes(name))
    .toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const any = new RegExp(
    String.raw`(?<![\p{L}\p{N}_\\/])(?:${names.map(escaped).join('|')})(?![\p{L}\p{N}_])`,
    'gu',
  );
  return text
    .split(code)
    .map((piece, index) => (index % 2 ? piece : piece.replaceAll(any, (name) => tokens.get(name) ?? name)))
    .join('');
}

/** A body as its author typed it: names instead of ids, as far as they are known. */
export function toTyped(
  placeId: string,
  body: string,
  nameOf: (node: Extract<Mention, { id: string }>) => { name: string; otherwise?: string } | undefined,
): string {
  return splitMentions(body)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (!('id' in piece)) return `@${piece.kind}`;
      const known = nameOf(piece);
      return known ? typeAs(placeId, tokenOf(piece), known.name, known.otherwise) : tokenOf(piece);
    })
    .join('');
}
