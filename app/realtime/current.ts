import type { Realtime } from './realtime.ts';

/**
 * The page's live state for code outside of React: the router's client loaders. Null on the instance, and while no
 * `RealtimeProvider` is mounted.
 */
let current: Realtime | null = null;

export function currentRealtime(): Realtime | null {
  return current;
}

/** Called by the provider; answers how to undo it. */
export function holdRealtime(realtime: Realtime): () => void {
  current = realtime;
  return () => {
    if (current === realtime) current = null;
  };
}
