import type { ChannelCounters, ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import type { RelationState } from '#contract/friends';
import type { ThreadDto } from '#contract/threads';
import type { OwnPresenceDto } from '#contract/presence';
import type { ChannelLog } from './channel-log.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { mutedIn } from './muted.ts';
import { useRealtime } from './use-realtime.ts';
import type { ClientState } from './client-state.ts';
import { sameItems, useStore } from './store.ts';

/** A part of the live state; the component renders again only when that part changes. */
export function useClientState<Part>(
  select: (state: ClientState) => Part,
  isEqual?: (a: Part, b: Part) => boolean,
): Part {
  return useStore(useRealtime().state, select, isEqual);
}

/** The viewer's communities in the order of the rail. */
export function useCommunities(): readonly CommunityDto[] {
  return useClientState(
    (state) => state.communityOrder.flatMap((id) => state.communities[id] ?? []),
    sameItems,
  );
}

/** Undefined when the viewer is not (or no longer) a member. */
export function useCommunity(communityId: string): CommunityDto | undefined {
  return useClientState((state) => state.communities[communityId]);
}

/** Undefined when the channel does not exist or the viewer may not see it. */
export function useChannel(communityId: string, channelId: string): ChannelDto | undefined {
  return useClientState((state) =>
    state.communities[communityId]?.channels.find(({ id }) => id === channelId),
  );
}

/** Messages posted in the channel since the viewer last read it; none while they look at the newest. */
export function useUnread(channelId: string): number {
  const reading = useReading();
  const unread = useClientState((state) => unreadOf(state.counters[channelId]));
  return reading.has(channelId) ? 0 : unread;
}

/** Messages after the read pointer that name the viewer. */
export function useMentions(channelId: string): number {
  const reading = useReading();
  const mentions = useClientState((state) => state.counters[channelId]?.mentions.length ?? 0);
  return reading.has(channelId) ? 0 : mentions;
}

/** Whether the viewer muted the channel, or what is around it. */
export function useMuted(channelId: string): boolean {
  return useClientState((state) => mutedIn(state).has(channelId));
}

/** Whether something is unread in a community's channels, and how many mentions; muted ones do not count. */
export function useCommunityUnread(communityId: string): { unread: boolean; mentions: number } {
  const reading = useReading();
  return useClientState(
    (state) => {
      const muted = mutedIn(state);
      const counted = (state.communities[communityId]?.channels ?? []).flatMap(({ id }) =>
        reading.has(id) || muted.has(id) ? [] : (state.counters[id] ?? []),
      );
      return {
        unread: counted.some((counters) => unreadOf(counters) > 0),
        mentions: counted.reduce((sum, { mentions }) => sum + mentions.length, 0),
      };
    },
    (a, b) => a.unread === b.unread && a.mentions === b.mentions,
  );
}

/** Unread messages in all channels and conversations that are not muted. */
export function useTotalUnread(): number {
  const reading = useReading();
  return useClientState((state) => {
    const muted = mutedIn(state);
    return Object.values(state.counters).reduce(
      (sum, counters) =>
        reading.has(counters.channelId) ||
        muted.has(counters.channelId) ||
        isUnasked(state, counters.channelId)
          ? sum
          : sum + unreadOf(counters),
      0,
    );
  });
}

/** Unread messages in conversations, and requests that wait: of friends, and of people who want to write. */
export function useDirectUnread(): number {
  const reading = useReading();
  return useClientState((state) => {
    let count = 0;
    const muted = mutedIn(state);
    for (const { id, answer } of Object.values(state.conversations)) {
      if (answer === 'accepted') count += reading.has(id) || muted.has(id) ? 0 : unreadOf(state.counters[id]);
      else if (answer === 'waiting') count += 1;
    }
    for (const { state: relation } of Object.values(state.relations)) if (relation === 'incoming') count += 1;
    return count;
  });
}

const byRoot = new WeakMap<ClientState['threads'], Map<string, ThreadDto>>();
function rootsOf(threads: ClientState['threads']): Map<string, ThreadDto> {
  let roots = byRoot.get(threads);
  if (!roots) {
    roots = new Map(Object.values(threads).map((each) => [each.rootId ?? each.id, each]));
    byRoot.set(threads, roots);
  }
  return roots;
}

/** The thread that began at a message. */
export const useThreadOf = (messageId: string): ThreadDto | undefined =>
  useClientState(({ threads }) => rootsOf(threads).get(messageId));

/** A conversation that the viewer has not accepted, or a thread that they do not follow: what is said there is no news. */
const isUnasked = (state: ClientState, channelId: string): boolean => {
  if (state.threads[channelId]) return !state.followed[channelId];
  const conversation = state.conversations[channelId];
  return conversation !== undefined && conversation.answer !== 'accepted';
};

/** How the viewer stands to somebody. */
export function useRelation(accountId: string): RelationState | undefined {
  return useClientState((state) => state.relations[accountId]?.state);
}

export function useReading(): ReadonlySet<string> {
  return useStore(useRealtime().reading, (channelIds) => channelIds);
}

export function unreadOf(counters: ChannelCounters | undefined): number {
  return counters ? Math.max(0, counters.posted - counters.readOrdinal) : 0;
}

/** The loaded stretch of a channel's history; undefined before the channel was opened. */
export function useChannelLog(channelId: string): ChannelLog | undefined {
  return useClientState((state) => state.logs[channelId]);
}

/** This browser's messages to the channel that are not acknowledged yet, oldest first. */
export function useOutbox(channelId: string): readonly OutboxEntry[] {
  return useStore(
    useRealtime().outbox,
    (outbox) => outbox.filter((entry) => entry.channelId === channelId),
    sameItems,
  );
}

/** What the viewer chose of how they are seen. */
export function useOwnPresence(): OwnPresenceDto {
  return useClientState((state) => state.own);
}
