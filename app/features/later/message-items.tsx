import { AlarmClock, Bookmark, BookmarkX } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import type { SavedState } from '#contract/saved';
import { m } from '#i18n';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { useConversation } from '../messages/conversation-context.ts';

/** Of a message's menu: keeping it for oneself, and being reminded of it. */
export function LaterItems({ message }: { message: MessageDto }): ReactNode {
  const { ui, act } = useConversation();
  const realtime = useRealtime();
  const { id } = message;
  // Until it is known nothing can be pressed that would mean the opposite a moment later.
  const [state, setState] = useState<SavedState>();
  useEffect(() => {
    let gone = false;
    realtime.call('saved.find', { messageId: id }).then(
      (found) => gone || setState(found),
      () => gone || setState({ saved: null }),
    );
    return () => {
      gone = true;
    };
  }, [realtime, id]);
  const remindAt = state?.saved?.remindAt ?? null;
  return (
    <>
      <MenuItem
        disabled={!state}
        icon={state?.saved ? <BookmarkX size={16} /> : <Bookmark size={16} />}
        onClick={() => act(state?.saved ? 'unsave' : 'save', message)}
      >
        {state?.saved ? m.later_unsave() : m.later_save()}
      </MenuItem>
      <MenuItem
        disabled={!state}
        icon={<AlarmClock size={16} />}
        onClick={() => ui.update((value) => ({ ...value, later: { about: 'remind', message, remindAt } }))}
      >
        {remindAt ? m.later_remind_change() : m.later_remind()}
      </MenuItem>
    </>
  );
}
