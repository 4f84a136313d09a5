import { CalendarClock, ChartBarBig, Check, Flag, Gavel, Shield } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { InboxItem } from '#contract/notifications';
import { m } from '#i18n';
import { relativeTime } from '../../lib/dates.ts';
import { cx } from '../../lib/cx.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { iconClass } from '../../ui/button.tsx';
import { MentionLine } from '../messages/mention-line.tsx';
import { MentionsContext } from '../messages/mentions-context.ts';
import type { Times } from '../messages/times.ts';
import { shownName } from '../members/names.ts';
import { inboxAddress, inboxPlace, inboxText, inboxTitle } from './inbox-texts.ts';

/**
 * Items of the inbox. Without `onRead` the buttons belong to a form around it, whose field `intent` they set; `onFollow`
 * hears of the one that somebody goes to.
 */
export function InboxList({
  items,
  now,
  times,
  onRead,
  onFollow,
}: {
  items: readonly InboxItem[];
  now: number;
  times: Times;
  onRead?: (id: string) => void;
  onFollow?: (item: InboxItem) => void;
}): ReactNode {
  return (
    <ul className="grid gap-1">
      {items.map((item) => (
        <Row key={item.id} item={item} now={now} times={times} onRead={onRead} onFollow={onFollow} />
      ))}
    </ul>
  );
}

function Row({
  item,
  now,
  times,
  onRead,
  onFollow,
}: {
  item: InboxItem;
  now: number;
  times: Times;
  onRead: ((id: string) => void) | undefined;
  onFollow: ((item: InboxItem) => void) | undefined;
}): ReactNode {
  const address = inboxAddress(item);
  // A time that is near needs no day.
  const isNear = Math.abs(Date.parse(item.text) - Date.parse(item.at)) < 43_200_000;
  const title = inboxTitle(item, isNear ? times.time : times.full);
  const text = inboxText(item);
  const isQuiet = item.kind === 'reaction';
  return (
    <li
      data-item={item.id}
      data-unread={item.unread || undefined}
      className={cx(
        'relative flex items-start gap-3 rounded-m p-2.5 hover:bg-hover focus-within:bg-hover',
        item.unread && !isQuiet && 'bg-mention',
      )}
    >
      <Picture item={item} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          {/* The browser's own forms of a time may differ from the instance's. */}
          <span
            suppressHydrationWarning
            className={cx('min-w-0 flex-1 text-note', item.unread && !isQuiet && 'font-semibold')}
          >
            {address ? (
              <Link
                to={address}
                suppressHydrationWarning
                onClick={() => onFollow?.(item)}
                className="after:absolute after:inset-0 after:rounded-m after:content-[''] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-strong"
              >
                {title}
              </Link>
            ) : (
              title
            )}
            {item.unread && <span className="sr-only"> ({m.inbox_unread_mark()})</span>}
          </span>
          <time
            dateTime={item.at}
            title={times.full(item.at)}
            className="flex-none text-small text-faint"
            suppressHydrationWarning
          >
            {relativeTime(item.at, now)}
          </time>
        </p>
        {text && (
          <p dir="auto" className="line-clamp-2 text-note text-soft [overflow-wrap:anywhere]">
            <MentionsContext value={{ communityId: item.community?.id ?? null, people: item.mentioned }}>
              <MentionLine text={text} />
            </MentionsContext>
          </p>
        )}
        <p className="truncate text-small text-faint">{inboxPlace(item)}</p>
      </div>
      {item.unread && (
        <button
          type={onRead ? 'button' : 'submit'}
          name="intent"
          value={`read:${item.id}`}
          aria-label={m.inbox_mark_one()}
          title={m.inbox_mark_one()}
          className={cx(iconClass, 'relative flex-none')}
          onClick={onRead && (() => onRead(item.id))}
        >
          <Check size={17} />
        </button>
      )}
    </li>
  );
}

function Picture({ item }: { item: InboxItem }): ReactNode {
  if (item.actor) return <Avatar id={item.actor.id} name={shownName(item.actor)} />;
  const Icon =
    {
      'report.resolved': Flag,
      'member.timeout': Gavel,
      'poll.ended': ChartBarBig,
      'scheduled.failed': CalendarClock,
      'scheduled.held': CalendarClock,
    }[item.kind as string] ?? Shield;
  return (
    <span className="grid size-9 flex-none place-items-center rounded-[12px] bg-selected text-soft">
      <Icon size={18} aria-hidden />
    </span>
  );
}
