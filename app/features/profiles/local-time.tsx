import { useEffect, useState } from 'react';
import { m } from '#i18n';
import { preferredLocale } from '../../lib/preferred-locale.ts';
import { offsetOf } from '../../lib/zones.ts';

/** What time it is for somebody, and how far that is from the reader's; on the instance only the former. */
export function LocalTime({ timeZone }: { timeZone: string }) {
  const [now, setNow] = useState(() => new Date());
  const [isHere, setIsHere] = useState(false);
  useEffect(() => {
    setIsHere(true);
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={now.toISOString()} title={timeZone} suppressHydrationWarning>
      {isHere ? compared(now, timeZone) : timeIn(now, timeZone)}
    </time>
  );
}

const timeIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(preferredLocale(), { timeZone, timeStyle: 'short' }).format(at);

/** "14:05, 2 h ahead of you". `here`: the reader's zone, when it is not the machine's own. */
export function compared(at: Date, timeZone: string, here?: string): string {
  const time = timeIn(at, timeZone);
  const minutes = offsetOf(at, timeZone) - offsetOf(at, here);
  if (minutes === 0) return m.profile_time_same({ time });
  const span = spanText(Math.abs(minutes));
  return minutes > 0 ? m.profile_time_ahead({ time, span }) : m.profile_time_behind({ time, span });
}

function spanText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return m.profile_span_minutes({ minutes: rest });
  return rest === 0 ? m.profile_span_hours({ hours }) : m.profile_span_both({ hours, minutes: rest });
}
