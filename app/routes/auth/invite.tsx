import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { previewOrNull } from '../../features/invites/preview.ts';
import { isolate } from '../../lib/bidi.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
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
    if (viewer && invite) {
      const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
      if (communities.some(({ id }) => id === invite.community.id))
        throw redirect(`/c/${invite.community.id}`);
    }
    return { invite, viewerName: viewer?.displayName ?? null };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId } = await scope.services.invites.acceptInvite(scope.ctx, { code: args.params.code });
    return redirect(`/c/${communityId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Invite({
  loaderData: { invite, viewerName },
  actionData,
  params,
}: Route.ComponentProps) {
  if (!invite) return <Gone signedIn={viewerName !== null} />;
  const { community, inviter } = invite;
  const code = encodeURIComponent(params.code);
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
      {viewerName === null ? (
        <div className="grid w-full gap-2">
          <ButtonLink to={`/register?invite=${code}`} look="primary" wide>
            {m.invite_make_account()}
          </ButtonLink>
          <ButtonLink to={`/login?redirectTo=${encodeURIComponent(`/invite/${code}`)}`} wide>
            {m.invite_have_account()}
          </ButtonLink>
        </div>
      ) : (
        <Form method="post" className="grid w-full gap-3" data-accent={community.colour}>
          <FormMessage>{actionData?.text}</FormMessage>
          <SubmitButton wide>{m.invite_join()}</SubmitButton>
          <p className="text-small text-faint">{m.invite_as({ name: isolate(viewerName) })}</p>
        </Form>
      )}
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
