import { useEffect } from 'react';
import { unreadOf, useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useAttention } from '../messages/use-attention.ts';

/** Marks a forum as read while its list is on screen in a window that has the focus. */
export function useForumRead(channelId: string): void {
  const realtime = useRealtime();
  const attentive = useAttention();
  const posted = useClientState((state) => state.counters[channelId]?.version ?? 0);
  const behind = useClientState((state) => unreadOf(state.counters[channelId]) > 0);
  useEffect(() => {
    if (!attentive || !behind) return;
    // The answer comes as an event, to every device; without a connection the next look tries again.
    realtime.call('channel.read', { channelId, seq: posted }).catch(() => undefined);
  }, [realtime, channelId, attentive, behind, posted]);
}
