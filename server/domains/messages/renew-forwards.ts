import { describeError } from '#server/platform/logger.ts';
import { announceAll } from './access-message.ts';
import type { MessageDeps } from './deps.ts';

/** More of one step are not told one by one: they show it when they are loaded anew. */
const renewedMax = 100;

/**
 * After messages were deleted or brought back: what forwards them is shown otherwise, at once to who has it open. Hidden
 * it is in any case, at reading: what fails here is logged, and takes nothing back.
 */
export async function renewForwards(deps: MessageDeps, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  try {
    const forwards = await deps.store.findForwards(messageIds, renewedMax);
    for (const [channelId, rows] of Map.groupBy(forwards, ({ channel_id }) => channel_id)) {
      const ids = rows.map(({ id }) => id);
      const touched = await deps.line.run(channelId, () => deps.store.touch(channelId, ids));
      await announceAll(deps, (await deps.directory.spotOfChannel(channelId))?.place, touched);
    }
  } catch (error) {
    deps.log.warn({ error: describeError(error) }, 'forwards of messages that changed were not told');
  }
}
