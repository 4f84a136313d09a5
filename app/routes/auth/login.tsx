import { Form, Link, redirect } from 'react-router';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import { safeRedirect } from '../../lib/redirects.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { viewerOf } from '../../lib/viewer.ts';
import { WelcomeText } from '../../features/accounts/welcome-text.tsx';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/login';

export const meta: Route.MetaFunction = () => pageTitle(m.login_title());

function destination(request: Request): string {
  return safeRedirect(new URL(request.url).searchParams.get('redirectTo'));
}

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const redirectTo = destination(args.request);
    if (scope.ctx.actor.kind === 'waiting') throw redirect('/waiting');
    if (viewerOf(scope)) throw redirect(redirectTo);
    if ((await scope.services.setup.getStep(scope.ctx)) === 'claim') throw redirect('/setup');
    const { registration } = await scope.services.admin.getSettings();
    const { welcome } = scope.services.admin.current().branding;
    return {
      redirectTo,
      registration,
      welcome,
      reset: new URL(args.request.url).searchParams.has('reset'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const copy = args.request.clone();
  return submit(args, async ({ services, ctx, cookies }) => {
    const { token, expiresAt } = await services.accounts.authenticatePassword(ctx, copy);
    cookies.signIn(token, expiresAt);
    return redirect(destination(args.request));
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Login({
  loaderData: { registration, redirectTo, welcome, reset },
  actionData,
}: Route.ComponentProps) {
  const form = useFormState(actionData, ['login', 'password']);
  return (
    <>
      <PageHeading title={m.login_heading()} />
      <WelcomeText text={welcome} />
      {reset && !actionData && (
        <div role="status" className="mb-5">
          <Banner kind="success">{m.reset_done()}</Banner>
        </div>
      )}
      {/* No `action`: the form posts to its own address, and keeps `redirectTo` with it. */}
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <TextField
          form={form}
          name="login"
          label={m.login_name()}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          required
        />
        <PasswordField
          form={form}
          name="password"
          label={m.account_password()}
          autoComplete="current-password"
          required
        />
        <SubmitButton wide>{m.login_submit()}</SubmitButton>
      </Form>
      <p className="mt-6 text-center text-note text-soft">
        {registration === 'closed' ? (
          m.login_closed()
        ) : registration !== 'invite' ? (
          <Link to={withRedirect('/register', redirectTo)} className="link">
            {m.login_make_account()}
          </Link>
        ) : (
          m.login_by_invite()
        )}
      </p>
    </>
  );
}

function withRedirect(path: string, redirectTo: string): string {
  return redirectTo === '/' ? path : `${path}?redirectTo=${encodeURIComponent(redirectTo)}`;
}
