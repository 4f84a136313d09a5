import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import type { ClientState } from '../../realtime/client-state.ts';
import { watchForNews } from './notices.ts';

/** Tells of news while no window is in front. Shows nothing. */
export default function Watcher(): null {
  const realtime = useRealtime();
  const navigate = useNavigate();
  useEffect(() => {
    const ended = new AbortController();
    watchForNews(realtime, (address) => void navigate(address), ended.signal);
    return () => ended.abort();
  }, [realtime, navigate]);
  useUnmuting();
  return null;
}

/** Longer than this a timer cannot wait. */
const longest = 2 ** 31 - 1;

/** Lets what was muted for a time count again when that is over. */
function useUnmuting(): void {
  const realtime = useRealtime();
  const places = useClientState((state) => state.notifications.places);
  useEffect(() => {
    const now = Date.now();
    const end = nextUnmute(realtime.state.get(), now);
    if (end === undefined) return;
    const wake = () =>
      realtime.state.update((state) => ({
        ...state,
        notifications: { ...state.notifications, places: [...places] },
      }));
    const timer = setTimeout(wake, Math.min(end - now + 50, longest));
    return () => clearTimeout(timer);
  }, [realtime, places]);
}

/** When the next muting ends (milliseconds), if one does. */
function nextUnmute({ notifications }: ClientState, now: number): number | undefined {
  const ends = notifications.places
    .flatMap(({ muted, mutedUntil }) => (muted && mutedUntil !== null ? [Date.parse(mutedUntil)] : []))
    .filter((end) => end > now);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
