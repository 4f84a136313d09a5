import { isQuiet } from './contract.ts';
import type { PushDeps } from './deps.ts';

/**
 * Wakes people's browsers for messages that they asked to be reminded of, however much of the channel they have read or
 * muted; not while they do not want to be disturbed. Whether they may still see it is asked when it is delivered.
 */
export async function remind(
  deps: PushDeps,
  reminders: readonly { accountId: string; channelId: string; messageId: string }[],
): Promise<void> {
  const now = deps.clock.now();
  for (const reminder of reminders) {
    const { preferences } = await deps.news.getState(reminder.accountId);
    if (!isQuiet(preferences, now)) await deps.store.enqueue([reminder], true);
  }
}
