import { useEffect, useState } from 'react';

/** This browser's time zone. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that a page was rendered in, until the browser's own takes over. */
export function useZone(rendered: string): string {
  const [zone, setZone] = useState(rendered);
  useEffect(() => setZone(ownZone()), []);
  return zone;
}
