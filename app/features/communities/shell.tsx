import { lazy, type ReactNode, Suspense } from 'react';
import type { CommunityDto, MemberPage } from '#contract/communities';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { AccountFooter } from '../accounts/account-footer.tsx';
import { ChannelNav } from '../channels/channel-nav.tsx';
import { CommunityHeader } from './community-header.tsx';
import { LatePanelHandle } from './late-panel-handle.tsx';
import { Rail } from './rail.tsx';
import { beside } from './panels.ts';
import { type Panel, ShellContext } from './shell-controls.tsx';
import { useShell } from './use-shell.ts';
import { insist } from '../../realtime/insist.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSwipe } from './use-swipe.ts';

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
  const shell = useShell(folded);
  const { drawer, close, openDrawer, ref } = shell;
  const over = drawer === 'channels' || drawer === 'members';

  useSwipe(ref, (towards) => {
    if (drawer === 'channels' && towards === -1) close();
    else if (drawer === 'members' && towards === 1) close();
    else if (drawer === 'none' && !window.matchMedia(beside.sidebar).matches)
      openDrawer(towards === 1 ? 'channels' : 'members');
  });

  return (
    <ShellContext value={shell}>
      <div
        ref={ref}
        className="shell"
        data-accent={community.colour}
        data-drawer={drawer}
        data-sidebar={shell.folded.has('sidebar') ? 'closed' : 'open'}
        data-members={shell.folded.has('members') ? 'closed' : 'open'}
      >
        <div id="channels" className="shell-nav">
          <Rail />
          <aside className="side" aria-label={m.shell_channels()}>
            <CommunityHeader community={community} />
            <ChannelNav community={community} />
            <AccountFooter viewer={viewer} />
            <LatePanelHandle panel="sidebar" />
          </aside>
        </div>
        <main id="main" tabIndex={-1} className="shell-main" inert={over}>
          {community.raidAlarm && <RaidBanner communityId={community.id} />}
          {children}
        </main>
        <aside id="members" tabIndex={-1} className="shell-members" aria-label={m.shell_members()}>
          <LatePanelHandle panel="members" />
          <Suspense fallback={<Skeleton className="m-4 h-32" />}>
            <MembersPanel key={community.id} community={community} first={members} />
          </Suspense>
        </aside>
        <a
          href="#main"
          tabIndex={-1}
          aria-hidden
          className="shell-scrim"
          onClick={(event) => {
            event.preventDefault();
            close();
          }}
        />
      </div>
    </ShellContext>
  );
}
