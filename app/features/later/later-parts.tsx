import { CalendarClock } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { useStore } from '../../realtime/store.ts';
import { IconButton } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useConversation } from '../messages/conversation-context.ts';
import { useTextLength } from '../messages/use-text-length.ts';
import { useScheduledCount } from './use-scheduled-count.ts';

const LaterDialog = lazyPart(() => import('./later-dialog.tsx'));

/** Above the composer: how many of the viewer's messages wait to be sent here; and the window that asks when. */
export function LaterParts(): ReactNode {
  const { channel, ui } = useConversation();
  const asked = useStore(ui, (value) => value.later);
  const count = useScheduledCount(channel.id);
  return (
    <>
      {count > 0 && (
        <p
          data-scheduled-note
          className="flex items-center gap-1.5 px-4 pb-1.5 text-small text-soft tablet:px-6"
        >
          <CalendarClock size={14} className="flex-none" aria-hidden />
          {m.later_count({ count })}
          <span aria-hidden>·</span>
          <Link to="/scheduled" className="link inline-flex items-center pointer-coarse:min-h-11">
            {m.later_show()}
          </Link>
        </p>
      )}
      {asked && (
        <LaterDialog asked={asked} onClose={() => ui.update((value) => ({ ...value, later: null }))} />
      )}
    </>
  );
}

/** Beside the composer's send button while something is written: sends it later. */
export function SendLaterButton({ area }: { area: RefObject<HTMLTextAreaElement | null> }): ReactNode {
  const { ui } = useConversation();
  const { some, over } = useTextLength(area);
  if (!some || over) return null;
  return (
    <IconButton
      label={m.later_send()}
      aria-haspopup="dialog"
      className="my-2 pointer-coarse:my-0.5"
      onPointerEnter={LaterDialog.preload}
      onFocus={LaterDialog.preload}
      onClick={() => ui.update((value) => ({ ...value, later: { about: 'send', replyTo: value.replyTo } }))}
    >
      <CalendarClock size={19} />
    </IconButton>
  );
}
