import type { CommunityView } from '#server/domains/permissions/index.ts';
import { blankByAuthor } from './blank-by-author.ts';
import type { MessageDeps } from './deps.ts';

/**
 * Blanks everything that somebody wrote in a community since a time, channel by channel and in portions; not undoable.
 * Threads and posts that they began since then go with it, or lose their names where others wrote. The caller has judged
 * who may ask for it. How many messages that were.
 *
 * @throws {AppError} UNAVAILABLE; what was blanked by then stays so, and asking again does the rest
 */
export async function deleteRecent(
  deps: MessageDeps,
  community: CommunityView,
  authorId: string,
  since: Date,
): Promise<number> {
  let total = 0;
  for (const channelId of await deps.store.recentChannels(authorId, community.id, since)) {
    for (let more = true; more;) {
      const blanked = await blankByAuthor(deps, community, channelId, authorId, since);
      total += blanked.count;
      more = blanked.more;
    }
  }
  // Names of threads are theirs too.
  while ((await deps.threads.forgetThreads(authorId, since, community.id)) > 0);
  return total;
}
