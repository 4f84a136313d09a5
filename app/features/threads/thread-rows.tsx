import { CornerDownRight } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { ThreadDto } from '#contract/threads';
import { m } from '#i18n';
import { useUnread } from '../../realtime/hooks.ts';
import { useFollowedThreads } from '../../realtime/thread-hooks.ts';

/** Below a channel: its threads that the viewer follows. */
export default function ThreadRows({ communityId, parentId }: { communityId: string; parentId: string }) {
  const threads = useFollowedThreads(parentId);
  return threads.map((thread) => <ThreadRow key={thread.id} communityId={communityId} thread={thread} />);
}

function ThreadRow({ communityId, thread }: { communityId: string; thread: ThreadDto }) {
  const unread = useUnread(thread.id);
  const current = useParams()['threadId'] === thread.id;
  const shown = current ? 0 : unread;
  return (
    <li
      className="channel-row ms-4"
      data-thread={thread.id}
      data-current={current || undefined}
      data-unread={shown > 0 || undefined}
    >
      <CornerDownRight size={14} className="flex-none opacity-70 rtl:-scale-x-100" aria-hidden />
      <Link
        to={`/c/${communityId}/${thread.parentId}/t/${thread.id}`}
        aria-current={current ? 'page' : undefined}
        className="channel-link min-w-0 flex-1"
      >
        <bdi className="name">{thread.name}</bdi>
        {shown > 0 && <span className="sr-only"> {m.channel_unread({ count: shown })}</span>}
      </Link>
      {shown > 0 && (
        <span
          aria-hidden
          className="min-w-[18px] flex-none rounded-[9px] bg-accent-strong px-1.5 text-center text-tiny leading-[18px] font-bold text-on-accent"
        >
          {shown > 99 ? '99+' : shown}
        </span>
      )}
    </li>
  );
}
