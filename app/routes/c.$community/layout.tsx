import { DoorOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Outlet, type ShouldRevalidateFunctionArgs } from 'react-router';
import { m } from '#i18n';
import { CommunityShell } from '../../features/communities/shell.tsx';
import { useRememberChannel } from '../../features/communities/last-channel.ts';
import { type ShellData, shellDataAtHand } from '../../features/communities/shell-data.ts';
import { readFolded } from '../../features/communities/panels.ts';
import { MemberCards } from '../../features/members/member-cards.tsx';
import { StructureDialogs } from '../../features/channels/structure-dialogs.tsx';
import { answer, missing } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { RealtimeProvider } from '../../realtime/provider.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import type { Route } from './+types/layout';

export async function loader(args: Route.LoaderArgs): Promise<ShellData> {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const bootstrap = await services.communities.getBootstrap(ctx);
    if (!bootstrap.communities.some(({ id }) => id === communityId)) throw missing();
    const members = await services.communities.listMembers(ctx, { communityId });
    return { viewer, bootstrap, members, folded: readFolded(args.request.headers.get('cookie')) };
  });
}

/** A community that is open already needs nothing new to be shown, not even a connection. */
export async function clientLoader({ params, serverLoader }: Route.ClientLoaderArgs): Promise<ShellData> {
  const { communityId } = params;
  const again = window.location.pathname.startsWith(`/c/${communityId}`);
  return (await shellDataAtHand(communityId, again)) ?? serverLoader();
}

/** Events keep the shell up to date. It is read again for another community, after a change made here, and on demand. */
export function shouldRevalidate({
  currentParams,
  nextParams,
  formAction,
  actionStatus = 200,
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  if (formAction === '/preferences' || actionStatus >= 400) return false;
  if (currentParams['communityId'] !== nextParams['communityId'] || formAction) return true;
  return currentUrl.href === nextUrl.href && defaultShouldRevalidate;
}

export default function CommunityLayout({ loaderData, params }: Route.ComponentProps) {
  const { viewer, bootstrap } = loaderData;
  return (
    <RealtimeProvider viewer={viewer} bootstrap={bootstrap}>
      <LiveCommunity {...loaderData} communityId={params.communityId} channelId={channelOf(params)}>
        <Outlet />
      </LiveCommunity>
    </RealtimeProvider>
  );
}

// The channel is a child route's parameter, which the type of this route does not know.
function channelOf(params: Record<string, string | undefined>): string | undefined {
  return params['channelId'];
}

function LiveCommunity({
  communityId,
  channelId,
  members,
  viewer,
  folded,
  bootstrap,
  children,
}: ShellData & {
  communityId: string;
  channelId: string | undefined;
  children: React.ReactNode;
}) {
  const live = useCommunity(communityId);
  const [settledFor, setSettledFor] = useState<string | null>(null);
  useEffect(() => setSettledFor(communityId), [communityId]);
  useRememberChannel(communityId, live?.channels.some(({ id }) => id === channelId) ? channelId : undefined);
  // Just after the address came to it, it may be in the loader's answer a moment earlier.
  const arriving = settledFor === communityId ? undefined : bootstrap;
  const community = live ?? arriving?.communities.find(({ id }) => id === communityId);
  if (!community) return <CommunityGone />;
  return (
    <StructureDialogs community={community}>
      <MemberCards community={community}>
        <CommunityShell community={community} members={members} viewer={viewer} folded={folded}>
          {children}
        </CommunityShell>
      </MemberCards>
    </StructureDialogs>
  );
}

/** The viewer left it on another device, or lost their place in it, while its page was open. */
function CommunityGone() {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<DoorOpen size={24} />}
        title={m.community_gone()}
        actions={
          <ButtonLink to="/" look="primary">
            {m.error_page_home()}
          </ButtonLink>
        }
      >
        {m.community_gone_text()}
      </EmptyState>
    </main>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorPanel error={errorOf(error)} />
    </main>
  );
}
