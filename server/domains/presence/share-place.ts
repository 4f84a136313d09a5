import type { PresenceDeps } from './deps.ts';

/**
 * Whether two people share a community or a conversation, or are friends: only then may one learn anything of the other.
 * Strangers and accounts that do not exist answer alike.
 */
export async function sharePlace(deps: PresenceDeps, viewerId: string, otherId: string): Promise<boolean> {
  if (viewerId === otherId) return true;
  const communities = await deps.directory.communitiesOf(viewerId);
  if (communities.some((view) => view.isMember(otherId))) return true;
  return (await acquaintedAmong(deps, viewerId, [otherId])).has(otherId);
}

/** Those of the accounts with whom somebody shares a conversation, or is friends. */
export async function acquaintedAmong(
  deps: PresenceDeps,
  viewerId: string,
  otherIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (otherIds.length === 0) return new Set();
  const [conversations, friends] = await Promise.all([
    deps.directory.conversationsOf(viewerId),
    deps.friendsAmong(viewerId, otherIds),
  ]);
  const met = otherIds.filter((id) => conversations.some(({ view }) => view.isMember(id)));
  return new Set([...met, ...friends]);
}
