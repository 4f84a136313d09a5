import type { Chore } from '#server/domains/jobs/index.ts';
import type { Services } from '#server/services.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Chores that look for what is due instead of being queued: each may run on every replica, twice or late, and does the
 * same. (What must be tried again with a memory of its failures becomes a job in a queue.)
 */
export const choresOf = (services: Services): Chore[] => [
  { name: 'purge deleted text', everyMs: 5 * second, run: () => services.messages.purgeDeletedText() },
  // In portions, so that others get their turn in between.
  {
    name: 'purge deleted channels',
    everyMs: 5 * second,
    againMs: second / 2,
    run: () => services.channels.purgeDeletedChannels(),
  },
  {
    name: 'archive quiet threads',
    everyMs: 60 * second,
    run: () => services.threads.archiveQuietThreads(),
  },
  {
    name: 'purge deleted accounts',
    everyMs: 5 * second,
    againMs: second,
    run: () => services.accounts.purgeDeletedAccounts(),
  },
  { name: 'delete stale sessions', everyMs: hour, run: () => services.accounts.deleteStaleSessions() },
  { name: 'delete stale reset links', everyMs: hour, run: () => services.accounts.deleteStaleResets() },
  {
    name: 'purge audit entries',
    everyMs: hour,
    run: () => services.audit.purgeEntries(services.admin.current().limits.auditDays),
  },
  { name: 'end timeouts', everyMs: second, run: () => services.members.endPastTimeouts() },
  { name: 'clear past statuses', everyMs: minute, run: () => services.presence.clearPastStatuses() },
  { name: 'end polls', everyMs: second, againMs: 50, run: () => services.polls.endDuePolls() },
  { name: 'purge held messages', everyMs: hour, run: () => services.messages.purgeHeld() },
  { name: 'plan pushes', everyMs: second, againMs: 100, run: () => services.push.planPushes() },
  { name: 'deliver pushes', everyMs: second, againMs: 50, run: () => services.push.deliverPushes() },
  { name: 'remind of saved', everyMs: second, againMs: 50, run: () => services.saved.remindOfSaved() },
  { name: 'send scheduled', everyMs: second, againMs: 50, run: () => services.scheduled.sendDueMessages() },
  { name: 'purge news', everyMs: hour, run: () => services.notifications.purgeNews() },
  { name: 'purge reports', everyMs: hour, run: () => services.reports.purgeReports() },
  { name: 'delete expired limits', everyMs: 10 * minute, run: () => services.accounts.deleteExpiredLimits() },
  { name: 'collect figures', everyMs: minute, run: () => services.metrics.collectMetrics() },
  { name: 'roll up figures', everyMs: 5 * minute, run: () => services.metrics.rollUpMetrics() },
  { name: 'forget gone replicas', everyMs: hour, run: () => services.jobs.forgetRuns() },
];

/** Has every chore done in its time until it is stopped. */
export function startSweeper(services: Services): { stop: () => void } {
  const chores = choresOf(services);
  services.jobs.register(chores);
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  const plan = (chore: Chore, inMs: number): void => {
    if (stopped) return;
    const turn = async (): Promise<void> => {
      const count = await services.jobs.runDue(chore.name);
      plan(chore, count > 0 ? (chore.againMs ?? chore.everyMs) : chore.everyMs);
    };
    timers.set(chore.name, setTimeout(() => void turn(), inMs).unref());
  };
  for (const chore of chores) plan(chore, chore.everyMs);
  // The first figures are there when somebody first looks.
  void services.jobs.runDue('collect figures');
  return {
    stop: () => {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}
