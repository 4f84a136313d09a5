import { z } from 'zod';
import type { FieldProblem } from '#contract/protocol';
import { AppError, invalid } from './errors.ts';

/** What a refinement says of a text that has nothing to read in it. */
const blank = 'required';
/** Problems named in one answer: somebody who sends thousands of unknown fields does not get all of them back. */
const namedMax = 20;

function problemOf(issue: z.core.$ZodIssue, value: unknown): FieldProblem {
  if (value === undefined || value === '' || issue.message === blank) return 'required';
  if (issue.code === 'too_small') return 'too_short';
  if (issue.code === 'too_big') return 'too_long';
  return 'invalid';
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/**
 * The parsed input, or INVALID with what was wrong with which field. Input schemas are strict: a field that nobody
 * asked for (`isAdmin`, `__proto__`) is refused by name, not ignored.
 *
 * @throws {AppError} INVALID
 */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  // JSON.parse makes an own property of it, and zod drops it silently.
  if (typeof raw === 'object' && raw !== null && Object.hasOwn(raw, '__proto__'))
    throw invalid({ ['__proto__']: 'unknown_field' }, 'Unknown field: __proto__.');
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fields: Record<string, FieldProblem> = Object.create(null);
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[key.slice(0, 64)] = 'unknown_field';
      continue;
    }
    const name = issue.path.map(String).join('.') || 'input';
    fields[name] ??= problemOf(issue, valueAt(raw, issue.path));
  }
  const named = Object.entries(fields).slice(0, namedMax);
  const list = named.map(([name, problem]) => `${name} (${problem.replace('_', ' ')})`);
  throw new AppError('INVALID', `Check: ${list.join(', ')}.`, { fields: Object.fromEntries(named) });
}

// Control characters, and what reorders, hides or shows nothing: a name made with them can pose as another name, or as
// none. Default-ignorable letters (Hangul fillers) and the blank of Braille count as letters to `\p{L}` and look empty.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
// Where such characters belong to honest spelling: within one emoji, and between Arabic-script letters.
const honestJoiners =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\uFE0F|(?<=[\d#*])\uFE0F(?=\u20E3)|(?<=\p{Script=Arabic})\u200C(?=\p{Script=Arabic})/gu;
// More marks on one letter than any script stacks: they would run over the lines around a name.
const tower = /\p{M}{6}/u;
// Messages may hold joiners, which emoji and several scripts need, but something must be seen of them.
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const control = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/;

/** What has no input is given none: whoever sends some has made a mistake, and is told. */
export const noInput = z.strictObject({});

/** A UUID in lower case. */
export const id = z.uuid().toLowerCase();

/** A place in a list by time, as its last page gave it: `2026-11-25T10:00:00.000Z,<id>`. */
export const timeCursor = z
  .string()
  .max(100)
  .refine((text) => {
    const { at, id: of } = partsOf(text);
    const time = Date.parse(at);
    return !Number.isNaN(time) && new Date(time).toISOString() === at && id.safeParse(of).success;
  })
  .transform(partsOf);

function partsOf(cursor: string): { at: string; id: string } {
  const [at = '', of = ''] = cursor.split(',');
  return { at, id: of };
}

/** A name or code that something is looked up by, as typed but for white space around it. Postgres takes no NUL. */
export const key = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes('\0') && text.isWellFormed());

/** One line of visible text, trimmed and in NFC, `min`–`max` UTF-16 units. */
export const line = (min: number, max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').trim().replace(/\s+/gu, ' '))
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine(
          (text) =>
            !invisible.test(text.replace(honestJoiners, '')) && !tower.test(text) && text.isWellFormed(),
        ),
    );

/** Written text of several lines in NFC: no NUL or other control characters, no lone surrogates. */
export const prose = (min: number, max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n'))
    .pipe(
      z
        .string()
        .max(max)
        .refine((text) => min === 0 || (visible.test(text) && text.trim().length >= min), { message: blank })
        .refine((text) => !control.test(text) && text.isWellFormed()),
    );
