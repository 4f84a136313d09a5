import { useEffect } from 'react';
import { unreadOf, useClientState } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useStore } from '../../realtime/store.ts';
import type { Conversation } from './conversation-context.ts';
import { useAttention } from './use-attention.ts';

/** Milliseconds between looks: the newest message is on screen for at least this long, and a flood costs one call each. */
const every = 1000;

/**
 * Marks the channel as read, here and on the reader's other devices, once its newest message is on screen in a window
 * that has the focus.
 */
export function useReadPointer({ channel, ui }: Conversation): void {
  const realtime = useRealtime();
  const attentive = useAttention();
  const present = useStore(ui, (value) => value.atPresent);
  const behind = useClientState((state) => unreadOf(state.counters[channel.id]) > 0);
  const reading = attentive && present;

  useEffect(() => {
    if (!reading) return;
    realtime.reading.update((now) => new Set(now).add(channel.id));
    return () => realtime.reading.update((now) => new Set([...now].filter((id) => id !== channel.id)));
  }, [realtime, reading, channel.id]);

  useEffect(() => {
    if (!reading || !behind) return;
    let marked = 0;
    const mark = (): void => {
      // Everything that the log holds is on screen, deleted ones counted: the pointer goes to its last change.
      const seq = realtime.state.get().logs[channel.id]?.version ?? 0;
      if (seq <= marked) return;
      marked = seq;
      // The answer comes as an event, to every device. Without a connection the next look tries again.
      realtime.call('channel.read', { channelId: channel.id, seq }).catch(() => (marked = 0));
    };
    const timer = setInterval(mark, every);
    return () => clearInterval(timer);
  }, [realtime, channel.id, reading, behind]);
}
