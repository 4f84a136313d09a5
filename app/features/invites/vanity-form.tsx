import { Form } from 'react-router';
import { joinLimits } from '#contract/invites';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { useFormState } from '../../lib/form-state.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { inviteLink } from './invite-link.ts';

/** The word of the community's own link. Posts `intent=vanity`. */
export function VanityForm({
  vanity,
  origin,
  failed,
}: {
  vanity: string | null;
  origin: string;
  failed: FailedForm | undefined;
}) {
  const form = useFormState(failed, ['vanity']);
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-4">
      <FormMessage>{form.message}</FormMessage>
      {vanity && <CopyField label={m.joining_vanity_link()} value={inviteLink(origin, vanity)} />}
      <TextField
        form={form}
        name="vanity"
        label={m.joining_vanity_label()}
        hint={m.joining_vanity_hint()}
        defaultValue={vanity ?? ''}
        maxLength={joinLimits.vanityMax}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <div>
        <SubmitButton intent="vanity">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}
