import type { ConversationDto } from '#contract/conversations';
import type { RelationDto } from '#contract/friends';
import { useClientState } from './hooks.ts';
import { sameItems } from './store.ts';

/** Undefined when the viewer is not (or no longer) in it. */
export function useDirect(id: string): ConversationDto | undefined {
  return useClientState((state) => state.conversations[id]);
}

/** Conversations that are at hand, the last active first. */
export function useDirects(): readonly ConversationDto[] {
  return useClientState(
    (state) =>
      Object.values(state.conversations)
        .filter(
          ({ id, answer, closedAt }) =>
            answer !== 'declined' && (closedAt === null || (state.counters[id]?.posted ?? 0) > closedAt),
        )
        .sort((a, b) => (a.activeAt < b.activeAt ? 1 : a.activeAt > b.activeAt ? -1 : a.id < b.id ? 1 : -1)),
    sameItems,
  );
}

/** Friends, requests and blocked people, by name. */
export function useRelations(): readonly RelationDto[] {
  return useClientState(
    (state) =>
      Object.values(state.relations).sort((a, b) =>
        a.account.displayName.localeCompare(b.account.displayName),
      ),
    sameItems,
  );
}
