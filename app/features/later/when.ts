import { offsetOf } from '../../lib/zones.ts';

/** Times that are offered, besides one of one's own. */
export const presets = ['minutes', 'hour', 'hours', 'tomorrow', 'monday'] as const;
export type Preset = (typeof presets)[number];

const minuteMs = 60_000;
/** When a day begins for who wants to hear of something then. */
const morning = 9;

export const isPreset = (text: string): text is Preset => (presets as readonly string[]).includes(text);

/** The moment that a preset means at `now`. Mornings are those of the zone; the machine's own without one. */
export function timeOf(preset: Preset, now: Date, timeZone?: string): Date {
  const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * minuteMs);
  switch (preset) {
    case 'minutes':
      return inMinutes(20);
    case 'hour':
      return inMinutes(60);
    case 'hours':
      return inMinutes(180);
    case 'tomorrow':
      return morningIn(1, now, timeZone);
    case 'monday':
      return morningIn(daysToMonday(now, timeZone), now, timeZone);
  }
}

/** What is offered at `now`: on a Sunday, tomorrow is the next Monday. */
export const offered = (now: Date, timeZone?: string): Preset[] =>
  presets.filter((preset) => preset !== 'monday' || daysToMonday(now, timeZone) > 1);

/** A moment as `<input type="datetime-local">` has it: "2026-11-26T09:00". */
export const toField = (at: Date, timeZone?: string): string =>
  wallClock(at, timeZone).toISOString().slice(0, 16);

/**
 * What such a field says, as a moment. An hour that is skipped when clocks are changed is the one after it; one that
 * comes twice is its first or second.
 *
 * @returns null for what is not such a time
 */
export function fromField(text: string, timeZone?: string): Date | null {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? new Date(`${text}Z`) : null;
  return wall && !Number.isNaN(wall.getTime()) ? atWall(wall.getTime(), timeZone) : null;
}

/** The zone's clock at a moment, as if it were UTC's. */
const wallClock = (at: Date, timeZone: string | undefined): Date =>
  new Date(at.getTime() + offsetOf(at, timeZone) * minuteMs);

function atWall(wall: number, timeZone: string | undefined): Date {
  const near = new Date(wall - offsetOf(new Date(wall), timeZone) * minuteMs);
  return new Date(wall - offsetOf(near, timeZone) * minuteMs);
}

function morningIn(days: number, now: Date, timeZone: string | undefined): Date {
  const today = wallClock(now, timeZone);
  const day = today.getUTCDate() + days;
  return atWall(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), day, morning), timeZone);
}

const daysToMonday = (now: Date, timeZone: string | undefined): number =>
  (8 - wallClock(now, timeZone).getUTCDay()) % 7 || 7;
