import { Form, Link, redirect } from 'react-router';
import type { InvitePreviewDto } from '#contract/invites';
import { m } from '#i18n';
import { NewAccountFields, newAccountFields } from '../../features/accounts/new-account-fields.tsx';
import { readNewAccount } from '../../features/accounts/read-account.ts';
import { CommunityBadge } from '../../features/invites/community-badge.tsx';
import { JoinFields, joinFieldNames, readJoining } from '../../features/invites/join-fields.tsx';
import { previewOrNull } from '../../features/invites/preview.ts';
import { useFormState } from '../../lib/form-state.ts';
import { safeRedirect } from '../../lib/redirects.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { viewerOf } from '../../lib/viewer.ts';
import { WelcomeText } from '../../features/accounts/welcome-text.tsx';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/register';

export const meta: Route.MetaFunction = () => pageTitle(m.register_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const query = new URL(args.request.url).searchParams;
    const code = query.get('invite');
    if (scope.ctx.actor.kind === 'waiting') throw redirect('/waiting');
    if (viewerOf(scope)) throw redirect(code ? `/invite/${encodeURIComponent(code)}` : '/');
    if ((await scope.services.setup.getStep(scope.ctx)) === 'claim') throw redirect('/setup');
    const [{ registration }, invite] = await Promise.all([
      scope.services.admin.getSettings(),
      code ? previewOrNull(scope, code) : null,
    ]);
    // What it says of a pause stands on its own page.
    if (invite?.state === 'paused') throw redirect(`/invite/${encodeURIComponent(invite.code)}`);
    return {
      invite,
      open: registration === 'open' || registration === 'approval',
      closed: registration === 'closed',
      waits: registration === 'approval',
      welcome: scope.services.admin.current().branding.welcome,
      lostInvite: code !== null && invite === null,
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const query = new URL(args.request.url).searchParams;
  return submit(args, async ({ services, ctx, cookies }, form) => {
    const inviteCode = query.get('invite');
    const { token, expiresAt, arrival } = await services.accounts.register(ctx, {
      ...readNewAccount(form),
      ...(inviteCode && { inviteCode, ...readJoining(form) }),
    });
    cookies.signIn(token, expiresAt);
    if (!arrival || !inviteCode) return redirect(safeRedirect(query.get('redirectTo')));
    return redirect(
      arrival.state === 'waiting'
        ? `/invite/${encodeURIComponent(inviteCode)}`
        : `/c/${arrival.communityId}/${arrival.channelId ?? ''}`,
    );
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Register({
  loaderData: { invite, open, closed, waits, welcome, lostInvite },
  actionData,
}: Route.ComponentProps) {
  const form = useFormState(actionData, [...newAccountFields, ...joinFieldNames(invite?.questions ?? [])]);
  if (closed) return <Off />;
  if (lostInvite || (!invite && !open)) return <Closed lostInvite={lostInvite} open={open} />;
  return (
    <>
      {invite && (
        <div className="mb-6">
          <CommunityBadge community={invite.community} />
        </div>
      )}
      <PageHeading title={m.register_heading()} />
      <WelcomeText text={welcome} />
      {waits && (
        <div className="mb-5">
          <Banner>{m.register_waits()}</Banner>
        </div>
      )}
      <Form method="post" noValidate ref={form.ref} className="grid gap-5">
        <FormMessage>{form.message}</FormMessage>
        <NewAccountFields form={form} />
        {invite && <JoinFields invite={invite} form={form} />}
        <SubmitButton wide>{submitText(invite)}</SubmitButton>
        {invite?.approval && <p className="text-center text-small text-faint">{m.invite_approval_note()}</p>}
      </Form>
      <p className="mt-6 text-center text-note text-soft">
        {m.register_have_account()}{' '}
        <Link
          to={invite ? `/login?redirectTo=${encodeURIComponent(`/invite/${invite.code}`)}` : '/login'}
          className="link"
        >
          {m.login_submit()}
        </Link>
      </p>
    </>
  );
}

function submitText(invite: InvitePreviewDto | null): string {
  if (!invite) return m.register_submit();
  return invite.approval ? m.register_submit_ask() : m.register_submit_join();
}

/** Nobody can make an account at present. */
function Off() {
  return (
    <>
      <PageHeading title={m.register_off_title()}>{m.problem_registration_off()}</PageHeading>
      <ButtonLink to="/login" look="primary" wide>
        {m.login_submit()}
      </ButtonLink>
    </>
  );
}

/** No way in by this address; where there is another, it is shown. */
function Closed({ lostInvite, open }: { lostInvite: boolean; open: boolean }) {
  return (
    <>
      <PageHeading title={lostInvite ? m.invite_gone_title() : m.register_closed_title()}>
        {lostInvite ? m.problem_invite_gone() : m.register_closed_text()}
      </PageHeading>
      <div className="grid gap-2">
        {open && (
          <ButtonLink to="/register" look="primary" wide>
            {m.register_without_invite()}
          </ButtonLink>
        )}
        <ButtonLink to="/login" look={open ? 'secondary' : 'primary'} wide>
          {m.login_submit()}
        </ButtonLink>
      </div>
    </>
  );
}
