import { type RefObject, useEffect, useRef } from 'react';
import type { FailedForm } from './forms.ts';

export interface FormState {
  value(name: string): string | undefined;
  problem(name: string): string | undefined;
  first: string | undefined;
  /** What was wrong with the form as a whole, when no field of it is to blame. */
  message: string | undefined;
  /** Belongs on the form: after a failure the focus goes to its first wrong field, else to its message. */
  ref: RefObject<HTMLFormElement | null>;
  /** The same for an element inside a form. */
  scope: RefObject<HTMLDivElement | null>;
}

/**
 * What a form shows after it was sent. `shown` names its fields in order: problems of others (a hidden field, one that
 * nobody knows) are told above the form.
 */
export function useFormState(failed: FailedForm | undefined, shown: readonly string[]): FormState {
  const ref = useRef<HTMLFormElement>(null);
  const scope = useRef<HTMLDivElement>(null);
  const problems = failed?.problems ?? {};
  const first = shown.find((name) => problems[name]);

  useEffect(() => {
    if (!failed) return;
    const within = ref.current ?? scope.current;
    within?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-message]')?.focus();
  }, [failed]);

  return {
    value: (name) => failed?.values[name],
    problem: (name) => problems[name],
    first,
    message: failed && !first ? failed.text : undefined,
    ref,
    scope,
  };
}
