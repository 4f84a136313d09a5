import { Form } from 'react-router';
import type { ChosenState, OwnPresenceDto, PresenceState } from '#contract/presence';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { RadioCards } from '../../ui/choice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { PresenceDot } from './presence-dot.tsx';
import { StatusFields, statusFields } from './status-fields.tsx';

const states: readonly { value: ChosenState; label: () => string; note: () => string; dot: PresenceState }[] =
  [
    { value: 'online', label: m.presence_online, note: m.presence_online_note, dot: 'online' },
    { value: 'dnd', label: m.presence_dnd, note: m.presence_dnd_note, dot: 'dnd' },
    { value: 'invisible', label: m.presence_invisible, note: m.presence_invisible_note, dot: 'offline' },
  ];

/** How one is seen and what one is up to, as a form: what the account's menu does at once. */
export function PresenceForm({ own, failed }: { own: OwnPresenceDto; failed: FailedForm | undefined }) {
  const form = useFormState(failed, statusFields);
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-5" key={own.version}>
      <FormMessage>{form.message}</FormMessage>
      <RadioCards
        name="state"
        legend={m.presence_choose()}
        defaultValue={own.chosen}
        options={states.map(({ value, label, note, dot }) => ({
          value,
          label: label(),
          note: note(),
          icon: <PresenceDot state={dot} size="large" />,
        }))}
      />
      <StatusFields own={own} form={form} />
      <div>
        <SubmitButton intent="presence">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}
