import { accountLimits } from '#contract/accounts';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { TextField } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

export const newAccountFields = ['username', 'displayName', 'email', 'password'] as const;

/** What an account needs: a name and a password; the rest is up to the person. */
export function NewAccountFields({ form }: { form: FormState }) {
  return (
    <>
      <TextField
        form={form}
        name="username"
        label={m.account_username()}
        hint={m.account_username_hint()}
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        required
        minLength={accountLimits.usernameMin}
        maxLength={accountLimits.usernameMax}
      />
      <TextField
        form={form}
        name="displayName"
        label={m.account_display_name()}
        hint={m.account_display_name_hint()}
        optional={m.ui_optional()}
        autoComplete="name"
        maxLength={accountLimits.displayNameMax}
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={m.account_email()}
        hint={m.account_email_hint()}
        optional={m.ui_optional()}
        autoComplete="email"
        dir="ltr"
        maxLength={accountLimits.emailMax}
      />
      <PasswordField
        form={form}
        name="password"
        label={m.account_password()}
        hint={m.account_password_hint({ count: accountLimits.passwordMin })}
        autoComplete="new-password"
        required
        minLength={accountLimits.passwordMin}
        maxLength={accountLimits.passwordMax}
      />
    </>
  );
}
