import { isDay, parseSearch, searchOperators, type SearchOperator, type SearchPart } from '#contract/search';

export type OperatorPart = Extract<SearchPart, { kind: 'operator' }>;

/** What stands at the end of the text, where one types: the name of an operator, or its value. `start` is where it begins. */
export type Hint =
  | { kind: 'operator'; typed: string; not: boolean; start: number }
  | { kind: 'value'; name: SearchOperator; typed: string; not: boolean; start: number };

const atEnd = /(?:^|\s)(-?)(?:([a-z]+):("[^"]*|[^\s"]*)|([a-z]*))$/i;

export function hintOf(text: string): Hint | null {
  const found = atEnd.exec(text);
  if (!found) return null;
  const [whole, sign = '', name, value = '', word = ''] = found;
  const start = text.length - whole.trimStart().length;
  const not = sign === '-';
  const isQuoted = text.split('"').length % 2 === 0;
  if (name === undefined)
    return isQuoted ? null : { kind: 'operator', typed: word.toLowerCase(), not, start };
  const operator = searchOperators.find((each) => each === name.toLowerCase());
  return operator ? { kind: 'value', name: operator, typed: value.replace(/^"/, ''), not, start } : null;
}

/** Operators that the typed beginning may become; all while nothing is typed. */
export const operatorsFor = (typed: string): readonly SearchOperator[] =>
  searchOperators.filter((name) => name.startsWith(typed) && name !== typed);

/** Operators of a text that are complete, since a space follows them, and the text without them. */
export function takeOperators(text: string, whole: boolean): { taken: OperatorPart[]; rest: string } {
  const end = whole ? text.length : finished(text);
  const parts = parseSearch(text.slice(0, end));
  const taken = parts.filter((part): part is OperatorPart => part.kind === 'operator');
  if (taken.length === 0) return { taken, rest: text };
  const words = parts.filter((part) => part.kind !== 'operator');
  const head = words
    .map((part) => `${part.not ? '-' : ''}${part.kind === 'phrase' ? `"${part.text}"` : part.text}`)
    .join(' ');
  return { taken, rest: `${head}${head && ' '}${text.slice(end).trimStart()}` };
}

/** Up to the last space that stands in no quotes. */
function finished(text: string): number {
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ' ' && !quoted) end = at + 1;
  }
  return end;
}

/** Days that are often asked for, and the one that was typed: `2026-01-31`, in the browser's calendar. */
export function daysFor(typed: string, now: Date): string[] {
  const days = [0, 1, 7, 30, 365].map((back) =>
    dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back)),
  );
  return [...new Set(isDay(typed) ? [typed, ...days] : days.filter((day) => day.startsWith(typed)))];
}

const two = (value: number): string => String(value).padStart(2, '0');
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
