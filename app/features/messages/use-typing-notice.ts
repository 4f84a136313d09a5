import { useCallback, useRef } from 'react';
import { typingMs } from '#contract/channels';
import { useRealtime } from '../../realtime/use-realtime.ts';

/** Tells the others that one is writing: at most every three seconds, and never about an emptied text. */
export function useTypingNotice(channelId: string): (some: boolean) => void {
  const realtime = useRealtime();
  const last = useRef(0);
  return useCallback(
    (some: boolean) => {
      const now = Date.now();
      if (!some) last.current = 0;
      if (!some || now - last.current < typingMs.every) return;
      last.current = now;
      // Nobody needs to know that they do not know.
      realtime.call('channel.typing', { channelId }).catch(() => undefined);
    },
    [realtime, channelId],
  );
}
