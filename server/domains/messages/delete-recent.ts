import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { MessageDeps } from './deps.ts';
import { presentMessage } from './present.ts';

/** Messages blanked in one statement: it holds the channel's lock, and others wait to write there. */
const portion = 200;
/** More of one portion are not told one by one. */
const toldMax = 50;

/**
 * Blanks everything that somebody wrote in a community since a time, channel by channel and in portions; not undoable.
 * The caller has judged who may ask for it. How many messages that were.
 *
 * @throws {AppError} UNAVAILABLE; what was blanked by then stays so, and asking again does the rest
 */
export async function deleteRecent(
  deps: MessageDeps,
  community: CommunityView,
  authorId: string,
  since: Date,
): Promise<number> {
  let count = 0;
  for (const channelId of await deps.store.recentChannels(authorId, community.id, since)) {
    for (let last = portion; last === portion;) {
      const deleted = await deps.line.run(channelId, () =>
        deps.store.deleteRecent(authorId, channelId, community.id, since, portion),
      );
      await announce(deps, community, channelId, deleted);
      last = deleted.length;
      count += last;
    }
  }
  return count;
}

async function announce(
  deps: MessageDeps,
  community: CommunityView,
  channelId: string,
  deleted: readonly { id: string; version: number; posted: number }[],
): Promise<void> {
  if (deleted.length > toldMax) {
    const version = Math.max(...deleted.map((each) => each.version));
    deps.signals.moved(channelId, version, deleted[0]!.posted);
    return;
  }
  for (const { id } of deleted) {
    const row = await deps.store.find(id);
    if (row) deps.signals.updated(presentMessage(row, community), row.channel_posted);
  }
}
