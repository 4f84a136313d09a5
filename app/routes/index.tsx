import { LogOut, Plus, Settings } from 'lucide-react';
import { redirect } from 'react-router';
import { m } from '#i18n';
import { firstChannel } from '../features/channels/arrange.ts';
import { readLastPlace } from '../features/communities/last-channel.ts';
import { SignOutForm } from '../features/accounts/sign-out-form.tsx';
import { OwnRequests } from '../features/invites/own-requests.tsx';
import { InviteEntry } from '../features/invites/invite-entry.tsx';
import { orUnreachable } from '../lib/reach.ts';
import { answer, submit } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { usePolling } from '../lib/use-polling.ts';
import { viewerOf } from '../lib/viewer.ts';
import { FormMessage } from '../ui/banner.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CalmPage, PageHeading } from '../ui/page-frame.tsx';
import { inviteCodeOf } from '../features/invites/invite-link.ts';
import type { Route } from './+types/index';

export const meta: Route.MetaFunction = () => pageTitle();

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const { services, ctx } = scope;
    const viewer = viewerOf(scope);
    const step = await services.setup.getStep(ctx);
    if (step !== 'done') throw redirect('/setup');
    if (ctx.actor.kind === 'waiting') throw redirect('/waiting');
    if (!viewer) throw redirect('/login');
    const [{ communities }, settings] = await Promise.all([
      services.communities.getBootstrap(ctx),
      services.admin.getSettings(),
    ]);
    const last = readLastPlace(args.request.headers.get('cookie'));
    const community = communities.find(({ id }) => id === last?.communityId) ?? communities[0];
    if (community) {
      const channel = community.channels.find(({ id }) => id === last?.channelId) ?? firstChannel(community);
      throw redirect(`/c/${community.id}/${channel?.id ?? ''}`);
    }
    return {
      viewer,
      mayCreate: settings.membersCreateCommunities || viewer.isAdmin,
      requests: await services.invites.listOwnRequests(ctx),
      now: Date.now(),
    };
  });
}

/** An invite that somebody pasted, or a request that they take back. */
export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, communityId = ''] = form.text('intent').split(':');
    if (intent === 'withdraw') {
      await services.invites.withdrawRequest(ctx, { communityId });
      return redirect('/');
    }
    const code = inviteCodeOf(form.text('invite'));
    return redirect(code ? `/invite/${encodeURIComponent(code)}` : '/');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Nowhere({
  loaderData: { viewer, mayCreate, requests, now },
  actionData,
}: Route.ComponentProps) {
  // Once somebody let the visitor in, the start page leads there.
  usePolling(
    requests.some(({ isRefused }) => !isRefused),
    5000,
  );
  return (
    <CalmPage
      below={
        <SignOutForm className="flex items-center justify-center gap-1">
          <ButtonLink to="/settings" look="quiet">
            <Settings size={17} /> {m.settings_title()}
          </ButtonLink>
          <Button type="submit" look="quiet">
            <LogOut size={17} /> {m.logout()}
          </Button>
        </SignOutForm>
      }
    >
      <PageHeading title={m.nowhere_title({ name: viewer.displayName })}>
        {mayCreate ? m.nowhere_text() : m.nowhere_text_invite_only()}
      </PageHeading>
      <div className="grid gap-6">
        <FormMessage>{actionData?.text}</FormMessage>
        {requests.length > 0 && <OwnRequests requests={requests} now={now} />}
        <InviteEntry />
        {mayCreate && (
          <ButtonLink to="/communities/new" look="primary" wide>
            <Plus size={18} /> {m.community_create()}
          </ButtonLink>
        )}
      </div>
    </CalmPage>
  );
}
