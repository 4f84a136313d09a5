import type { Times } from '../messages/times.ts';

/** A moment from now on as people say it: "14:46" today, else "Thursday 26 November, 09:00". */
export function whenText(iso: string, now: number, times: Times): string {
  if (times.dayKey(iso) === times.dayKey(new Date(now).toISOString())) return times.time(iso);
  return `${times.day(iso, now)}, ${times.time(iso)}`;
}
