import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { useUnread } from '../../realtime/hooks.ts';
import { useConversation } from './conversation-context.ts';

/** The way back to the newest message, with how many came meanwhile. */
export function JumpToPresent({ away }: { away: boolean }): ReactNode {
  const { channel, act } = useConversation();
  const unread = useUnread(channel.id);
  if (!away) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center px-4">
      <button
        type="button"
        className="pointer-events-auto flex min-h-9 items-center gap-2 rounded-full bg-raised px-4 text-note font-medium shadow-raised hover:text-accent-strong pointer-coarse:min-h-11"
        onClick={() => act('jumpToPresent')}
      >
        <ArrowDown size={16} className="text-accent-strong" aria-hidden />
        {unread > 0 ? m.chat_new_below({ count: unread }) : m.chat_to_present()}
      </button>
    </div>
  );
}
