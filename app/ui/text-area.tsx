import type { ComponentProps } from 'react';
import { FieldFrame, type FieldProps, inputClass, useField } from './field.tsx';

/** Several lines of text with a label, hint and error. */
export function TextArea({
  name,
  label,
  hint,
  form,
  optional,
  defaultValue,
  ...rest
}: FieldProps & Omit<ComponentProps<'textarea'>, 'name' | 'form'>) {
  const { id, problem, input } = useField({ name, form, hint });
  return (
    <FieldFrame id={id} label={label} optional={optional} hint={hint} problem={problem}>
      <textarea
        rows={4}
        className={inputClass}
        defaultValue={form?.value(name) ?? defaultValue}
        dir="auto"
        {...rest}
        {...input}
      />
    </FieldFrame>
  );
}
