const offsets = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone's clocks are ahead of UTC at an instant; without a zone, the machine's own. */
export function offsetOf(at: Date, timeZone?: string): number {
  const key = timeZone ?? '';
  const format =
    offsets.get(key) ??
    new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset', ...(timeZone && { timeZone }) });
  offsets.set(key, format);
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Zones by name, as the system knows them. */
export const zoneNames = (): readonly string[] => Intl.supportedValuesOf('timeZone');
