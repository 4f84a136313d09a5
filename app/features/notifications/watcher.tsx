import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useRealtime } from '../../realtime/use-realtime.ts';
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
  return null;
}
