import type { PresenceDeps } from './deps.ts';

/** Removes custom statuses that are over; how many. They are shown no more from their end on. */
export const clearPastStatuses = (deps: PresenceDeps): Promise<number> =>
  deps.store.clearPastStatuses(deps.clock.now());
