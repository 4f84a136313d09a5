import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';
import { FieldFrame, type FieldProps, inputClass, useField } from './field.tsx';

/** Several lines of text with their label, hint and error. */
export function TextArea({
  name,
  label,
  hint,
  form,
  optional,
  className,
  defaultValue,
  ...rest
}: FieldProps & Omit<ComponentProps<'textarea'>, 'name' | 'form'>) {
  const { id, problem, input } = useField({ name, form, hint });
  return (
    <FieldFrame id={id} label={label} optional={optional} hint={hint} problem={problem}>
      <textarea
        className={cx(inputClass, 'resize-y', className)}
        defaultValue={form?.value(name) ?? defaultValue}
        dir="auto"
        rows={4}
        {...rest}
        {...input}
      />
    </FieldFrame>
  );
}
