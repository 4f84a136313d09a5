import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { m } from '#i18n';
import { useInboxUnread } from '../../realtime/inbox-hooks.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { MenuTrigger } from '../../ui/menu-trigger.tsx';
import { RailCount } from '../communities/rail-count.tsx';

const InboxPanel = lazyPart(() => import('./inbox-panel.tsx'));

/** The way to the inbox, at the foot of the rail. */
export default function InboxLink() {
  const unread = useInboxUnread();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = unread > 0 ? m.inbox_waiting({ count: unread }) : m.inbox_title();
  return (
    <>
      <MenuTrigger
        to="/inbox"
        onOpen={setAnchor}
        preload={InboxPanel.preload}
        aria-label={label}
        title={label}
        className="relative mt-auto grid size-11 flex-none place-items-center rounded-tile bg-panel text-soft transition-colors hover:bg-accent-soft hover:text-accent-strong"
      >
        <Inbox size={19} />
        {unread > 0 && <RailCount count={unread} />}
      </MenuTrigger>
      {anchor && <InboxPanel anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}
