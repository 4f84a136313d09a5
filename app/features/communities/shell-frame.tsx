import { lazy, type ReactNode, Suspense } from 'react';
import type { ViewerDto } from '#contract/accounts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { insist } from '../../realtime/insist.ts';
import { LatePanelHandle } from './late-panel-handle.tsx';
import { beside } from './panels.ts';
import { Rail } from './rail.tsx';
import { type Panel, ShellContext } from './shell-controls.tsx';
import { useShell } from './use-shell.ts';
import { useSwipe } from './use-swipe.ts';

const Watcher = lazyPart(() => import('../notifications/watcher.tsx'));
const Finders = lazyPart(() => import('../search/finders.tsx'));

// Comes with the page as markup; its code follows.
const AccountFooter = lazy(() => insist(() => import('../accounts/account-footer.tsx')));

/** The app's frame: the rail, a list of where one can go, the page, and perhaps a panel beside it. */
export function ShellFrame({
  accent,
  viewer,
  folded,
  sideLabel,
  side,
  panel,
  children,
}: {
  accent?: string;
  viewer: ViewerDto;
  folded: readonly Panel[];
  sideLabel: string;
  side: ReactNode;
  panel?: { label: string; content: ReactNode };
  children: ReactNode;
}) {
  const shell = useShell(folded);
  const { drawer, close, openDrawer, ref } = shell;
  const over = drawer === 'channels' || drawer === 'members';

  useSwipe(ref, (towards) => {
    if (drawer === 'channels' && towards === -1) close();
    else if (drawer === 'members' && towards === 1) close();
    else if (drawer === 'none' && !window.matchMedia(beside.sidebar).matches) {
      if (towards === 1) openDrawer('channels');
      else if (panel) openDrawer('members');
    }
  });

  return (
    <ShellContext value={shell}>
      <Watcher />
      <div
        ref={ref}
        className="shell"
        data-accent={accent}
        data-drawer={drawer}
        data-sidebar={shell.folded.has('sidebar') ? 'closed' : 'open'}
        data-members={shell.folded.has('members') ? 'closed' : 'open'}
      >
        <div id="channels" className="shell-nav">
          <Rail />
          <aside className="side" aria-label={sideLabel}>
            {side}
            <Suspense fallback={<div className="h-[60px] flex-none" />}>
              <AccountFooter viewer={viewer} />
            </Suspense>
            <LatePanelHandle panel="sidebar" />
          </aside>
        </div>
        <main id="main" tabIndex={-1} className="shell-main" inert={over}>
          {children}
        </main>
        {panel && (
          <aside id="members" tabIndex={-1} className="shell-members" aria-label={panel.label}>
            <LatePanelHandle panel="members" />
            {panel.content}
          </aside>
        )}
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
      <Finders />
    </ShellContext>
  );
}
