import type { Form } from '../../lib/forms.ts';
import { fromField, isPreset, timeOf } from './when.ts';

/** The moment that a form with a time chose, in the zone that it was shown in (ISO 8601); empty for none that exists. */
export function readWhen(form: Form): string {
  const preset = form.text('preset');
  const at = isPreset(preset)
    ? timeOf(preset, new Date(), zoneOf(form))
    : fromField(form.text('at'), zoneOf(form));
  return at?.toISOString() ?? '';
}

function zoneOf(form: Form): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: form.text('zone') || 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
