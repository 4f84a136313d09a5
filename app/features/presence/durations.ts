import { type OwnPresenceDto, presenceLimits } from '#contract/presence';

/** For how long a custom status is set. */
export const durations = ['30m', '1h', '4h', 'today', 'week', 'never'] as const;
export type Duration = (typeof durations)[number];

const isDuration = (text: string): text is Duration => (durations as readonly string[]).includes(text);

const hour = 3600;
const day = 24 * hour;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Seconds from `now` to a duration's end; null: it has none. Days and weeks (which begin on Monday) end at midnight in
 * the person's own zone; where clocks are changed on that day, an hour before or after it.
 */
export function secondsOf(duration: Duration, now: Date, timeZone?: string): number | null {
  switch (duration) {
    case '30m':
      return hour / 2;
    case '1h':
      return hour;
    case '4h':
      return 4 * hour;
    case 'today':
      return Math.max(presenceLimits.statusSecondsMin, restOfDay(now, timeZone));
    case 'week':
      return Math.max(
        presenceLimits.statusSecondsMin,
        restOfDay(now, timeZone) + daysLeft(now, timeZone) * day,
      );
    case 'never':
      return null;
  }
}

/** What a form about a status chose: a duration, or the end that the status has already (`keep`). */
export function secondsFor(
  ends: string,
  { status }: OwnPresenceDto,
  now: Date,
  timeZone?: string,
): number | null {
  if (isDuration(ends)) return secondsOf(ends, now, timeZone);
  if (!status?.endsAt) return null;
  const rest = Math.ceil((Date.parse(status.endsAt) - now.getTime()) / 1000);
  return Math.max(presenceLimits.statusSecondsMin, rest);
}

function partsOf(now: Date, timeZone: string | undefined): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    ...(timeZone && { timeZone }),
  });
  return Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
}

function restOfDay(now: Date, timeZone: string | undefined): number {
  const { hour: hours, minute, second } = partsOf(now, timeZone);
  return day - (Number(hours) * hour + Number(minute) * 60 + Number(second));
}

const daysLeft = (now: Date, timeZone: string | undefined): number =>
  6 - Math.max(0, weekdays.indexOf(partsOf(now, timeZone)['weekday'] ?? 'Mon'));
