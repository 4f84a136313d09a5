import type { ThreadDto } from '#contract/threads';
import { useClientState } from './hooks.ts';
import { sameItems } from './store.ts';

/** Undefined when the viewer may not see it, or it was not seen yet. */
export function useThread(id: string): ThreadDto | undefined {
  return useClientState((state) => state.threads[id]);
}

export function useFollows(threadId: string): boolean {
  return useClientState((state) => state.followed[threadId] === true);
}

/** Followed threads of a channel that have something unread, or are open. */
export function useFollowedThreads(parentId: string): readonly ThreadDto[] {
  return useClientState(
    (state) =>
      Object.values(state.threads)
        .filter((each) => each.parentId === parentId && state.followed[each.id] && !each.isArchived)
        .sort((a, b) => (a.activeAt < b.activeAt ? 1 : -1)),
    sameItems,
  );
}
