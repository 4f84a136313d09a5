import type { AccountDto } from '#contract/accounts';
import type { AuthorDto } from '#contract/messages';

/** What can be asked for by `name:value`. Dates are days of the reader's calendar. */
export const searchOperators = ['from', 'in', 'mentions', 'has', 'pinned', 'before', 'after', 'on'] as const;
export type SearchOperator = (typeof searchOperators)[number];

/**
 * One part of what is looked for: a word, a "phrase", or an operator with its value; `not`: it must not be so. Chips and
 * typed text are two ways to write the same list.
 */
export type SearchPart =
  | { kind: 'word' | 'phrase'; text: string; not: boolean }
  | { kind: 'operator'; name: SearchOperator; value: string; not: boolean };

export type SearchOrder = 'newest' | 'best';

/** A piece of a message's text without its marks, spoilers blotted out. */
export interface Snippet {
  text: string;
  /** Where in `text` what was looked for stands: start and length in UTF-16 units, ascending, none over another. */
  hits: [start: number, length: number][];
  /** Something of the text is left out before or after. */
  cut: { start: boolean; end: boolean };
}

/** Where a hit was written, as the viewer sees it. */
export interface SearchPlaceDto {
  kind: 'community' | 'conversation';
  id: string;
  /** Empty for a conversation that is called by its members. */
  name: string;
}

export interface SearchHitDto {
  /** The message's. */
  id: string;
  seq: number;
  /** Null when the account is gone. */
  author: AuthorDto | null;
  /** `parent`: of a thread, the channel that it belongs to. */
  channel: { id: string; name: string; parent: { id: string; name: string } | null };
  place: SearchPlaceDto;
  snippet: Snippet;
  createdAt: string;
  pinned: boolean;
}

export interface SearchPage {
  hits: SearchHitDto[];
  /** Asks for the following page; null at the end. */
  next: string | null;
  /** Operators that name nobody and nothing that the viewer sees; told only when nothing was found. */
  unknown: { name: SearchOperator; value: string }[];
}

/** Somebody whom the viewer shares a community with. */
export interface FoundPersonDto {
  account: AccountDto;
  nickname: string | null;
  /** One of the communities that both are in. */
  communityId: string;
}

export const searchLimits = {
  /** UTF-16 units of what is typed. */
  textMax: 512,
  partsMax: 32,
  page: 25,
  /** Of how many of the newest hits the best are found. */
  candidates: 200,
  peopleMax: 8,
  nameMax: 64,
} as const;

const days = new Set<SearchOperator>(['before', 'after', 'on']);
const name = new RegExp(`^(${searchOperators.join('|')}):`, 'i');

/** Whether an operator can have this value. */
function takes(operator: SearchOperator, value: string): boolean {
  if (value === '') return false;
  if (operator === 'has') return value === 'link';
  if (operator === 'pinned') return value === 'true' || value === 'false';
  return !days.has(operator) || isDay(value);
}

/** `2026-01-31`, and there is such a day. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return time >= 0 && new Date(time).toISOString().startsWith(value);
}

const canBeDenied = (operator: SearchOperator): boolean => operator !== 'pinned' && !days.has(operator);
const squeeze = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/**
 * What was typed as parts. Never fails: a quote without its end reaches to the end, and an operator with a value that it
 * cannot have is a word. Reads the first parts up to the limit.
 */
export function parseSearch(text: string): SearchPart[] {
  const parts: SearchPart[] = [];
  const source = squeeze(text.slice(0, searchLimits.textMax));
  let at = 0;
  /** From an opening quote to the next one. */
  const quoted = (): string => {
    const end = source.indexOf('"', at + 1);
    const inside = source.slice(at + 1, end === -1 ? source.length : end);
    at = end === -1 ? source.length : end + 1;
    return squeeze(inside);
  };
  const bare = (): string => {
    const [run = ''] = /^[^\s"]*/.exec(source.slice(at)) ?? [];
    at += run.length;
    return run;
  };
  while (at < source.length && parts.length < searchLimits.partsMax) {
    if (source[at] === ' ') {
      at += 1;
      continue;
    }
    const not = source[at] === '-';
    if (not) at += 1;
    if (source[at] === '"') {
      const phrase = quoted();
      if (phrase) parts.push({ kind: 'phrase', text: phrase, not });
      continue;
    }
    const start = at;
    const [prefix, found] = name.exec(source.slice(at)) ?? [];
    if (prefix && found) {
      const operator = found.toLowerCase() as SearchOperator;
      at += prefix.length;
      const value = source[at] === '"' ? quoted() : bare();
      const isPossible = takes(operator, days.has(operator) ? value : value.trim());
      if (isPossible && (!not || canBeDenied(operator))) {
        parts.push({ kind: 'operator', name: operator, value, not });
        continue;
      }
      at = start;
    }
    const word = bare();
    if (word) parts.push({ kind: 'word', text: word, not });
  }
  return parts;
}

/** The parts as one types them: `parseSearch` reads the same parts from it. */
export const formatSearch = (parts: readonly SearchPart[]): string => parts.map(formatPart).join(' ');

function formatPart(part: SearchPart): string {
  const sign = part.not ? '-' : '';
  if (part.kind !== 'operator') return part.kind === 'word' ? `${sign}${part.text}` : `${sign}"${part.text}"`;
  const value = /\s/.test(part.value) ? `"${part.value}"` : part.value;
  return `${sign}${part.name}:${value}`;
}
