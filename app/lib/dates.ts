import { getLocale } from '#i18n/runtime';

/** Each unit in seconds, and from how many seconds on it is used: where rounding the smaller unit would already reach it. */
const units = [
  ['year', 31_536_000, 31_536_000 - 1_296_000],
  ['month', 2_592_000, 2_592_000 - 43_200],
  ['day', 86_400, 86_400 - 1_800],
  ['hour', 3_600, 3_600 - 30],
  ['minute', 60, 60],
] as const;

/** "in 6 days", "3 hours ago", "now": rounded, in the visitor's language. Both times in milliseconds or ISO 8601. */
export function relativeTime(when: string | number, now: number): string {
  const seconds = Math.round((new Date(when).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
  for (const [unit, length, from] of units) {
    if (Math.abs(seconds) >= from) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(0, 'second');
}

/** A length of time in its largest whole unit: 604800 → "7 days". */
export function duration(seconds: number): string {
  const [unit, length] = (
    [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ] as const
  ).find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second' as const, 1];
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(
    seconds / length,
  );
}

/** A time that is left: 75 → "1:15", 3700 → "1:01:40". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
