import { ChevronDown, CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { cx } from '../lib/cx.ts';

/** Where a field gets what was typed before and what was wrong with it: see `useFormState`. */
export interface FieldSource {
  value(name: string): string | undefined;
  problem(name: string): string | undefined;
  /** The first field of the form with a problem. */
  first: string | undefined;
}

export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  form?: FieldSource;
  /** Says "optional" beside the label. */
  optional?: string | undefined;
}

export const inputClass =
  'block min-h-10 w-full min-w-0 rounded-m bg-field px-3 py-2 text-text ring-1 ring-edge ring-inset transition-shadow hover:ring-soft focus:ring-2 focus:ring-accent-strong focus:outline-none aria-invalid:ring-danger pointer-coarse:min-h-11 pointer-coarse:text-[16px]';

/** Ids and attributes that tie a label, a hint and an error to their input. */
export function useField({
  name,
  form,
  hint,
}: {
  name: string;
  form: FieldSource | undefined;
  hint: ReactNode;
}) {
  const id = useId();
  const problem = form?.problem(name);
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    id,
    problem,
    input: {
      id,
      name,
      'aria-invalid': problem ? (true as const) : undefined,
      'aria-describedby': described || undefined,
      // Without JavaScript the page comes back whole: the browser itself then goes to the first problem.
      ...(form?.first === name && { autoFocus: true }),
    },
  };
}

/** Label above, hint and error below: the frame of every field. */
export function FieldFrame({
  id,
  label,
  optional,
  hint,
  problem,
  children,
}: { id: string; problem: string | undefined; children: ReactNode } & Pick<
  FieldProps,
  'label' | 'hint' | 'optional'
>) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between gap-3 text-note font-medium">
        {label}
        {optional && <span className="text-small font-normal text-faint">{optional}</span>}
      </label>
      {children}
      <FieldProblemText id={id} problem={problem} />
      {hint && (
        <p id={`${id}-hint`} className="text-small text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

function FieldProblemText({ id, problem }: { id: string; problem: string | undefined }) {
  if (!problem) return null;
  return (
    <p id={`${id}-problem`} className="flex items-start gap-1.5 text-small font-medium text-danger">
      <CircleAlert size={15} className="mt-px flex-none" aria-hidden />
      {problem}
    </p>
  );
}

/** One line of text with its label, hint and error. */
export function TextField({
  name,
  label,
  hint,
  form,
  optional,
  className,
  defaultValue,
  ...rest
}: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'form'>) {
  const { id, problem, input } = useField({ name, form, hint });
  return (
    <FieldFrame id={id} label={label} optional={optional} hint={hint} problem={problem}>
      <input
        className={cx(inputClass, className)}
        defaultValue={form?.value(name) ?? defaultValue}
        dir="auto"
        {...rest}
        {...input}
      />
    </FieldFrame>
  );
}

/** One of a list, by the system's own picker: the surest on phones and with screen readers. */
export function Select({
  name,
  label,
  hint,
  form,
  options,
  defaultValue,
  className,
  ...rest
}: FieldProps &
  Omit<ComponentProps<'select'>, 'name' | 'form'> & {
    options: readonly { value: string; label: string }[];
  }) {
  const { id, problem, input } = useField({ name, form, hint });
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <div className="relative">
        <select
          className={cx(inputClass, 'appearance-none pe-10', className)}
          defaultValue={form?.value(name) ?? defaultValue}
          {...rest}
          {...input}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={17}
          aria-hidden
          className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-soft"
        />
      </div>
    </FieldFrame>
  );
}
