import type { MemberDeps } from './deps.ts';

/** Ends timeouts whose time is over, so that every window gets its buttons back; how many. */
export async function endPastTimeouts(deps: MemberDeps): Promise<number> {
  const now = deps.clock.now();
  // Nearly always there is none: no transaction for that.
  if (!(await deps.store.hasPastTimeouts(now))) return 0;
  return deps.bus.transaction(async (tx, publish) => {
    const communityIds = await deps.store.endPastTimeouts(tx, now);
    for (const communityId of new Set(communityIds)) await publish('community.changed', { communityId });
    return communityIds.length;
  });
}
