import { Bookmark, CheckCheck, Inbox, Maximize2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { InboxItem } from '#contract/notifications';
import { m } from '#i18n';
import { useInboxUnread } from '../../realtime/inbox-hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { Button, iconClass, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { placeMenu } from '../../ui/place-menu.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { timesFor } from '../messages/times.ts';
import { InboxList } from './inbox-list.tsx';

/** The latest of the inbox, at the button that opened it; on a phone from below. */
export default function InboxPanel({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  const realtime = useRealtime();
  const box = useRef<HTMLDivElement>(null);
  const unread = useInboxUnread();
  const [items, setItems] = useState<readonly InboxItem[] | 'failed' | null>(null);
  const [again, setAgain] = useState(0);
  const { key } = useLocation();
  const [openedAt] = useState(key);

  // What comes or is read meanwhile shows at once.
  useEffect(() => {
    let gone = false;
    realtime.call('inbox.list', {}).then(
      (page) => gone || setItems(page.items),
      () => gone || setItems((now) => (Array.isArray(now) ? now : 'failed')),
    );
    return () => {
      gone = true;
    };
  }, [realtime, unread, again]);

  useEffect(() => {
    if (key !== openedAt) box.current?.hidePopover();
  }, [key, openedAt]);

  useLayoutEffect(() => {
    const panel = box.current;
    if (!panel) return;
    if (!panel.matches(':popover-open')) {
      panel.showPopover();
      panel.focus({ preventScroll: true });
    }
    placeMenu(panel, anchor, 'start');
  }, [anchor, items]);

  const read = (ids: string[]) => {
    setItems((now) =>
      Array.isArray(now)
        ? now.map((item: InboxItem) => (ids.includes(item.id) ? { ...item, unread: false } : item))
        : now,
    );
    void realtime.call('inbox.read', { itemIds: ids }).catch(() => setAgain((count) => count + 1));
  };
  const readAll = () =>
    void realtime
      .call('inbox.read_all', {})
      .catch(() => undefined)
      .then(() => setAgain((count) => count + 1));

  return (
    <div
      ref={box}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={m.inbox_title()}
      className="menu p-2 outline-none tablet:w-[420px] tablet:max-w-[420px]"
      onToggle={(event) => {
        if (event.newState === 'open') return;
        if (document.activeElement === document.body) anchor.focus();
        onClose();
      }}
    >
      <header className="mb-1 flex items-center gap-1 ps-2">
        <h2 className="flex-1 font-semibold">{m.inbox_title()}</h2>
        {unread > 0 && (
          <IconButton label={m.inbox_mark_all()} onClick={readAll}>
            <CheckCheck size={18} />
          </IconButton>
        )}
        <Link to="/saved" aria-label={m.later_nav()} title={m.later_nav()} className={iconClass}>
          <Bookmark size={17} />
        </Link>
        <Link to="/inbox" aria-label={m.inbox_open()} title={m.inbox_open()} className={iconClass}>
          <Maximize2 size={16} />
        </Link>
      </header>
      <div className="max-h-[min(540px,70dvh)] overflow-y-auto">
        {items === null && <Skeleton className="h-24" />}
        {items === 'failed' && (
          <div className="grid gap-2 p-3 text-note text-soft">
            {m.inbox_failed()}
            <Button onClick={() => setAgain((count) => count + 1)}>{m.inbox_again()}</Button>
          </div>
        )}
        {Array.isArray(items) && items.length === 0 && (
          <EmptyState level="h2" icon={<Inbox size={22} />} title={m.inbox_none_title()}>
            {m.inbox_none_text()}
          </EmptyState>
        )}
        {Array.isArray(items) && items.length > 0 && (
          <InboxList
            items={items as InboxItem[]}
            now={Date.now()}
            times={timesFor()}
            onRead={(id) => read([id])}
            onFollow={(item) => item.unread && read([item.id])}
          />
        )}
      </div>
    </div>
  );
}
