import { Form } from 'react-router';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

/** Step 1: the one-time code proves that this is the host, who alone can read the log. */
export function ClaimStep({ failed }: { failed: FailedForm | undefined }) {
  const form = useFormState(failed, ['code']);
  return (
    <>
      <PageHeading title={m.setup_claim_title()}>{m.setup_claim_text()}</PageHeading>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <TextField
          form={form}
          name="code"
          label={m.setup_code()}
          hint={m.setup_code_hint()}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          dir="ltr"
          className="font-mono tracking-wider"
        />
        <SubmitButton intent="claim" wide>
          {m.setup_claim_submit()}
        </SubmitButton>
      </Form>
    </>
  );
}
