import { useClientState, useReading } from './hooks.ts';
import { mutedIn } from './muted.ts';

/** What the inbox counts: news, and mentions where nothing is muted. */
export function useInboxUnread(): number {
  const reading = useReading();
  return useClientState((state) => {
    const muted = mutedIn(state);
    return Object.values(state.counters).reduce(
      (sum, { channelId, mentions }) =>
        reading.has(channelId) || muted.has(channelId) ? sum : sum + mentions.length,
      state.notifications.unread,
    );
  });
}
