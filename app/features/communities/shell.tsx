import { lazy, type ReactNode, Suspense } from 'react';
import type { CommunityDto, MemberPage } from '#contract/communities';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { insist } from '../../realtime/insist.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ChannelNav } from '../channels/channel-nav.tsx';
import { CommunityHeader } from './community-header.tsx';
import type { Panel } from './shell-controls.tsx';
import { ShellFrame } from './shell-frame.tsx';

const RaidBanner = lazyPart(() => import('../invites/raid-banner.tsx'));
// Comes with the page as markup; its code follows, as often as it takes, when the conversation has its own.
const MembersPanel = lazy(() => insist(() => import('../members/members-panel.tsx')));

/** Everything around a page of a community: the rail, its channels, its members. */
export function CommunityShell({
  community,
  members,
  viewer,
  folded,
  children,
}: {
  community: CommunityDto;
  members: MemberPage | null;
  viewer: ViewerDto;
  folded: readonly Panel[];
  children: ReactNode;
}) {
  return (
    <ShellFrame
      accent={community.colour}
      viewer={viewer}
      folded={folded}
      sideLabel={m.shell_channels()}
      side={
        <>
          <CommunityHeader community={community} />
          <ChannelNav community={community} />
        </>
      }
      panel={{
        label: m.shell_members(),
        content: (
          <Suspense fallback={<Skeleton className="m-4 h-32" />}>
            <MembersPanel key={community.id} community={community} first={members} />
          </Suspense>
        ),
      }}
    >
      {community.raidAlarm && <RaidBanner communityId={community.id} />}
      {children}
    </ShellFrame>
  );
}
