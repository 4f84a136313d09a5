import { Outlet, type ShouldRevalidateFunctionArgs } from 'react-router';
import { m } from '#i18n';
import { readFolded } from '../../features/communities/panels.ts';
import { type ShellData, shellDataAtHand } from '../../features/communities/shell-data.ts';
import { ShellFrame } from '../../features/communities/shell-frame.tsx';
import { DirectNav } from '../../features/direct/direct-nav.tsx';
import { answer } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { RealtimeProvider } from '../../realtime/provider.tsx';
import { ErrorPanel, errorOf } from '../../ui/error-page.tsx';
import type { Route } from './+types/layout';

export async function loader(args: Route.LoaderArgs): Promise<ShellData> {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const bootstrap = await scope.services.communities.getBootstrap(scope.ctx);
    return { viewer, bootstrap, members: null, folded: readFolded(args.request.headers.get('cookie')) };
  });
}

export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs): Promise<ShellData> {
  const again = window.location.pathname.startsWith('/dm');
  return (await shellDataAtHand(null, again)) ?? serverLoader();
}

/** Events keep it up to date. It is read again after a change made here, and on demand. */
export function shouldRevalidate({
  formAction,
  actionStatus = 200,
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  if (formAction === '/preferences' || actionStatus >= 400) return false;
  if (formAction) return true;
  return currentUrl.href === nextUrl.href && defaultShouldRevalidate;
}

export default function DirectLayout({ loaderData: { viewer, bootstrap, folded } }: Route.ComponentProps) {
  return (
    <RealtimeProvider viewer={viewer} bootstrap={bootstrap}>
      <ShellFrame
        viewer={viewer}
        folded={folded}
        sideLabel={m.direct_title()}
        side={<DirectNav viewer={viewer} />}
      >
        <Outlet />
      </ShellFrame>
    </RealtimeProvider>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorPanel error={errorOf(error)} />
    </main>
  );
}
