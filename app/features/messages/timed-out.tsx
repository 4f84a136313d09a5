import { type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import { clock } from '../../lib/dates.ts';
import { timesFor } from './times.ts';

/** Until when the viewer only reads; in a page that lives, how long that still is. */
export default function TimedOut({ until, timeZone }: { until: string; timeZone: string }): ReactNode {
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const look = () => setLeft(Math.ceil((Date.parse(until) - Date.now()) / 1000));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [until]);

  if (left === null) return m.chat_timed_out_until({ when: timesFor(timeZone).full(until) });
  if (left <= 0) return m.chat_timed_out_over();
  return m.chat_timed_out({ time: clock(left) });
}
