import type { SearchPart } from './contract.ts';

export interface Span {
  /** Milliseconds; from here on. */
  since: number;
  /** Milliseconds; up to here, and not this instant itself. */
  until: number;
}

const dayMs = 86_400_000;

/** The stretch of time that `before:`, `after:` and `on:` leave; without them, all there is. */
export function spanOf(parts: readonly SearchPart[], timeZone: string): Span {
  const span: Span = { since: 0, until: Number.MAX_SAFE_INTEGER };
  for (const part of parts) {
    if (part.kind !== 'operator') continue;
    const start = () => startOfDay(part.value, timeZone);
    const end = () => startOfDay(nextDay(part.value), timeZone);
    if (part.name === 'before' || part.name === 'on')
      span.until = Math.min(span.until, part.name === 'on' ? end() : start());
    if (part.name === 'after' || part.name === 'on')
      span.since = Math.max(span.since, part.name === 'on' ? start() : end());
  }
  return span;
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/** The first instant of a day in a time zone, in milliseconds. */
function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Twice: the offset at the guess may not be the one at the day's beginning.
  const first = midnight - offsetAt(midnight, timeZone);
  return midnight - offsetAt(first, timeZone);
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  } as const).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(instant / 1000) * 1000;
}
