import type { ChannelDeps } from './deps.ts';

/** Takes about as long as a batch of messages on a disk that is not quick. */
const portion = 2000;

/**
 * Removes a portion of what deleted channels hold, or a channel that holds nothing any more; how many rows. All at once
 * would take longer than a statement may: 12 s for 400,000 messages.
 */
export function purgeDeletedChannels(deps: ChannelDeps): Promise<number> {
  return deps.store.purgeDeletedChannel(portion);
}
