import { Menu as MenuIcon, PanelLeft, Users } from 'lucide-react';
import { createContext, use } from 'react';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { useMedia } from '../../lib/use-media.ts';
import { iconClass } from '../../ui/button.tsx';

import { beside } from './panels.ts';

export type Drawer = 'none' | 'channels' | 'members';
export type Panel = 'sidebar' | 'members';

export interface Shell {
  /** Which panel lies over the conversation in a narrow window; undefined before JavaScript runs. */
  drawer: Drawer | undefined;
  /** Panels that the visitor has folded away in a wide window. */
  folded: ReadonlySet<Panel>;
  openDrawer(drawer: Drawer): void;
  /** Folds or shows a panel where there is room for it, else slides it over the conversation. */
  toggle(panel: Panel): void;
}

export const ShellContext = createContext<Shell>({
  drawer: undefined,
  folded: new Set(),
  openDrawer: () => undefined,
  toggle: () => undefined,
});

/** For a page's header: opens the rail and the channels on a phone. Not there in a wider window. */
export function OpenChannelsButton() {
  const { openDrawer } = use(ShellContext);
  return (
    <a
      href="#channels"
      aria-label={m.shell_open_channels()}
      title={m.shell_open_channels()}
      className={cx(iconClass, '-ms-2 tablet:hidden')}
      onClick={(event) => {
        event.preventDefault();
        openDrawer('channels');
      }}
    >
      <MenuIcon size={19} />
    </a>
  );
}

/** For a page's header: brings a folded channel list back. There only while it is folded. */
export function UnfoldChannelsButton() {
  const { folded, toggle } = use(ShellContext);
  if (!folded.has('sidebar')) return null;
  return (
    <button
      type="button"
      aria-label={m.shell_show_sidebar()}
      title={m.shell_show_sidebar()}
      className={cx(iconClass, '-ms-2 max-tablet:hidden')}
      onClick={() => toggle('sidebar')}
    >
      <PanelLeft size={18} />
    </button>
  );
}

/** For a page's header: shows or hides the member list. */
export function MembersButton() {
  const { drawer, folded, toggle } = use(ShellContext);
  const isBeside = useMedia(beside.members, true);
  return (
    <a
      href="#members"
      role="button"
      aria-label={m.shell_members()}
      title={m.shell_members()}
      aria-pressed={isBeside ? !folded.has('members') : drawer === 'members'}
      className={iconClass}
      onClick={(event) => {
        event.preventDefault();
        toggle('members');
      }}
      onKeyDown={(event) => {
        if (event.key === ' ') {
          event.preventDefault();
          toggle('members');
        }
      }}
    >
      <Users size={18} />
    </a>
  );
}
