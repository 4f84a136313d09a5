import { isMuted } from '#contract/notifications';
import type { ClientState } from './client-state.ts';

const none: ReadonlySet<string> = new Set();

/** Channels that the viewer has muted at this moment. */
export function mutedIn({ communities, counters, notifications }: ClientState): ReadonlySet<string> {
  const { places } = notifications;
  if (!places.some(({ muted }) => muted)) return none;
  const now = Date.now();
  const paths = Object.values(communities).flatMap(({ id: communityId, channels }) =>
    channels.map(({ id: channelId, categoryId }) => ({ communityId, categoryId, channelId })),
  );
  const inCommunities = new Set(paths.map(({ channelId }) => channelId));
  const others = Object.keys(counters)
    .filter((channelId) => !inCommunities.has(channelId))
    .map((channelId) => ({ communityId: null, categoryId: null, channelId }));
  return new Set(
    [...paths, ...others].filter((path) => isMuted(places, path, now)).map(({ channelId }) => channelId),
  );
}
