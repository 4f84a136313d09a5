import { useSyncExternalStore } from 'react';

const events = ['focus', 'blur'] as const;

function subscribe(listener: () => void): () => void {
  for (const name of events) window.addEventListener(name, listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    for (const name of events) window.removeEventListener(name, listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** True while this window is in front and has the focus. */
export function useAttention(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => !document.hidden && document.hasFocus(),
    () => false,
  );
}
