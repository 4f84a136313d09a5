import { useEffect, useState } from 'react';
import { useHeard } from '../../realtime/later-hooks.ts';
import type { Realtime } from '../../realtime/realtime.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';

type Counts = ReadonlyMap<string, number>;

/** Asked for once after each change, however many channels are opened meanwhile. */
const asked = new WeakMap<Realtime, { heard: string; counts: Promise<Counts> }>();

function countsOf(realtime: Realtime, heard: string): Promise<Counts> {
  const known = asked.get(realtime);
  if (known?.heard === heard) return known.counts;
  const counts = realtime
    .call('scheduled.counts', {})
    .then(({ channels }) => new Map(channels.map(({ channelId, count }) => [channelId, count])));
  asked.set(realtime, { heard, counts });
  counts.catch(() => asked.delete(realtime));
  return counts;
}

/** How many of the viewer's messages wait to be sent in a channel; 0 until that is known. */
export function useScheduledCount(channelId: string): number {
  const realtime = useRealtime();
  const heard = useHeard('scheduled');
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (heard === undefined) return;
    let gone = false;
    countsOf(realtime, heard).then(
      (counts) => gone || setCount(counts.get(channelId) ?? 0),
      // The next change or connection asks again.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [realtime, heard, channelId]);
  return count;
}
