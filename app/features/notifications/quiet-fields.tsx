import { useEffect, useState } from 'react';
import type { NotificationPreferences } from '#contract/notifications';
import { m } from '#i18n';
import { getLocale } from '#i18n/runtime';
import type { Form } from '../../lib/forms.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { type FieldSource, TextField } from '../../ui/field.tsx';

/** Monday first; 0 is Sunday. */
const week = [1, 2, 3, 4, 5, 6, 0];

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Minutes of the day; NaN, which the schema refuses, for what is no time. */
const minutesOf = (text: string): number => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes);
};

/** What the fields say. */
export const readQuiet = (form: Form) => ({
  quiet: form.checked('quiet'),
  quietDays: form.marked('day-').map(Number),
  quietFrom: minutesOf(form.text('quietFrom')),
  quietTo: minutesOf(form.text('quietTo')),
  timeZone: form.text('timeZone').trim(),
});

/** When one does not want to be disturbed. */
export function QuietFields({
  preferences,
  form,
}: {
  preferences: NotificationPreferences;
  form: FieldSource;
}) {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(new Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  // A Sunday, so that each weekday is its number away.
  const nameOf = (day: number) =>
    new Intl.DateTimeFormat(getLocale(), { weekday: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2026, 10, 22 + day),
    );
  return (
    <div className="grid gap-4">
      <Checkbox name="quiet" label={m.notify_quiet()} defaultChecked={preferences.quiet} />
      <fieldset>
        <legend className="mb-1.5 text-note font-medium">{m.notify_quiet_days()}</legend>
        <div className="flex flex-wrap gap-1.5">
          {week.map((day) => (
            <label
              key={day}
              className="grid min-h-9 min-w-12 cursor-pointer place-items-center rounded-m bg-raised px-2 text-note ring-1 ring-line ring-inset has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent-strong has-checked:ring-2 has-checked:ring-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                name={`day-${day}`}
                defaultChecked={preferences.quietDays.includes(day)}
                className="sr-only"
              />
              {nameOf(day)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          name="quietFrom"
          type="time"
          label={m.notify_quiet_from()}
          defaultValue={clockOf(preferences.quietFrom)}
          form={form}
        />
        <TextField
          name="quietTo"
          type="time"
          label={m.notify_quiet_to()}
          defaultValue={clockOf(preferences.quietTo)}
          form={form}
        />
      </div>
      <TextField
        key={preferences.timeZone === 'UTC' ? zone : ''}
        name="timeZone"
        label={m.notify_quiet_zone()}
        hint={zone && m.notify_quiet_zone_hint({ zone })}
        // Who never chose one is most likely where their browser is.
        defaultValue={preferences.timeZone === 'UTC' ? (zone ?? 'UTC') : preferences.timeZone}
        form={form}
      />
    </div>
  );
}
