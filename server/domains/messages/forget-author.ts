import { blankByAuthor } from './blank-by-author.ts';
import type { MessageDeps } from './deps.ts';

const releasedAtOnce = 2000;
const always = new Date(0);

/**
 * Goes through a portion of what somebody wrote whose account is being deleted; how many rows, 0 when nothing is
 * left. With `blank` their texts are removed for everybody at once, as when each was deleted, and cannot come back, and
 * so are the threads and posts that they began, or their names where others wrote; the messages themselves then stay
 * without an author.
 */
export async function forgetAuthor(
  deps: MessageDeps,
  authorId: string,
  { blank }: { blank: boolean },
): Promise<number> {
  // Nothing loses its author before all is blank: one whose texts were deleted by another hand is asked for once more.
  for (;;) {
    const channelId = blank ? await deps.store.channelOfAuthor(authorId) : undefined;
    if (channelId === undefined) {
      const threads = blank ? await deps.threads.forgetThreads(authorId, always) : 0;
      return threads > 0 ? threads : deps.store.releaseFromAuthor(authorId, releasedAtOnce);
    }
    const { count } = await blankByAuthor(deps, undefined, channelId, authorId, always);
    if (count > 0) return count;
  }
}
