import { Link } from 'react-router';
import type { ThreadDto } from '#contract/threads';
import { m } from '#i18n';
import { useChannelLog } from '../../realtime/hooks.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { shownName } from '../members/names.ts';

/** What a thread began at, as far as it is loaded; leads there. */
export function RootLine({ thread, address }: { thread: ThreadDto; address: string }) {
  const root = useChannelLog(thread.parentId)?.messages.find(({ id }) => id === thread.rootId);
  if (!thread.rootId) return null;
  const excerpt = root && (excerptOf(root) || m.chat_forwarded());
  return (
    <Link
      to={`${address}/${thread.rootId}`}
      className="flex flex-none items-baseline gap-2 border-b border-line bg-panel px-4 py-2 text-note text-soft hover:text-text"
    >
      {root?.author && <bdi className="flex-none font-semibold text-text">{shownName(root.author)}</bdi>}
      <span dir="auto" className="truncate">
        {excerpt ?? m.thread_root()}
      </span>
    </Link>
  );
}
