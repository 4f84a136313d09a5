import type { Form } from '../../lib/forms.ts';

/** The fields of `NewAccountFields` as the services take them: what was left empty is left out. */
export function readNewAccount(form: Form) {
  const displayName = form.optional('displayName');
  const email = form.optional('email');
  return {
    username: form.text('username'),
    password: form.text('password'),
    ...(displayName !== undefined && { displayName }),
    ...(email !== undefined && { email }),
  };
}
