import { asAppError } from '#server/platform/database-errors.ts';
import { AppError } from '#server/platform/errors.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import type { Services } from '#server/services.ts';

interface Chore {
  name: string;
  everyMs: number;
  run: () => Promise<number>;
}

/**
 * Chores that look for what is due instead of being queued: each may run on every replica, twice or late, and does the
 * same. (What must be tried again with a memory of its failures becomes a job in a queue.)
 */
export function startSweeper(services: Services, log: Logger): { stop: () => void } {
  const chores: Chore[] = [
    { name: 'purge deleted text', everyMs: 5000, run: () => services.messages.purgeDeletedText() },
    { name: 'purge deleted channels', everyMs: 500, run: () => services.channels.purgeDeletedChannels() },
    { name: 'end timeouts', everyMs: 1000, run: () => services.members.endPastTimeouts() },
    {
      name: 'delete stale sessions',
      everyMs: 60 * 60_000,
      run: () => services.accounts.deleteStaleSessions(),
    },
    { name: 'purge audit entries', everyMs: 60 * 60_000, run: () => services.audit.purgeEntries() },
    { name: 'purge held messages', everyMs: 60 * 60_000, run: () => services.messages.purgeHeld() },
    { name: 'purge reports', everyMs: 60 * 60_000, run: () => services.reports.purgeReports() },
    {
      name: 'delete expired limits',
      everyMs: 10 * 60_000,
      run: () => services.accounts.deleteExpiredLimits(),
    },
  ];
  const timers = chores.map((chore) => {
    let running = false;
    return setInterval(() => {
      if (running) return;
      running = true;
      chore
        .run()
        .then(
          (count) => count > 0 && log.debug({ chore: chore.name, count }, 'chore done'),
          (error: unknown) => {
            // A database that is away is reported where it matters.
            if (!(asAppError(error) instanceof AppError))
              log.error({ chore: chore.name, error: describeError(error) }, 'chore failed');
          },
        )
        .finally(() => (running = false));
    }, chore.everyMs).unref();
  });
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
