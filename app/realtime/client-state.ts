import type { ViewerDto } from '#contract/accounts';
import type { ChannelCounters, MentionMark } from '#contract/channels';
import type { BootstrapDto, CommunityDto, MemberFace } from '#contract/communities';
import type { ConversationDto } from '#contract/conversations';
import type { RelationDto } from '#contract/friends';
import type { ThreadDto } from '#contract/threads';
import type { OwnPresenceDto, PresenceDto } from '#contract/presence';
import type { NotificationState } from '#contract/notifications';
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
  /** By channel, `seq` → version: messages of which was heard that they name the viewer no longer. */
  unmarked: Record<string, Record<number, number>>;
  /** By channel, of those that were opened. */
  logs: Record<string, ChannelLog>;
  notifications: NotificationState;
  /** By channel. Notes past their `until` may linger until `withoutOldTyping`. */
  typing: Record<string, TypingNote[]>;
  /** By conversation and account: how far others have read, as far as it was told. */
  seen?: Record<string, Record<string, number>>;
  /** What the viewer chose of how they are seen. */
  own: OwnPresenceDto;
  /**
   * When what the viewer saved or scheduled changed last, as far as was heard, and how often anything may have been
   * missed. The lists are fetched by who shows them.
   */
  heard?: { saved?: string; scheduled?: string; gaps?: number };
  /** Of people who were on screen, as far as it is known. */
  presence: Record<string, PresenceDto>;
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
    unmarked: {},
    logs: {},
    notifications: bootstrap.notifications,
    typing: {},
    own: bootstrap.own,
    presence: {},
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
  for (const { mentions, ...entry } of bootstrap.counters)
    counters = mergeCounters(counters, entry.channelId, {
      ...entry,
      mentions: stillMarked(state, entry.channelId, mentions),
    });
  const { faces, notifications } = bootstrap;
  return onlyVisible({
    ...{ ...state, communities, communityOrder, conversations, relations, threads, followed, counters },
    ...{ faces, notifications, own: laterOwn(state.own, bootstrap.own) },
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

/** Choices only ever move on: of two that are heard of, in whatever order, the later one holds. */
export const laterOwn = (known: OwnPresenceDto, news: OwnPresenceDto): OwnPresenceDto =>
  news.version < known.version ? known : news;

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

/** Marks without those that an event took away since. */
export const stillMarked = (
  state: ClientState,
  channelId: string,
  marks: readonly MentionMark[],
): MentionMark[] => {
  const unmarked = state.unmarked[channelId] ?? {};
  return marks.filter(([seq, version]) => (unmarked[seq] ?? 0) < version);
};

const none: readonly MentionMark[] = [];

/**
 * Counters only ever grow, so the order in which news of them arrives does not matter; the read pointer moves back with
 * a higher `rewinds` alone. `mentions` in the news are all that there were at their `version`.
 */
export function mergeCounters(
  counters: ClientState['counters'],
  channelId: string,
  news: Partial<ChannelCounters>,
): ClientState['counters'] {
  const old = counters[channelId] ?? {
    ...{ channelId, version: 0, posted: 0, readSeq: 0, readOrdinal: 0, rewinds: 0, mentions: [] },
  };
  const rewinds = news.rewinds ?? old.rewinds;
  const from = rewinds > old.rewinds ? { readSeq: 0, readOrdinal: 0 } : old;
  const isOld = rewinds < old.rewinds;
  const readSeq = isOld ? old.readSeq : Math.max(from.readSeq, news.readSeq ?? 0);
  const mentions = mergeMarks(old.mentions, news).filter(([seq]) => seq > readSeq);
  const next: ChannelCounters = {
    channelId,
    version: Math.max(old.version, news.version ?? 0),
    posted: Math.max(old.posted, news.posted ?? 0),
    readSeq,
    readOrdinal: isOld ? old.readOrdinal : Math.max(from.readOrdinal, news.readOrdinal ?? 0),
    rewinds: Math.max(old.rewinds, rewinds),
    mentions: sameMarks(mentions, old.mentions) ? old.mentions : mentions,
  };
  const same =
    counters[channelId] !== undefined &&
    (Object.keys(next) as (keyof ChannelCounters)[]).every((key) => next[key] === old[key]);
  return same ? counters : { ...counters, [channelId]: next };
}

function mergeMarks(
  old: readonly MentionMark[],
  { mentions, version = 0 }: Partial<ChannelCounters>,
): readonly MentionMark[] {
  if (!mentions) return old;
  const newer = old.filter((mark) => mark[1] > version);
  return withMarks(none, [...mentions, ...newer]);
}

/** Marks with others, of each message the latest, in the order of the messages. */
export function withMarks(
  marks: readonly MentionMark[],
  more: readonly MentionMark[],
): readonly MentionMark[] {
  const latest = new Map(marks);
  for (const [seq, version] of more) latest.set(seq, Math.max(version, latest.get(seq) ?? 0));
  return [...latest].toSorted(([a], [b]) => a - b);
}

const sameMarks = (a: readonly MentionMark[], b: readonly MentionMark[]): boolean =>
  a.length === b.length &&
  a.every(([seq, version], index) => b[index]![0] === seq && b[index]![1] === version);

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
    ...{ threads: pick(state.threads), followed: pick(state.followed), unmarked: pick(state.unmarked) },
  };
}
