import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { m } from '#i18n';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';
import { FieldFrame, type FieldProps, inputClass, useField } from './field.tsx';

/**
 * A password that can be shown. With `minLength` a bar shows how long it is: length is what makes a password good, so
 * nothing else is asked for. Never shows a value again after a round trip.
 */
export function PasswordField({
  name,
  label,
  hint,
  form,
  minLength,
  onChange,
  ...rest
}: FieldProps & Omit<ComponentProps<'input'>, 'name' | 'form' | 'type'>) {
  const { id, problem, input } = useField({ name, form, hint });
  const [shown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const field = useRef<HTMLInputElement>(null);

  // Somebody may have typed, or a password manager, before this page came to life.
  useEffect(() => setLength(field.current?.value.length ?? 0), []);

  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <div className="relative">
        <input
          ref={field}
          type={shown ? 'text' : 'password'}
          className={cx(inputClass, 'pe-12')}
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => {
            setLength(event.target.value.length);
            onChange?.(event);
          }}
          {...rest}
          {...input}
        />
        <IconButton
          label={shown ? m.ui_password_hide() : m.ui_password_show()}
          aria-pressed={shown}
          className="needs-js absolute end-1 top-1/2 -translate-y-1/2"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={17} /> : <Eye size={17} />}
        </IconButton>
      </div>
      {minLength !== undefined && (
        <meter
          className="length-meter needs-js"
          aria-label={m.ui_password_length()}
          min={0}
          max={minLength}
          low={minLength}
          optimum={minLength}
          value={Math.min(length, minLength)}
        />
      )}
    </FieldFrame>
  );
}
