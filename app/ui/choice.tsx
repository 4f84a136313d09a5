import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

export interface ChoiceOption<T extends string> {
  value: T;
  label: ReactNode;
  /** Below the label. */
  note?: ReactNode;
  icon?: ReactNode;
}

/** One of a few, each on a card that says what it means. Plain radio buttons underneath. */
export function RadioCards<T extends string>({
  name,
  legend,
  options,
  defaultValue,
  columns = 1,
  onChange,
}: {
  name: string;
  legend: ReactNode;
  options: readonly ChoiceOption<T>[];
  defaultValue: T;
  columns?: 1 | 2 | 3;
  onChange?: (value: T) => void;
}) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-note font-medium">{legend}</legend>
      <div
        className={cx(
          'grid gap-2',
          columns === 2 && 'tablet:grid-cols-2',
          columns === 3 && 'tablet:grid-cols-3',
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="flex items-start gap-3 rounded-m bg-raised p-3 shadow-low ring-1 ring-line transition-shadow ring-inset hover:ring-edge has-checked:bg-accent-soft has-checked:ring-2 has-checked:ring-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              onChange={() => onChange?.(option.value)}
              className="peer sr-only"
            />
            {option.icon && (
              <span className="mt-0.5 flex-none text-soft peer-checked:text-accent-strong">
                {option.icon}
              </span>
            )}
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.note && <span className="mt-0.5 block text-small text-soft">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One colour of a few. Its choice is marked by a ring and a tick, not by the colour alone. */
export function ColourPicker<T extends string>({
  name,
  legend,
  options,
  none,
  defaultValue,
  onChange,
}: {
  name: string;
  legend: ReactNode;
  options: readonly { value: T; label: string }[];
  /** Where it may be none: what that is called. Its value is empty. */
  none?: string;
  defaultValue: T | '';
  onChange?: (value: T) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-note font-medium">{legend}</legend>
      <div
        className={
          none === undefined
            ? 'grid w-full max-w-[360px] grid-cols-8 justify-items-center pointer-coarse:max-tablet:grid-cols-4'
            : 'flex flex-wrap gap-1'
        }
      >
        {none !== undefined && <Swatch name={name} value="" label={none} checked={defaultValue === ''} />}
        {options.map(({ value, label }) => (
          <Swatch
            key={value}
            name={name}
            value={value}
            label={label}
            checked={value === defaultValue}
            onChange={() => onChange?.(value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Swatch({
  name,
  value,
  label,
  checked,
  onChange,
}: {
  name: string;
  value: string;
  label: string;
  checked: boolean;
  onChange?: () => void;
}) {
  return (
    <label
      data-accent={value || undefined}
      title={label}
      className="relative grid size-9 place-items-center rounded-full has-checked:ring-2 has-checked:ring-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong pointer-coarse:size-11"
    >
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={checked}
        onChange={onChange}
        className="peer sr-only"
      />
      <span className="sr-only">{label}</span>
      <span
        aria-hidden
        className={cx(
          'grid size-7 place-items-center rounded-full',
          value ? 'bg-accent text-on-accent' : 'bg-field text-soft ring-1 ring-edge ring-inset',
        )}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" className="tick">
          <path
            d="m2.5 7.5 3 3 6-7"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </span>
    </label>
  );
}

/** A yes or no. */
export function Checkbox({
  name,
  label,
  note,
  defaultChecked,
}: {
  name: string;
  label: ReactNode;
  note?: ReactNode;
  defaultChecked?: boolean;
}) {
  return (
    <label className="flex items-start gap-3 py-1 pointer-coarse:py-2.5">
      <input
        type="checkbox"
        name={name}
        defaultChecked={defaultChecked}
        className="mt-0.5 size-4.5 flex-none"
      />
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {note && <span className="mt-0.5 block text-small text-soft">{note}</span>}
      </span>
    </label>
  );
}
