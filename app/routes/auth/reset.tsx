import { Form, redirect } from 'react-router';
import { accountLimits } from '#contract/accounts';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/reset';

export const meta: Route.MetaFunction = () => pageTitle(m.reset_title());

// The address is a secret: no other site is told it (the policy of every page), and no index keeps it.
export const headers: Route.HeadersFunction = () => ({ 'X-Robots-Tag': 'noindex' });

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async ({ services, ctx }) => {
    try {
      const account = await services.accounts.previewReset(ctx, { token: args.params.token });
      return { account };
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === 'GONE' || code === 'INVALID') return { account: null };
      throw error;
    }
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { token } = args.params;
    await services.accounts.useResetLink(ctx, { token, newPassword: form.text('newPassword') });
    return redirect('/login?reset');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Reset({ loaderData: { account }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, ['newPassword']);
  if (!account)
    return (
      <>
        <PageHeading title={m.reset_gone_title()}>{m.problem_reset_gone()}</PageHeading>
        <ButtonLink to="/login" wide>
          {m.login_submit()}
        </ButtonLink>
      </>
    );
  return (
    <>
      <PageHeading title={m.reset_heading()}>
        {m.reset_text({ name: isolate(account.displayName) })}
      </PageHeading>
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <input type="hidden" name="username" autoComplete="username" value={account.username} />
        <PasswordField
          form={form}
          name="newPassword"
          label={m.password_new()}
          hint={m.account_password_hint({ count: accountLimits.passwordMin })}
          autoComplete="new-password"
          required
          minLength={accountLimits.passwordMin}
          maxLength={accountLimits.passwordMax}
        />
        <SubmitButton wide>{m.password_submit()}</SubmitButton>
      </Form>
    </>
  );
}
