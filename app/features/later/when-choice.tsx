import type { FormEvent, ReactNode } from 'react';
import { Form } from 'react-router';
import { m } from '#i18n';
import { fieldText } from '../../lib/field-text.ts';
import { Button } from '../../ui/button.tsx';
import { timesFor } from '../messages/times.ts';
import { fromField, isPreset, offered, type Preset, timeOf } from './when.ts';
import { WhenField } from './when-field.tsx';
import { whenText } from './when-text.ts';

const names: Record<Preset, (time: string) => string> = {
  minutes: () => m.later_in_minutes(),
  hour: () => m.later_in_hour(),
  hours: () => m.later_in_hours(),
  tomorrow: (time) => m.later_tomorrow({ time }),
  monday: (time) => m.later_monday({ time }),
};

/**
 * When something should be: one of the times that are offered, or one of one's own. Forms of the page that post `fields`
 * with it (see `readWhen`); with `onPick`, which hears of the moment instead, null when it is none.
 */
export function WhenChoice({
  zone,
  now,
  submit,
  fields = {},
  problem,
  busy,
  onPick,
}: {
  zone: string;
  now: number;
  /** What the button for a time of one's own does. */
  submit: string;
  fields?: Readonly<Record<string, string>>;
  problem?: string | undefined;
  busy?: boolean;
  onPick?: (at: Date | null) => void;
}): ReactNode {
  const times = timesFor(zone);
  const own = Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  const pickPreset = (event: FormEvent<HTMLFormElement>): void => {
    if (!onPick) return;
    event.preventDefault();
    const pressed = (event.nativeEvent as SubmitEvent).submitter;
    const preset = pressed instanceof HTMLButtonElement ? pressed.value : '';
    if (!busy && isPreset(preset)) onPick(timeOf(preset, new Date(), zone));
  };
  const pickOwn = (event: FormEvent<HTMLFormElement>): void => {
    if (!onPick) return;
    event.preventDefault();
    if (!busy) onPick(fromField(fieldText(new FormData(event.currentTarget), 'at'), zone));
  };
  return (
    <div className="grid gap-4">
      <Form method="post" preventScrollReset onSubmit={pickPreset} className="-mx-2.5 grid">
        {own}
        <input type="hidden" name="zone" value={zone} />
        {offered(new Date(now), zone).map((preset) => {
          const at = timeOf(preset, new Date(now), zone).toISOString();
          const isMorning = preset === 'tomorrow' || preset === 'monday';
          return (
            <button
              key={preset}
              name="preset"
              value={preset}
              aria-disabled={busy || undefined}
              className="flex min-h-10 items-baseline justify-between gap-3 rounded-m px-2.5 py-2 text-start hover:bg-hover focus-visible:bg-hover pointer-coarse:min-h-11"
              suppressHydrationWarning
            >
              <span className="font-medium whitespace-nowrap" suppressHydrationWarning>
                {names[preset](times.time(at))}
              </span>
              <span className="text-end text-small text-faint" suppressHydrationWarning>
                {isMorning ? times.day(at, now) : whenText(at, now, times)}
              </span>
            </button>
          );
        })}
      </Form>
      <Form
        method="post"
        preventScrollReset
        noValidate
        onSubmit={pickOwn}
        className="grid gap-3 border-t border-line pt-4"
      >
        {own}
        <WhenField zone={zone} now={now} problem={problem} />
        <div className="flex justify-end">
          <Button type="submit" look="primary" busy={busy ?? false}>
            {submit}
          </Button>
        </div>
      </Form>
    </div>
  );
}
