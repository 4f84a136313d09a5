import { type ReactNode, useEffect, useState } from 'react';
import { m } from '#i18n';
import { timesFor } from './times.ts';

/** Until when the viewer only reads; in a page that lives, how long that still is. */
export function TimedOut({ until, timeZone }: { until: string; timeZone: string }): ReactNode {
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

/** "4:59", "142:04:59". */
function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
