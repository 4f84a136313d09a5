import type { Tx } from '#server/platform/database.ts';
import type { ChannelDeps } from './deps.ts';

/**
 * Runs a change of a community's channels or categories: alone among such changes, and announced with its commit so
 * that every open window follows within a second.
 */
export async function changeStructure<T>(
  deps: ChannelDeps,
  communityId: string,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  return deps.bus.transaction(async (tx, publish) => {
    await deps.store.lockCommunity(tx, communityId);
    const result = await change(tx);
    await publish('community.changed', { communityId });
    return result;
  });
}

/** The list with `id` at `index` among the others; past the end means last. */
export function placed(ids: readonly string[], id: string, index: number): string[] {
  const rest = ids.filter((other) => other !== id);
  rest.splice(Math.min(index, rest.length), 0, id);
  return rest;
}
