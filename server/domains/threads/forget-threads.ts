import { announce, listenersOf } from './access-thread.ts';
import { unnamed } from './contract.ts';
import type { ThreadDeps } from './deps.ts';

const portion = 100;

/**
 * Goes through a portion of the threads and posts that somebody began since a time, in a community or in all: those in
 * which nobody else's words are go out of sight as a post does that is deleted, the others lose their names. Not undoable.
 * The caller has judged who may ask for it, and has blanked what they wrote. How many; 0 when nothing is left.
 *
 * @throws {AppError} UNAVAILABLE
 */
export async function forgetThreads(
  deps: ThreadDeps,
  accountId: string,
  since: Date,
  communityId?: string,
): Promise<number> {
  const ids = await deps.store.begunBy(accountId, since, communityId ?? null, portion);
  for (const threadId of ids) {
    const thread = await deps.directory.thread(threadId);
    const listeners = thread ? await listenersOf(deps, thread) : [];
    const isRemoved = await deps.bus.transaction(async (tx, publish) => {
      const stays = await deps.store.othersWrote(tx, threadId, accountId);
      if (stays) await deps.store.update(tx, threadId, { name: unnamed });
      else await deps.store.remove(tx, threadId, deps.clock.now());
      await publish('thread.changed', { threadId });
      return !stays;
    });
    if (!isRemoved) await announce(deps, threadId);
    else if (thread) deps.signals.removed(threadId, thread.parentId, listeners);
  }
  return ids.length;
}
