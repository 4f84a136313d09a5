import type { MessageDeps } from './deps.ts';
import { presentMessage } from './present.ts';

/** Of one channel: each blanked message is announced to who has it open. */
const blankedAtOnce = 200;
const releasedAtOnce = 2000;

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
  if (blank) {
    const blanked = await deps.store.blankByAuthor(authorId, blankedAtOnce);
    for (const id of blanked) {
      const row = await deps.store.find(id);
      if (row) deps.signals.updated(presentMessage(row, undefined), row.channel_posted);
    }
    if (blanked.length > 0) return blanked.length;
  }
  return deps.store.releaseFromAuthor(authorId, releasedAtOnce);
}
