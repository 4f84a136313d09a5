import { Form } from 'react-router';
import { accountLimits, type ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { SettingsSection } from '../settings/settings-frame.tsx';

/** One's e-mail address. */
export function EmailForm({
  viewer,
  saved,
  failed,
}: {
  viewer: ViewerDto;
  saved: string | null;
  failed: FailedForm | undefined;
}) {
  const email = useFormState(failed, ['email', 'emailPassword']);
  return (
    <SettingsSection title={m.account_email_title()} note={m.account_email_note()}>
      {saved === 'email' && !failed && <Saved />}
      <Form method="post" noValidate ref={email.ref} className="grid gap-4" key={viewer.email}>
        <FormMessage>{email.message}</FormMessage>
        <TextField
          form={email}
          name="email"
          type="email"
          label={m.account_email_title()}
          optional={m.ui_optional()}
          defaultValue={viewer.email ?? ''}
          autoComplete="email"
          maxLength={accountLimits.emailMax}
        />
        <PasswordField
          form={email}
          name="emailPassword"
          label={m.account_email_password()}
          autoComplete="current-password"
          required
        />
        <div>
          <SubmitButton intent="email">{m.ui_save()}</SubmitButton>
        </div>
      </Form>
    </SettingsSection>
  );
}

function Saved() {
  return (
    <div role="status" className="mb-4">
      <Banner kind="success">{m.ui_saved()}</Banner>
    </div>
  );
}
