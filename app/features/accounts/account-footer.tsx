import { Settings } from 'lucide-react';
import { useState } from 'react';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { useOwnPresence } from '../../realtime/hooks.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { PresenceAvatar } from '../presence/presence-avatar.tsx';
import { useLook } from '../settings/use-look.ts';

const AccountMenu = lazyPart(() => import('./account-menu.tsx'));
// What one says and hears of oneself can come a moment later.
const OwnState = lazyPart(() => import('../presence/own-state.tsx'));
const StatusDialog = lazyPart(() => import('../presence/status-dialog.tsx'));

/** Who is signed in and how others see them, with their settings one step away. */
export default function AccountFooter({ viewer }: { viewer: ViewerDto }) {
  const keepLook = useLook();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asksStatus, setAsksStatus] = useState(false);
  const { chosen, status } = useOwnPresence();
  const state = chosen === 'invisible' ? 'offline' : chosen;
  return (
    <footer className="flex-none p-2 pb-[max(8px,env(safe-area-inset-bottom))]">
      <MenuTrigger
        to="/settings"
        onOpen={setAnchor}
        preload={AccountMenu.preload}
        className="flex w-full min-w-0 items-center gap-2.5 rounded-m p-1.5 text-start hover:bg-hover"
      >
        <PresenceAvatar id={viewer.id} name={viewer.displayName} state={state} showsOffline />
        <span className="min-w-0 flex-1">
          <bdi className="name leading-tight font-medium">{viewer.displayName}</bdi>
          <span className="name min-h-[1lh] text-small leading-tight text-faint">
            {!status && <bdi>{viewer.username}</bdi>}
            <OwnState />
          </span>
        </span>
        <Settings size={18} className="me-1 flex-none text-soft" aria-hidden />
        <span className="sr-only">. {m.account_menu()}</span>
      </MenuTrigger>
      {anchor && (
        <AccountMenu
          anchor={anchor}
          isAdmin={viewer.isAdmin}
          onTheme={(theme) => keepLook({ theme })}
          onStatus={() => setAsksStatus(true)}
          onClose={() => setAnchor(null)}
        />
      )}
      {asksStatus && <StatusDialog onClose={() => setAsksStatus(false)} />}
    </footer>
  );
}
