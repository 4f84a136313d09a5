import { LogOut, UserRound } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { accountLimits } from '#contract/accounts';
import { m } from '#i18n';
import { EmailForm } from '../../features/accounts/email-form.tsx';
import { SignOutForm } from '../../features/accounts/sign-out-form.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/account';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_account(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => ({
    viewer: requireViewer(scope, args.request),
    changed: new URL(args.request.url).searchParams.has('changed'),
    saved: new URL(args.request.url).searchParams.get('saved'),
  }));
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx, cookies }, form) => {
    const intent = form.text('intent');
    if (intent === 'email') {
      await services.accounts.changeEmail(ctx, {
        email: form.text('email'),
        emailPassword: form.text('emailPassword'),
      });
      return redirect('/settings?saved=email');
    }
    const { token, expiresAt } = await services.accounts.changePassword(ctx, {
      currentPassword: form.text('currentPassword'),
      newPassword: form.text('newPassword'),
    });
    cookies.signIn(token, expiresAt);
    return redirect('/settings?changed');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, changed, saved } = loaderData;
  const intent = actionData?.values['intent'];
  const isOwn = intent === 'email';
  const form = useFormState(isOwn ? undefined : actionData, ['currentPassword', 'newPassword']);
  return (
    <>
      <h1 className="mb-6 text-title font-semibold">{m.settings_account()}</h1>
      <div className="mb-10 flex items-center gap-4 rounded-l bg-panel p-4">
        <Avatar id={viewer.id} name={viewer.displayName} size="huge" />
        <div className="min-w-0 flex-1">
          <p className="text-lead font-semibold">
            <bdi>{viewer.displayName}</bdi>
          </p>
          <p className="text-note text-soft">
            <bdi>{viewer.username}</bdi>
          </p>
          {viewer.email && (
            <p className="text-note text-soft">
              <bdi>{viewer.email}</bdi>
            </p>
          )}
        </div>
        <ButtonLink to="/settings/profile" className="max-phone:hidden">
          <UserRound size={16} aria-hidden /> {m.profile_edit()}
        </ButtonLink>
      </div>
      <EmailForm viewer={viewer} saved={saved} failed={isOwn ? actionData : undefined} />
      <SettingsSection title={m.password_title()} note={m.password_note()}>
        {changed && !actionData && (
          <div role="status" className="mb-5">
            <Banner kind="success">{m.password_changed()}</Banner>
          </div>
        )}
        <Form method="post" noValidate ref={form.ref} key={String(changed)} className="grid gap-5">
          {/* Password managers file the new password under this name. */}
          <input type="hidden" name="username" autoComplete="username" value={viewer.username} />
          <FormMessage>{form.message}</FormMessage>
          <PasswordField
            form={form}
            name="currentPassword"
            label={m.password_current()}
            autoComplete="current-password"
            required
          />
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
          <div>
            <SubmitButton>{m.password_submit()}</SubmitButton>
          </div>
        </Form>
      </SettingsSection>
      <SettingsSection title={m.logout_title()} note={m.logout_note()}>
        <SignOutForm>
          <Button type="submit">
            <LogOut size={17} aria-hidden /> {m.logout()}
          </Button>
        </SignOutForm>
      </SettingsSection>
    </>
  );
}
