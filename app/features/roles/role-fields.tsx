import { roleLimits } from '#contract/roles';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { ColourPicker } from '../../ui/choice.tsx';
import { colourOptions } from '../communities/colours.ts';
import { TextField } from '../../ui/field.tsx';

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
export function RoleColourField({ colour }: { colour: string | null }) {
  const options = colourOptions();
  return (
    <ColourPicker
      name="colour"
      legend={m.role_colour()}
      options={options}
      none={m.role_colour_none()}
      defaultValue={options.find(({ value }) => value === colour)?.value ?? ''}
    />
  );
}
