import { Form } from 'react-router';
import { type GuardSettings, joinLimits } from '#contract/invites';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { useFormState } from '../../lib/form-state.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

/** When the raid guard sounds. Posts `intent=guard`. */
export function GuardForm({ guard, failed }: { guard: GuardSettings; failed: FailedForm | undefined }) {
  const form = useFormState(failed, ['joins', 'minutes']);
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-4">
      <FormMessage>{form.message}</FormMessage>
      <Checkbox name="on" label={m.guard_on()} defaultChecked={guard.on} />
      <div className="grid gap-4 tablet:grid-cols-2">
        <TextField
          form={form}
          name="joins"
          type="number"
          inputMode="numeric"
          label={m.guard_joins()}
          defaultValue={guard.joins}
          min={joinLimits.guardJoinsMin}
          max={joinLimits.guardJoinsMax}
          required
        />
        <TextField
          form={form}
          name="minutes"
          type="number"
          inputMode="numeric"
          label={m.guard_minutes()}
          defaultValue={guard.minutes}
          min={1}
          max={joinLimits.guardMinutesMax}
          required
        />
      </div>
      <div>
        <SubmitButton intent="guard">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}
