import { useEffect, useState } from 'react';
import type { ChannelLog } from '../../realtime/channel-log.ts';
import { unreadOf } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';

/**
 * The `seq` up to which nothing counts as new, for the "new" line: where reading had come to when the channel was
 * opened. It stands still while one reads what was missed, or the line would run away. Once everything is read it
 * follows what comes before one's eyes, stops when one looks away, and so marks what comes meanwhile.
 */
export function useUnreadLine(channelId: string, log: ChannelLog): number {
  const realtime = useRealtime();
  const [seq, setSeq] = useState(() => {
    const counters = realtime.state.get().counters[channelId];
    return counters && unreadOf(counters) > 0
      ? counters.readSeq
      : Math.max(counters?.version ?? 0, log.version);
  });

  useEffect(() => {
    const counters = realtime.state.get().counters[channelId];
    let following = unreadOf(counters) === 0;
    const toEnd = (): void => {
      following = true;
      setSeq((now) => Math.max(now, realtime.state.get().counters[channelId]?.version ?? 0));
    };
    const arrive = (): void => {
      if (!following) return;
      if (realtime.reading.get().has(channelId)) toEnd();
      else if (unreadOf(realtime.state.get().counters[channelId]) > 0) following = false;
    };
    const leave = (): void => {
      if (unreadOf(realtime.state.get().counters[channelId]) === 0) toEnd();
    };
    // Who writes has seen the rest.
    const write = (): void => {
      if (realtime.outbox.get().some((entry) => entry.channelId === channelId)) toEnd();
    };
    window.addEventListener('blur', leave);
    const stops = [realtime.state.subscribe(arrive), realtime.outbox.subscribe(write)];
    return () => {
      window.removeEventListener('blur', leave);
      for (const stop of stops) stop();
    };
  }, [realtime, channelId]);

  return seq;
}
