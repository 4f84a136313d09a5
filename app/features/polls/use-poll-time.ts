import { useEffect, useState } from 'react';
import type { PollDto } from '#contract/polls';
import { useRealtime } from '../../realtime/use-realtime.ts';

/** Milliseconds between looks at how long is left, and between questions whether it is over by now. */
const minute = 60_000;
const againMs = 3000;

/**
 * The time (milliseconds) by which what is left is told. When it is over by this browser's clock the instance is asked:
 * its own clock decides, and the poll stays open here until it says so. Also asks for the reader's own choice where that
 * is not known.
 */
export function usePollTime(messageId: string, { ended, endsAt, mine }: PollDto): number {
  const realtime = useRealtime();
  const [now, setNow] = useState(() => Date.now());
  const unknown = mine === undefined;

  useEffect(() => {
    if (unknown) realtime.call('poll.get', { messageId }).catch(() => undefined);
  }, [realtime, messageId, unknown]);

  useEffect(() => {
    if (ended || endsAt === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      const left = Date.parse(endsAt) - Date.now();
      setNow(Date.now());
      if (left <= 0) realtime.call('poll.get', { messageId }).catch(() => undefined);
      timer = setTimeout(look, left > 0 ? Math.min(left, minute) : againMs);
    };
    look();
    return () => clearTimeout(timer);
  }, [realtime, messageId, ended, endsAt]);
  return now;
}
