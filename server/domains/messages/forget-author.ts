import { blankByAuthor } from './blank-by-author.ts';
import type { MessageDeps } from './deps.ts';

const releasedAtOnce = 2000;
const always = new Date(0);

/**
 * Goes through a portion of what somebody wrote whose account is being deleted; how many messages, 0 when nothing is
 * left. With `blank` their texts are removed for everybody at once, as when each was deleted, and cannot come back;
 * the messages themselves then stay without an author.
 */
export async function forgetAuthor(
  deps: MessageDeps,
  authorId: string,
  { blank }: { blank: boolean },
): Promise<number> {
  // Nothing loses its author before all is blank: one whose texts were deleted by another hand is asked for once more.
  for (;;) {
    const channelId = blank ? await deps.store.channelOfAuthor(authorId) : undefined;
    if (channelId === undefined) return deps.store.releaseFromAuthor(authorId, releasedAtOnce);
    const { count } = await blankByAuthor(deps, undefined, channelId, authorId, always);
    if (count > 0) return count;
  }
}
