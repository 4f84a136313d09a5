import { Settings } from 'lucide-react';
import { useState } from 'react';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { Avatar } from '../../ui/avatar.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { useLook } from '../settings/use-look.ts';

const AccountMenu = lazyPart(() => import('./account-menu.tsx'));

/** Who is signed in, with their settings one step away. */
export function AccountFooter({ viewer }: { viewer: ViewerDto }) {
  const keepLook = useLook();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <footer className="flex-none p-2 pb-[max(8px,env(safe-area-inset-bottom))]">
      <MenuTrigger
        to="/settings"
        onOpen={setAnchor}
        preload={AccountMenu.preload}
        className="flex w-full min-w-0 items-center gap-2.5 rounded-m p-1.5 text-start hover:bg-hover"
      >
        <Avatar id={viewer.id} name={viewer.displayName} />
        <span className="min-w-0 flex-1">
          <bdi className="name leading-tight font-medium">{viewer.displayName}</bdi>
          <bdi className="name text-small leading-tight text-faint">{viewer.username}</bdi>
        </span>
        <Settings size={18} className="me-1 flex-none text-soft" aria-hidden />
        <span className="sr-only">{m.account_menu()}</span>
      </MenuTrigger>
      {anchor && (
        <AccountMenu
          anchor={anchor}
          isAdmin={viewer.isAdmin}
          onTheme={(theme) => keepLook({ theme })}
          onClose={() => setAnchor(null)}
        />
      )}
    </footer>
  );
}
