import { useEffect, useEffectEvent } from 'react';
import { useRevalidator } from 'react-router';

/** Reads the page's data again every `ms` while it is `active` and in sight: for what no event tells. */
export function usePolling(active: boolean, ms: number): void {
  const { revalidate, state } = useRevalidator();
  const look = useEffectEvent(() => {
    if (state === 'idle' && document.visibilityState === 'visible') void revalidate();
  });
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => look(), ms);
    return () => clearInterval(timer);
  }, [active, ms]);
}
