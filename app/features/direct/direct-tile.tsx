import { MessagesSquare } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';
import { useDirectUnread } from '../../realtime/hooks.ts';

/** The way to one's friends and conversations, at the top of the rail. */
export default function DirectTile() {
  const open = useLocation().pathname.startsWith('/dm');
  const unread = useDirectUnread();
  return (
    <Link
      to="/dm"
      title={m.direct_title()}
      aria-current={open || undefined}
      className="group relative block rounded-tile"
    >
      <span
        aria-hidden
        className={cx(
          'absolute -start-3 top-1/2 w-1 -translate-y-1/2 rounded-e-s bg-text transition-[height,opacity]',
          open ? 'h-6.5' : 'h-0 opacity-0 group-hover:h-4 group-hover:opacity-60',
        )}
      />
      <span
        aria-hidden
        className={cx(
          'grid size-11 place-items-center rounded-tile transition-colors',
          open ? 'bg-accent text-on-accent' : 'bg-panel text-soft group-hover:text-text',
        )}
      >
        <MessagesSquare size={20} />
      </span>
      <span className="sr-only">
        {m.direct_title()}
        {unread > 0 && ` (${m.direct_unread({ count: unread })})`}
      </span>
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -end-1.5 -bottom-1 min-w-[18px] rounded-[9px] bg-accent-strong px-1 text-center text-tiny leading-[18px] font-bold text-on-accent ring-3 ring-rail"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}
