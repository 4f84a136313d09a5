import { useEffect, useSyncExternalStore } from 'react';
import { insist } from '../../realtime/insist.ts';
import type { Live } from './live-context.ts';

let live: Live | null = null;
let loading: Promise<Live> | null = null;
const listeners = new Set<() => void>();

/** Fetches the living parts, as often as it takes. */
export function loadLive(): Promise<Live> {
  loading ??= fetchLive();
  return loading;
}

async function fetchLive(): Promise<Live> {
  // A notice that says one is offline cannot be fetched then: it comes along.
  const parts = () => Promise.all([import('./live-parts.ts'), import('../../ui/toast-item.tsx')]);
  [live] = await insist(parts);
  for (const listener of listeners) listener();
  return live;
}

/** Fetches the living parts; null until they are there. For the one who hands them down by `LiveContext`. */
export function useLoadedLive(): Live | null {
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
