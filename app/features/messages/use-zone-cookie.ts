import { useEffect } from 'react';
import { zoneCookie } from './times.ts';

/** Tells the instance this browser's time zone, for the next page that it renders. */
export function useZoneCookie(): void {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    document.cookie = `${zoneCookie}=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  }, []);
}
