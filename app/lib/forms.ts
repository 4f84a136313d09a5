import { data } from 'react-router';
import type { ErrorDto } from '#contract/protocol';

/** What was typed, to be shown again beside what was wrong. Never holds a password. */
export type FormValues = Readonly<Record<string, string>>;

/** A form that came back: every form action answers with this when it fails. */
export interface FailedForm {
  error: ErrorDto;
  /** What happened and what helps, in the visitor's language. */
  text: string;
  /** By field: what was wrong with it, in the visitor's language. */
  problems: Readonly<Record<string, string>>;
  values: FormValues;
}

const secret = /password|token/i;

/**
 * The fields of a posted form, as text.
 *
 * @throws a 400 answer when a name occurs twice or a field is a file: a second `role=` is an attack or a bug, and
 *   picking one silently would hide it.
 */
export async function readForm(request: Request): Promise<Form> {
  const fields = new Map<string, string>();
  for (const [name, value] of await parse(request)) {
    if (fields.has(name) || typeof value !== 'string') {
      throw refusal(`Field given twice or as a file: ${name.slice(0, 64)}.`);
    }
    fields.set(name, value);
  }
  return new Form(fields);
}

async function parse(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw refusal('That is not a form.');
  }
}

function refusal(message: string) {
  const error: ErrorDto = { code: 'INVALID', message };
  return data({ error }, { status: 400 });
}

export class Form {
  readonly #fields: ReadonlyMap<string, string>;

  constructor(fields: ReadonlyMap<string, string>) {
    this.#fields = fields;
  }

  /** As typed; '' when missing, which the service answers with "required". */
  text(name: string): string {
    return this.#fields.get(name) ?? '';
  }

  /** Undefined when missing or left empty. */
  optional(name: string): string | undefined {
    return this.#fields.get(name) || undefined;
  }

  /** A whole number; null when left empty; NaN, which every schema refuses, when it is anything else. */
  number(name: string): number | null {
    const text = this.text(name).trim();
    if (text === '') return null;
    return /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  }

  checked(name: string): boolean {
    return this.#fields.has(name);
  }

  /** What stands behind `prefix` in the names of fields that are there: of boxes that were ticked. */
  marked(prefix: string): string[] {
    return [...this.#fields.keys()].flatMap((name) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
  }

  /** What may be shown again. */
  get values(): FormValues {
    return Object.fromEntries([...this.#fields].filter(([name]) => !secret.test(name)));
  }
}
