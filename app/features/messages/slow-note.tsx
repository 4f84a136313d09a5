import { Timer } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import { clock, duration } from '../../lib/dates.ts';
import { useClientState, useOutbox } from '../../realtime/hooks.ts';
import { useConversation } from './conversation-context.ts';

/** Looks back this far for the viewer's last message: further up it is too old to matter. */
const lookBack = 200;

/** Says that a channel is in slow mode, and counts down to when the viewer may write again. */
export function SlowNote(): ReactNode {
  const { channel, viewer, ui } = useConversation();
  const last = useClientState(
    (state) =>
      state.logs[channel.id]?.messages.slice(-lookBack).findLast((each) => each.author?.id === viewer.id)
        ?.createdAt ?? null,
  );
  // One that is held took the turn too.
  const waiting = useOutbox(channel.id).map(({ state, queuedAt, retryAt = 0 }) =>
    state === 'held' ? Date.parse(queuedAt) + channel.slowMode * 1000 : retryAt,
  );
  const until = Math.max(0, ...waiting, last ? Date.parse(last) + channel.slowMode * 1000 : 0);
  const [now, setNow] = useState(() => Date.now());
  const left = Math.min(channel.slowMode, (until - now) / 1000);
  const waits = left > 0;

  useEffect(() => {
    setNow(Date.now());
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (until <= Date.now()) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until]);
  useEffect(() => {
    ui.update((value) => ({ ...value, slowUntil: waits ? until : 0 }));
    return () => ui.update((value) => ({ ...value, slowUntil: 0 }));
  }, [ui, waits, until]);

  return (
    <p className="flex items-center gap-1.5 px-4 pb-1.5 text-small text-soft tablet:px-6" data-slow-note>
      <Timer size={14} className="flex-none" aria-hidden />
      {waits ? (
        <span role="timer">{m.slow_left({ time: clock(left) })}</span>
      ) : (
        m.slow_on({ time: duration(channel.slowMode) })
      )}
    </p>
  );
}
