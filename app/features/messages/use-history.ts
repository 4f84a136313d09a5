import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused } from '../../realtime/call-error.ts';
import type { Placement } from '../../realtime/channel-log.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';

export interface History {
  /** Loads the page before or after what is there; does nothing while one is under way or none exists. */
  load(side: Side): void;
  failed: Side | null;
  /** Loads what failed, now. */
  retry(): void;
}

export type Side = 'before' | 'after';

/** Milliseconds before a failed page is asked for again by scrolling alone. */
const pauseAfterFailure = 3000;

/** Loads the channel's history as the reader comes near an end of what is there. */
export function useHistory(channelId: string): History {
  const realtime = useRealtime();
  const [failed, setFailed] = useState<Side | null>(null);
  const busy = useRef(false);
  /** Scrolling asks for nothing until then. */
  const pausedUntil = useRef(0);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const load = useCallback(
    async (side: Side): Promise<void> => {
      const log = realtime.state.get().logs[channelId];
      if (
        busy.current ||
        Date.now() < pausedUntil.current ||
        !log ||
        !(side === 'before' ? log.hasBefore : log.hasAfter)
      )
        return;
      busy.current = true;
      const placement: Placement = side === 'before' ? { before: log.from } : { after: log.to ?? 0 };
      try {
        const page = await realtime.call('channel.history', { channelId, ...placement });
        await realtime.addPage(channelId, page, placement);
        if (mounted.current) setFailed(null);
      } catch (error) {
        if (mounted.current) setFailed(side);
        // A limit says how long; anything else is asked again a little later.
        const wait = error instanceof Refused ? (error.error.retryAfter ?? 0) * 1000 : 0;
        pausedUntil.current = Date.now() + Math.max(wait, pauseAfterFailure);
      }
      busy.current = false;
    },
    [realtime, channelId],
  );

  const retry = useCallback(() => {
    pausedUntil.current = 0;
    if (failed) void load(failed);
  }, [failed, load]);

  return { load: useCallback((side: Side) => void load(side), [load]), failed, retry };
}
