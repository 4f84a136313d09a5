import { preferredLocale } from '../../lib/preferred-locale.ts';

/** Dates and times of messages, in the reader's language and time zone. Inputs are ISO 8601. */
export interface Times {
  /** "14:46" or "2:46 PM". */
  time(iso: string): string;
  /** "Thursday, 19 November 2026 at 14:46:12". */
  full(iso: string): string;
  /** Equal for two instants on the same day. */
  dayKey(iso: string): string;
  /** "Thursday, 19 November", with the year when it is not this one. */
  day(iso: string, now: number): string;
}

const known = new Map<string, Times>();

/** Formats are costly to make: one set is kept for each language and zone. Without a zone, the machine's own. */
export function timesFor(timeZone?: string): Times {
  const locale = preferredLocale();
  const key = `${locale} ${timeZone ?? ''}`;
  const found = known.get(key);
  if (found) return found;
  const made = makeTimes(locale, timeZone);
  known.set(key, made);
  return made;
}

function makeTimes(locale: string, timeZone: string | undefined): Times {
  const zone = timeZone ? { timeZone } : {};
  const time = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' });
  const full = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'full', timeStyle: 'medium' });
  const key = new Intl.DateTimeFormat('en-CA', { ...zone, dateStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'full' });
  const dayKey = (instant: Date | number): string => key.format(instant);
  return {
    time: (iso) => time.format(new Date(iso)),
    full: (iso) => full.format(new Date(iso)),
    dayKey: (iso) => dayKey(new Date(iso)),
    day(iso, now) {
      const instant = new Date(iso);
      const sameYear = dayKey(instant).slice(0, 4) === dayKey(now).slice(0, 4);
      return (sameYear ? day : dayOfYear).format(instant);
    },
  };
}

/** A cookie in which the browser tells its zone, so that the next page comes with the right times at once. */
export const zoneCookie = 'zone';

/** The zone from a `Cookie` header; UTC when there is none or it is not one that exists. */
export function readZone(header: string | null): string {
  const found = new RegExp(`(?:^|; )${zoneCookie}=([^;]{1,64})`).exec(header ?? '')?.[1];
  if (!found) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(found) }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
