import type { ReactionDeps } from './deps.ts';

/** Messages changed in one transaction: it holds the channel's lock, and others wait to write there. */
const portion = 200;

/**
 * Takes back a portion of the reactions of an account that is being deleted, and has who has the channel open ask for
 * what changed. How many; 0 when none is left.
 */
export async function forgetReactor(deps: ReactionDeps, accountId: string): Promise<number> {
  const channelId = await deps.store.channelOfReactor(accountId);
  if (channelId === undefined) return 0;
  const { count, moved } = await deps.messages.inLine(channelId, () =>
    deps.bus.transaction(async (tx) => {
      await deps.store.lockChannel(tx, channelId);
      return deps.store.forget(tx, { accountId, channelId, limit: portion });
    }),
  );
  if (moved) deps.signals.moved(channelId, moved.version, moved.posted);
  return count;
}
