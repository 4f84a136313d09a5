import type { ReactNode } from 'react';
import { savedLimits } from '#contract/saved';
import { m } from '#i18n';
import { TextField } from '../../ui/field.tsx';
import { timeOf, toField } from './when.ts';

const minuteMs = 60_000;
const farthest = savedLimits.remindDays * 24 * 60 * minuteMs;

/** A date and time of one's own, within the year ahead; read by `readWhen`, which needs the form's zone too. */
export function WhenField({
  zone,
  now,
  at,
  problem,
}: {
  zone: string;
  now: number;
  /** What it is at present (ISO 8601); tomorrow morning when that is left out. */
  at?: string;
  problem?: string | undefined;
}): ReactNode {
  const first = at ? new Date(at) : timeOf('tomorrow', new Date(now), zone);
  const form = { value: () => undefined, problem: () => problem, first: undefined };
  return (
    <>
      <input type="hidden" name="zone" value={zone} />
      <TextField
        // Another zone, another field: what it shows is of that zone.
        key={`${zone} ${at}`}
        form={form}
        type="datetime-local"
        name="at"
        label={m.later_when()}
        hint={m.later_when_hint({ zone: zone.replaceAll('_', ' ') })}
        defaultValue={toField(first, zone)}
        min={toField(new Date(Math.min(now, first.getTime())), zone)}
        max={toField(new Date(now + farthest), zone)}
        required
      />
    </>
  );
}
