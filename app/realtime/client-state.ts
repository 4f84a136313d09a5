import type { ViewerDto } from '#contract/accounts';
import type { ChannelCounters } from '#contract/channels';
import type { BootstrapDto, CommunityDto, MemberFace } from '#contract/communities';
import type { ConversationDto } from '#contract/conversations';
import type { RelationDto } from '#contract/friends';
import type { ThreadDto } from '#contract/threads';
import type { ChannelLog } from './channel-log.ts';

/** Somebody is writing, until the instant `until` (milliseconds of the caller's clock). */
export interface TypingNote {
  accountId: string;
  displayName: string;
  until: number;
}

/**
 * What this browser knows, as plain data. Never mutated: every function here returns the same object when nothing
 * changed, and shares what stayed the same.
 */
export interface ClientState {
  viewer: ViewerDto;
  communities: Record<string, CommunityDto>;
  communityOrder: string[];
  /** Direct and group conversations, by id. */
  conversations: Record<string, ConversationDto>;
  /** Friends, requests and blocked people, by account. */
  relations: Record<string, RelationDto>;
  /** Threads that were seen, by id. */
  threads: Record<string, ThreadDto>;
  /** Threads that the viewer follows. */
  followed: Record<string, true>;
  /** How the viewer shows, by community; only where that differs from their account. */
  faces: Record<string, MemberFace>;
  /** By channel. A channel the viewer may see always has an entry. */
  counters: Record<string, ChannelCounters>;
  /** By channel, of those that were opened. */
  logs: Record<string, ChannelLog>;
  /** By channel. Notes past their `until` may linger until `withoutOldTyping`. */
  typing: Record<string, TypingNote[]>;
}

export function fromBootstrap(viewer: ViewerDto, bootstrap: BootstrapDto): ClientState {
  const empty: ClientState = {
    viewer,
    communities: {},
    communityOrder: [],
    conversations: {},
    relations: {},
    threads: {},
    followed: {},
    faces: {},
    counters: {},
    logs: {},
    typing: {},
  };
  return withBootstrap(empty, bootstrap);
}

/**
 * Merges a fresh bootstrap: communities as it says, counters never backwards, logs kept for the channels that are
 * still visible. `keep` names communities that an event changed or took away while the bootstrap was under way: that is
 * newer.
 */
export function withBootstrap(
  state: ClientState,
  bootstrap: BootstrapDto,
  keep: ReadonlySet<string> = new Set(),
): ClientState {
  const incoming = bootstrap.communities.filter(({ id }) => !keep.has(id));
  const kept = state.communityOrder.flatMap((id) => (keep.has(id) ? (state.communities[id] ?? []) : []));
  const listed = bootstrap.communities.map(({ id }) => id);
  const communities = Object.fromEntries(
    [...incoming, ...kept].map((community) => [community.id, renewed(state, community)]),
  );
  const communityOrder = [...new Set([...listed, ...kept.map(({ id }) => id)])].filter(
    (id) => id in communities,
  );
  const conversations = Object.fromEntries(
    bootstrap.conversations.map((each) => [each.id, laterOf(state.conversations[each.id], each)]),
  );
  const relations = Object.fromEntries(bootstrap.relations.map((each) => [each.account.id, each]));
  const threads = withThreads(state.threads, bootstrap.threads);
  const followed = Object.fromEntries(bootstrap.threads.map(({ id }) => [id, true as const]));
  let counters = state.counters;
  for (const entry of bootstrap.counters) counters = mergeCounters(counters, entry.channelId, entry);
  return onlyVisible({
    ...{ ...state, communities, communityOrder, conversations, relations, threads, followed, counters },
    faces: bootstrap.faces,
  });
}

/** Newer forms of threads; how far one has come only ever moves forward. */
export function withThreads(
  threads: ClientState['threads'],
  news: readonly ThreadDto[],
): ClientState['threads'] {
  if (news.length === 0) return threads;
  const next = { ...threads };
  for (const each of news) {
    const old = next[each.id];
    const isNewer = !old || old.posted <= each.posted;
    next[each.id] = isNewer ? each : { ...each, posted: old.posted, activeAt: old.activeAt };
  }
  return next;
}

/** A conversation's new form; when it was last active only ever moves forward. */
export function laterOf(old: ConversationDto | undefined, news: ConversationDto): ConversationDto {
  return old && old.activeAt > news.activeAt ? { ...news, activeAt: old.activeAt } : news;
}

/** Communities that came, changed or went since `before`: what was asked for then knows less about them. */
export function changedSince(state: ClientState, before: ClientState['communities']): ReadonlySet<string> {
  const ids = [...Object.keys(before), ...Object.keys(state.communities)];
  return new Set(ids.filter((id) => state.communities[id] !== before[id]));
}

/** The new form of a community, with the old objects of the channels that it leaves as they were. */
export function renewed(state: ClientState, community: CommunityDto): CommunityDto {
  const old = state.communities[community.id];
  if (!old || old === community) return community;
  const before = new Map(old.channels.map((channel) => [channel.id, channel]));
  const channels = community.channels.map((channel) => {
    const known = before.get(channel.id);
    return known && JSON.stringify(known) === JSON.stringify(channel) ? known : channel;
  });
  return { ...community, channels };
}

/** Counters only ever grow, so the order in which news of them arrives does not matter. */
export function mergeCounters(
  counters: ClientState['counters'],
  channelId: string,
  news: Partial<ChannelCounters>,
): ClientState['counters'] {
  const old = counters[channelId] ?? { channelId, version: 0, posted: 0, readSeq: 0, readOrdinal: 0 };
  const next: ChannelCounters = {
    channelId,
    version: Math.max(old.version, news.version ?? 0),
    posted: Math.max(old.posted, news.posted ?? 0),
    readSeq: Math.max(old.readSeq, news.readSeq ?? 0),
    readOrdinal: Math.max(old.readOrdinal, news.readOrdinal ?? 0),
  };
  const same =
    counters[channelId] !== undefined &&
    next.version === old.version &&
    next.posted === old.posted &&
    next.readSeq === old.readSeq &&
    next.readOrdinal === old.readOrdinal;
  return same ? counters : { ...counters, [channelId]: next };
}

/** Forgets channels that no community and no conversation shows any more, and gives new ones their counters. */
export function onlyVisible(state: ClientState): ClientState {
  let { counters } = state;
  const visible = new Set(Object.keys(state.conversations));
  for (const community of Object.values(state.communities))
    for (const { id } of community.channels) visible.add(id);
  const threads = Object.values(state.threads).filter(({ parentId }) => visible.has(parentId));
  for (const { id } of threads) visible.add(id);
  for (const id of visible) if (!counters[id]) counters = mergeCounters(counters, id, {});
  const pick = <T>(record: Record<string, T>): Record<string, T> =>
    Object.keys(record).every((id) => visible.has(id))
      ? record
      : Object.fromEntries(Object.entries(record).filter(([id]) => visible.has(id)));
  return {
    ...{ ...state, counters: pick(counters), logs: pick(state.logs), typing: pick(state.typing) },
    ...{ threads: pick(state.threads), followed: pick(state.followed) },
  };
}
