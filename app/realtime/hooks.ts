import { useMemo } from 'react';
import type { ChannelCounters, ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import type { ConversationDto } from '#contract/conversations';
import type { RelationDto, RelationState } from '#contract/friends';
import type { ThreadDto } from '#contract/threads';
import type { ChannelLog } from './channel-log.ts';
import type { ConnectionStatus } from './connection.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { useRealtime } from './use-realtime.ts';
import type { ClientState, TypingNote } from './client-state.ts';
import { sameItems, useStore } from './store.ts';

const nobody: readonly TypingNote[] = [];

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

/** Whether any channel of the community has something unread. */
export function useCommunityUnread(communityId: string): boolean {
  const reading = useReading();
  return useClientState(
    (state) =>
      state.communities[communityId]?.channels.some(
        ({ id }) => !reading.has(id) && unreadOf(state.counters[id]) > 0,
      ) ?? false,
  );
}

/** Unread messages in all channels of all communities and all conversations. */
export function useTotalUnread(): number {
  const reading = useReading();
  return useClientState((state) =>
    Object.values(state.counters).reduce(
      (sum, counters) =>
        reading.has(counters.channelId) || isUnasked(state, counters.channelId)
          ? sum
          : sum + unreadOf(counters),
      0,
    ),
  );
}

/** Unread messages in conversations, and requests that wait: of friends, and of people who want to write. */
export function useDirectUnread(): number {
  const reading = useReading();
  return useClientState((state) => {
    let count = 0;
    for (const { id, answer } of Object.values(state.conversations)) {
      if (answer === 'accepted' && !reading.has(id)) count += unreadOf(state.counters[id]);
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

/** A conversation that the viewer has not accepted, or a thread that they do not follow: what is said there is no news. */
const isUnasked = (state: ClientState, channelId: string): boolean => {
  if (state.threads[channelId]) return !state.followed[channelId];
  const conversation = state.conversations[channelId];
  return conversation !== undefined && conversation.answer !== 'accepted';
};

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

/** How the viewer stands to somebody. */
export function useRelation(accountId: string): RelationState | undefined {
  return useClientState((state) => state.relations[accountId]?.state);
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

function useReading(): ReadonlySet<string> {
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

/** Who is writing in the channel, longest first; not whom the viewer blocked. */
export function useTyping(channelId: string): readonly TypingNote[] {
  return useClientState(
    (state) =>
      (state.typing[channelId] ?? nobody).filter(
        ({ accountId }) => state.relations[accountId]?.state !== 'blocked',
      ),
    sameItems,
  );
}

/** How events reach this browser, and how many messages wait to be sent. */
export function useConnection(): { status: ConnectionStatus; settled: boolean; waiting: number } {
  const realtime = useRealtime();
  const { status, settled } = useStore(realtime.connection, (connection) => connection);
  const waiting = useStore(
    realtime.outbox,
    (outbox) => outbox.filter((entry) => entry.state !== 'failed').length,
  );
  return useMemo(() => ({ status, settled, waiting }), [status, settled, waiting]);
}
