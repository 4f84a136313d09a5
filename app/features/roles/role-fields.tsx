import { communityColours } from '#contract/communities';
import { roleLimits } from '#contract/roles';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { cx } from '../../lib/cx.ts';
import { TextField } from '../../ui/field.tsx';

const colourNames: Record<(typeof communityColours)[number], () => string> = {
  ember: m.colour_ember,
  amber: m.colour_amber,
  moss: m.colour_moss,
  teal: m.colour_teal,
  sky: m.colour_sky,
  indigo: m.colour_indigo,
  plum: m.colour_plum,
  rose: m.colour_rose,
};

export function RoleNameField({ form, name, hint }: { form: FormState; name?: string; hint?: string }) {
  return (
    <TextField
      form={form}
      name="name"
      label={m.role_name()}
      placeholder={m.role_name_example()}
      required
      autoComplete="off"
      maxLength={roleLimits.nameMax}
      defaultValue={name}
      hint={hint}
    />
  );
}

/** One of the palette's colours, or none; radio buttons underneath, `colour`. */
export function RoleColourField({ colour, fixed = false }: { colour: string | null; fixed?: boolean }) {
  const options = [
    { value: '', label: m.role_colour_none() },
    ...communityColours.map((value) => ({ value, label: colourNames[value]() })),
  ];
  return (
    <fieldset disabled={fixed}>
      <legend className="mb-1.5 text-note font-medium">{m.role_colour()}</legend>
      <div className="flex flex-wrap gap-1">
        {options.map((option) => (
          <label
            key={option.value}
            data-accent={option.value || undefined}
            title={option.label}
            className="relative grid size-9 place-items-center rounded-full has-checked:ring-2 has-checked:ring-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong pointer-coarse:size-11"
          >
            <input
              type="radio"
              name="colour"
              value={option.value}
              defaultChecked={option.value === (colour ?? '')}
              className="peer sr-only"
            />
            <span className="sr-only">{option.label}</span>
            <span
              aria-hidden
              className={cx(
                'grid size-7 place-items-center rounded-full',
                option.value ? 'bg-accent text-on-accent' : 'bg-field text-soft ring-1 ring-edge ring-inset',
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
        ))}
      </div>
    </fieldset>
  );
}
