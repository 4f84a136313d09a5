import { Form } from 'react-router';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { NewAccountFields, newAccountFields } from '../accounts/new-account-fields.tsx';

/** Step 2: the host's own account. */
export function OwnerStep({ failed }: { failed: FailedForm | undefined }) {
  const form = useFormState(failed, newAccountFields);
  return (
    <>
      <PageHeading title={m.setup_owner_title()}>{m.setup_owner_text()}</PageHeading>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <NewAccountFields form={form} />
        <SubmitButton intent="owner" wide>
          {m.setup_owner_submit()}
        </SubmitButton>
      </Form>
    </>
  );
}
