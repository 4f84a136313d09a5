import { useEffect, useSyncExternalStore } from 'react';

/** What a conversation needs once it is alive, and not for its first paint. */
export type Live = typeof import('./live-parts.ts');

/** Milliseconds before another attempt to fetch it: offline, or the instance restarts. */
const pause = 3000;

let live: Live | null = null;
let loading: Promise<Live> | null = null;
const listeners = new Set<() => void>();

/** Fetches the living parts, as often as it takes. */
export function loadLive(): Promise<Live> {
  loading ??= fetchLive();
  return loading;
}

async function fetchLive(): Promise<Live> {
  for (;;) {
    try {
      live = await import('./live-parts.ts');
      for (const listener of listeners) listener();
      return live;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** The living parts; null on the instance, while its markup is taken over, and until they have arrived. */
export function useLive(): Live | null {
  useEffect(() => void loadLive(), []);
  return useSyncExternalStore(
    subscribe,
    () => live,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
