import { ArrowUp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { m } from '#i18n';
import { unreadOf } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useConversation } from './conversation-context.ts';

/** Says how much was missed when more came than fits a page, and leads to where it begins. */
export function UnreadAbove({ readSeq }: { readSeq: number }): ReactNode {
  const realtime = useRealtime();
  const { channel, act } = useConversation();
  // As it was on opening: reaching the end reads everything at once.
  const [count] = useState(() => unreadOf(realtime.state.get().counters[channel.id]));
  const [closed, setClosed] = useState(false);
  if (closed || count === 0) return null;
  return (
    <div className="relative z-(--layer-sticky)">
      <div className="absolute inset-x-3 top-2 flex items-center rounded-m bg-raised shadow-raised tablet:inset-x-5">
        <button
          type="button"
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-m px-3.5 text-start text-note font-medium hover:text-accent-strong pointer-coarse:min-h-11"
          onClick={() => act('jumpToUnread', readSeq)}
        >
          <ArrowUp size={16} className="flex-none text-accent-strong" aria-hidden />
          <span className="truncate">{m.chat_unread_above({ count })}</span>
          <span className="ms-auto flex-none text-accent-strong max-tablet:sr-only">
            {m.chat_to_unread()}
          </span>
        </button>
        <button
          type="button"
          aria-label={m.chat_mark_read()}
          title={m.chat_mark_read()}
          className="grid size-9 flex-none place-items-center rounded-m text-soft hover:bg-hover pointer-coarse:size-11"
          onClick={() => {
            act('markRead');
            setClosed(true);
          }}
        >
          <X size={16} />
        </button>
      </div>
    </div>
  );
}
