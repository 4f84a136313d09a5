import { Bell, BellOff, MessagesSquare, Settings2, X } from 'lucide-react';
import { Link } from 'react-router';
import type { ThreadDto } from '#contract/threads';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useFollows } from '../../realtime/thread-hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { IconButton, iconClass } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';

/** The bar above a thread: what it is called, whether one follows it, and the way back. */
export function ThreadHeader({
  thread,
  address,
  mayChange,
}: {
  thread: ThreadDto;
  /** Of the channel that it belongs to. */
  address: string;
  mayChange: boolean;
}) {
  const realtime = useRealtime();
  const follows = useFollows(thread.id);
  const toast = useToast();
  const toggle = () =>
    realtime.call('thread.follow', { threadId: thread.id, following: !follows }).catch((error: unknown) => {
      toast(error instanceof Refused ? sentence(error.error) : m.chat_unreachable(), { kind: 'danger' });
    });
  return (
    <header className="flex h-(--header) flex-none items-center gap-2 border-b border-line ps-4 pe-2.5">
      <MessagesSquare size={17} className="flex-none text-soft" aria-hidden />
      <h2 className="min-w-0 flex-1 truncate font-semibold" title={thread.name}>
        <bdi>{thread.name}</bdi>
      </h2>
      {mayChange && (
        <Link
          to={`${address}/t/${thread.id}/edit`}
          aria-label={m.thread_settings()}
          title={m.thread_settings()}
          className={iconClass}
        >
          <Settings2 size={17} />
        </Link>
      )}
      <IconButton
        label={follows ? m.thread_unfollow() : m.thread_follow()}
        aria-pressed={follows}
        className="needs-js"
        onClick={() => void toggle()}
      >
        {follows ? <Bell size={17} /> : <BellOff size={17} />}
      </IconButton>
      <Link
        to={address}
        preventScrollReset
        aria-label={m.thread_close()}
        title={m.thread_close()}
        className={iconClass}
      >
        <X size={18} />
      </Link>
    </header>
  );
}
