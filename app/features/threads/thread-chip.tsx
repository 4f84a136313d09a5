import { MessagesSquare } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { useThreadOf } from '../../realtime/hooks.ts';

/** Below the message that a thread began at: how much was said in it, and the way there. */
export function ThreadChip({ messageId, address }: { messageId: string; address: string }) {
  const thread = useThreadOf(messageId);
  if (!thread) return null;
  return (
    <Link
      to={`${address}/t/${thread.id}`}
      preventScrollReset
      className="mt-1 inline-flex max-w-full min-h-7 items-center gap-2 rounded-m bg-panel px-2.5 text-note text-soft hover:bg-hover hover:text-text pointer-coarse:min-h-11"
    >
      <MessagesSquare size={14} className="flex-none" aria-hidden />
      <bdi className="truncate font-medium">{thread.name}</bdi>
      <span className="flex-none text-faint">{m.thread_replies({ count: thread.posted })}</span>
    </Link>
  );
}
