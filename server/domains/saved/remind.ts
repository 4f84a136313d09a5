import type { SavedDeps } from './deps.ts';
import { mayView } from './list-saved.ts';

const portion = 50;

/**
 * Tells people of the messages that they wanted to hear of again: in their inbox, and by push. Each once, whichever
 * replica is first; a message that was deleted or that its person may no longer see is passed over. How many were due.
 */
export async function remindOfSaved(deps: SavedDeps): Promise<number> {
  const now = deps.clock.now();
  const told: { accountId: string; channelId: string; messageId: string }[] = [];
  const count = await deps.bus.transaction(async (tx, publish) => {
    const due = await deps.store.takeDue(tx, now, portion);
    for (const row of due) {
      const { account_id: accountId, channel_id: channelId, message_id: messageId } = row;
      await publish('saved.changed', { accountId });
      if (row.deleted || !(await mayView(deps, accountId, channelId))) continue;
      // Another reminder of the same message takes the place of this one.
      const key = `reminder:${messageId}`;
      await deps.news.notify({ tx, publish }, { accountId, kind: 'reminder', channelId, messageId, key });
      told.push({ accountId, channelId, messageId });
    }
    return due.length;
  });
  // After the commit: a push that a crash takes away is in the inbox all the same.
  await deps.push.remind(told);
  return count;
}
