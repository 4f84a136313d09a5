import { Form, redirect } from 'react-router';
import type { InvitePreviewDto } from '#contract/invites';
import { m } from '#i18n';
import { JoinFields, joinFieldNames, readJoining } from '../../features/invites/join-fields.tsx';
import { previewOrNull } from '../../features/invites/preview.ts';
import { isolate } from '../../lib/bidi.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { usePolling } from '../../lib/use-polling.ts';
import { requireViewer, viewerOf } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-frame.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { Tile } from '../../ui/tile.tsx';
import type { Route } from './+types/invite';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.invite?.community.name ?? m.invite_title());

// An invite is for the person who has the link, not for search engines.
export const headers: Route.HeadersFunction = () => ({ 'X-Robots-Tag': 'noindex' });

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = viewerOf(scope);
    const invite = await previewOrNull(scope, args.params.code);
    if (invite?.state === 'inside') throw redirect(`/c/${invite.community.id}/${invite.channelId ?? ''}`);
    return { invite, viewerName: viewer?.displayName ?? null };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireViewer(scope, args.request);
    const { invites } = scope.services;
    const { code } = args.params;
    const intent = form.optional('intent');
    if (intent === 'withdraw') {
      const { community } = await invites.previewInvite(scope.ctx, { code });
      await invites.withdrawRequest(scope.ctx, { communityId: community.id });
      return redirect('/');
    }
    if (intent !== undefined) throw missing();
    const { communityId, state, channelId } = await invites.acceptInvite(scope.ctx, {
      code,
      ...readJoining(form),
    });
    return redirect(
      state === 'waiting' ? `/invite/${encodeURIComponent(code)}` : `/c/${communityId}/${channelId ?? ''}`,
    );
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Invite({
  loaderData: { invite, viewerName },
  actionData,
  params,
}: Route.ComponentProps) {
  // Nobody tells somebody outside that they were let in, so this page asks; once they are, it leads them inside.
  usePolling(invite?.state === 'waiting', 4000);
  if (!invite) return <Gone signedIn={viewerName !== null} />;
  const { community, inviter } = invite;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <div className="grid justify-items-center gap-5 text-center">
      <Tile letter={community.letter} accent={community.colour} size="large" />
      <div>
        <p className="text-soft">
          {inviter ? m.invite_from({ name: isolate(inviter) }) : m.invite_from_nobody()}
        </p>
        <h1 className="mt-1 text-title font-semibold">
          <bdi>{community.name}</bdi>
        </h1>
        <p className="mt-1 text-note text-soft">{m.members_count({ count: community.memberCount })}</p>
      </div>
      <WayIn invite={invite} viewerName={viewerName} code={params.code} failed={failed} />
    </div>
  );
}

function WayIn({
  invite,
  viewerName,
  code,
  failed,
}: {
  invite: InvitePreviewDto;
  viewerName: string | null;
  code: string;
  failed: FailedForm | undefined;
}) {
  const { state, community, approval, questions } = invite;
  const form = useFormState(failed, joinFieldNames(questions));
  if (state === 'paused') return <Notice title={m.invite_paused_title()} text={m.invite_paused_text()} />;
  if (state === 'refused') return <Notice title={m.invite_refused_title()} text={m.invite_refused_text()} />;
  if (state === 'waiting')
    return (
      <>
        <Notice title={m.invite_waiting_title()} text={m.invite_waiting_text()} />
        <Form method="post" className="grid w-full gap-3">
          <FormMessage>{form.message}</FormMessage>
          <SubmitButton look="secondary" intent="withdraw" wide>
            {m.invite_withdraw()}
          </SubmitButton>
        </Form>
      </>
    );
  if (viewerName === null) {
    const encoded = encodeURIComponent(code);
    return (
      <div className="grid w-full gap-2">
        <ButtonLink to={`/register?invite=${encoded}`} look="primary" wide>
          {m.invite_make_account()}
        </ButtonLink>
        <ButtonLink to={`/login?redirectTo=${encodeURIComponent(`/invite/${encoded}`)}`} wide>
          {m.invite_have_account()}
        </ButtonLink>
      </div>
    );
  }
  return (
    <Form
      method="post"
      noValidate
      ref={form.ref}
      className="grid w-full gap-4"
      data-accent={community.colour}
    >
      <FormMessage>{form.message}</FormMessage>
      <div className="grid gap-4 text-start empty:hidden">
        <JoinFields invite={invite} form={form} />
      </div>
      <SubmitButton wide>{approval ? m.invite_ask() : m.invite_join()}</SubmitButton>
      <p className="text-small text-faint">
        {approval && `${m.invite_approval_note()} `}
        {m.invite_as({ name: isolate(viewerName) })}
      </p>
    </Form>
  );
}

function Notice({ title, text }: { title: string; text: string }) {
  return (
    <div role="status" className="w-full rounded-m bg-panel px-4 py-3.5">
      <p className="font-semibold">{title}</p>
      <p className="mt-1 text-note text-balance text-soft">{text}</p>
    </div>
  );
}

function Gone({ signedIn }: { signedIn: boolean }) {
  return (
    <>
      <PageHeading title={m.invite_gone_title()}>{m.problem_invite_gone()}</PageHeading>
      <ButtonLink to={signedIn ? '/' : '/login'} wide>
        {signedIn ? m.error_page_home() : m.login_submit()}
      </ButtonLink>
    </>
  );
}
