import { useEffect, useState } from 'react';
import { unreadOf } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/provider.tsx';

/**
 * The `seq` below which everything counts as read for the "new" line. It stands still while one reads, or the line
 * would run away; leaving the window with everything read moves it to the end, so that it marks what comes meanwhile.
 */
export function useUnreadLine(channelId: string): number {
  const realtime = useRealtime();
  const [seq, setSeq] = useState(() => realtime.state.get().counters[channelId]?.readSeq ?? 0);

  useEffect(() => {
    const leave = (): void => {
      const { counters, logs } = realtime.state.get();
      if (unreadOf(counters[channelId]) > 0) return;
      setSeq(logs[channelId]?.messages.at(-1)?.seq ?? counters[channelId]?.readSeq ?? 0);
    };
    window.addEventListener('blur', leave);
    return () => window.removeEventListener('blur', leave);
  }, [realtime, channelId]);

  // One's own message says that one has seen the rest.
  useEffect(
    () =>
      realtime.outbox.subscribe(() => {
        if (!realtime.outbox.get().some((entry) => entry.channelId === channelId)) return;
        setSeq((now) => Math.max(now, realtime.state.get().logs[channelId]?.messages.at(-1)?.seq ?? 0));
      }),
    [realtime, channelId],
  );

  return seq;
}
