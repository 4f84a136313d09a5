import { ArrowRight } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { inviteLink } from '../../features/invites/invite-link.ts';
import { SetupProgress } from '../../features/setup/progress.tsx';
import { relativeTime } from '../../lib/dates.ts';
import { originOf } from '../../lib/origin.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { CalmPage } from '../../ui/page-frame.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { Tile } from '../../ui/tile.tsx';
import type { Route } from './+types/welcome';

export const meta: Route.MetaFunction = ({ loaderData }) => pageTitle(loaderData?.community.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const { communities } = await services.communities.getBootstrap(ctx);
    const community = communities.find(({ id }) => id === communityId);
    if (!community) throw missing();
    const [invite] = await services.invites.listInvites(ctx, { communityId });
    const { id, name, letter, colour } = community;
    return {
      community: { id, name, letter, colour },
      invite: invite
        ? {
            link: inviteLink(services.address.originFor(originOf(args.request)), invite.code),
            expiresAt: invite.expiresAt,
          }
        : null,
      now: Date.now(),
      hasAddress: services.address.isAskedFor,
      setup: new URL(args.request.url).searchParams.has('setup'),
    };
  });
}

/** Makes the first invite of a community that has none yet. */
export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }) => {
    const { communityId } = args.params;
    await services.invites.createInvite(ctx, { communityId });
    return redirect(`/welcome/${communityId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Welcome({ loaderData, actionData }: Route.ComponentProps) {
  const { community, invite, now, setup, hasAddress } = loaderData;
  return (
    <CalmPage above={setup && <SetupProgress step="invite" hasAddress={hasAddress} />}>
      <div className="grid justify-items-center gap-5 text-center" data-accent={community.colour}>
        <Tile letter={community.letter} accent={community.colour} size="large" />
        <div>
          <h1 className="text-title font-semibold">
            {m.welcome_title()} <bdi>{community.name}</bdi>
          </h1>
          <p className="mt-1.5 text-soft">{m.welcome_text()}</p>
        </div>
        {invite ? (
          <div className="w-full text-start">
            <CopyField label={m.invite_link()} value={invite.link} look="primary" />
            <p className="mt-2 text-small text-faint">
              {invite.expiresAt
                ? m.invite_expires({ when: relativeTime(invite.expiresAt, now) })
                : m.invite_never_expires()}
            </p>
          </div>
        ) : (
          <Form method="post" className="grid w-full gap-3">
            <FormMessage>{actionData?.text}</FormMessage>
            <SubmitButton wide>{m.invite_create()}</SubmitButton>
          </Form>
        )}
        <ButtonLink to={`/c/${community.id}`} wide look={invite ? 'secondary' : 'quiet'}>
          {m.welcome_open()} <ArrowRight size={17} className="rtl:-scale-x-100" />
        </ButtonLink>
      </div>
    </CalmPage>
  );
}
