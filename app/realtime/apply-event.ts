import { typingMs, type MentionMark } from '#contract/channels';
import type { MessageDto } from '#contract/messages';
import type { ServerEvents } from '#contract/protocol';
import type { ReactionChange } from '#contract/reactions';
import { putFaces, putMessage, putPoll, putReaction } from './log-changes.ts';
import { type HeldReaction, heldChange, heldClearing, heldPoll } from './log-reactions.ts';
import {
  type ClientState,
  laterOf,
  laterOwn,
  mergeCounters,
  onlyVisible,
  renewed,
  stillMarked,
  withMarks,
  withThreads,
} from './client-state.ts';
import { withPresence } from './presence-state.ts';
import { withSeen } from './seen-state.ts';

type Handlers = {
  [Name in keyof ServerEvents]: (state: ClientState, payload: ServerEvents[Name], now: number) => ClientState;
};

/**
 * The state after one event of the instance. Pure; returns the same object when the event says nothing new.
 *
 * Events about messages and counters may come late, doubled or in any order: the result is the same. Events about
 * communities are whole and the last one wins. `now` (milliseconds) only dates typing notes.
 */
export function applyEvent<Name extends keyof ServerEvents>(
  state: ClientState,
  name: Name,
  payload: ServerEvents[Name],
  now: number,
): ClientState {
  return Object.hasOwn(handlers, name) ? handlers[name](state, payload, now) : state;
}

const handlers: Handlers = {
  'message.created': (state, { message }) => withoutTypist(withMessage(state, message), message),
  'message.updated': (state, { message }) => withMessage(state, message),

  'reaction.changed': (state, change) => withReaction(state, change, heldChange(change, state.viewer.id)),
  'reaction.cleared': (state, cleared) => withReaction(state, cleared, heldClearing(cleared)),

  'poll.changed': (state, change) => withReaction(state, change, heldPoll(change)),
  'poll.own': (state, { channelId, messageId, poll }) => {
    const log = state.logs[channelId];
    const next = log && putPoll(log, messageId, poll);
    return next && next !== log ? { ...state, logs: { ...state.logs, [channelId]: next } } : state;
  },

  'channel.counters': (state, { channels }, now) => {
    let { counters, conversations } = state;
    for (const { channelId, version, posted } of channels) {
      if (!counters[channelId]) continue;
      const before = counters[channelId]?.posted ?? 0;
      counters = mergeCounters(counters, channelId, { version, posted });
      if (posted > before) conversations = active(conversations, channelId, new Date(now).toISOString());
    }
    return counters === state.counters ? state : { ...state, counters, conversations };
  },

  'channel.read': (state, { channelId, readSeq, readOrdinal, rewinds, mentions, version }) => {
    if (!state.counters[channelId]) return state;
    const counters = mergeCounters(state.counters, channelId, {
      ...{ readSeq, readOrdinal, rewinds },
      ...(mentions &&
        version !== undefined && { mentions: stillMarked(state, channelId, mentions), version }),
    });
    return counters === state.counters ? state : { ...state, counters };
  },

  'channel.mentions': (state, { channelId, marks }) => {
    const old = state.counters[channelId];
    if (!old) return state;
    const unmarked = { ...state.unmarked[channelId] };
    for (const { seq, version, on } of marks) if (!on) unmarked[seq] = Math.max(version, unmarked[seq] ?? 0);
    const told = { ...state, unmarked: { ...state.unmarked, [channelId]: unmarked } };
    const more = marks.filter(({ on, seq }) => on && seq > old.readSeq);
    const mentions = stillMarked(
      told,
      channelId,
      withMarks(
        old.mentions,
        more.map(({ seq, version }): MentionMark => [seq, version]),
      ),
    );
    return { ...told, counters: { ...state.counters, [channelId]: { ...old, mentions } } };
  },

  'channel.seen': (state, { channelId, ...seen }) => withSeen(state, channelId, [seen]),

  'channel.typing': (state, { channelId, accountId, displayName }, now) => {
    if (accountId === state.viewer.id || !state.counters[channelId]) return state;
    const others = (state.typing[channelId] ?? []).filter((note) => note.accountId !== accountId);
    const note = { accountId, displayName, until: now + typingMs.holds };
    return { ...state, typing: { ...state.typing, [channelId]: [...others, note] } };
  },

  'community.updated': (state, { community }) => {
    const { id } = community;
    const order = state.communityOrder;
    return onlyVisible({
      ...state,
      communities: { ...state.communities, [id]: renewed(state, community) },
      communityOrder: order.includes(id) ? order : [...order, id],
    });
  },

  'member.updated': (state, { communityId, members }) => withFaces(state, communityId, members),

  'community.removed': (state, { communityId }) => {
    if (!state.communities[communityId]) return state;
    const { [communityId]: _, ...communities } = state.communities;
    const communityOrder = state.communityOrder.filter((id) => id !== communityId);
    return onlyVisible({ ...state, communities, communityOrder });
  },

  'notifications.updated': (state, { notifications }) => ({ ...state, notifications }),

  'saved.changed': (state, { at }) => withHeard(state, 'saved', at),
  'scheduled.changed': (state, { at }) => withHeard(state, 'scheduled', at),

  'conversation.updated': (state, { conversation }) => {
    const { id } = conversation;
    const next = laterOf(state.conversations[id], conversation);
    return onlyVisible({ ...state, conversations: { ...state.conversations, [id]: next } });
  },

  'conversation.removed': (state, { conversationId }) => {
    if (!state.conversations[conversationId]) return state;
    const { [conversationId]: _, ...conversations } = state.conversations;
    return onlyVisible({ ...state, conversations });
  },

  'relation.updated': (state, { account, state: relation, since }) => {
    const { [account.id]: _, ...others } = state.relations;
    const relations = relation ? { ...others, [account.id]: { account, state: relation, since } } : others;
    return { ...state, relations };
  },

  'thread.updated': (state, { thread }) =>
    onlyVisible({ ...state, threads: withThreads(state.threads, [thread]) }),

  'thread.followed': (state, { thread, isFollowed }) => {
    const { [thread.id]: _, ...others } = state.followed;
    const followed = isFollowed ? { ...others, [thread.id]: true as const } : others;
    return onlyVisible({ ...state, followed, threads: withThreads(state.threads, [thread]) });
  },

  'thread.removed': (state, { threadId }) => {
    if (!state.threads[threadId]) return state;
    const { [threadId]: _, ...threads } = state.threads;
    return onlyVisible({ ...state, threads });
  },

  'presence.changed': (state, { people }) => withPresence(state, people),

  'presence.own': (state, { own }) => ({ ...state, own: laterOwn(state.own, own) }),

  // The connection's own affair.
  hello: (state) => state,

  resync: (state) => ({
    ...state,
    logs: Object.fromEntries(Object.entries(state.logs).map(([id, log]) => [id, { ...log, stale: true }])),
  }),

  'session.ended': (state) => state,
};

/** When a list of the viewer's changed last, as far as was heard: whoever shows it asks anew. */
function withHeard(state: ClientState, list: 'saved' | 'scheduled', at: string): ClientState {
  const known = state.heard?.[list];
  return known && known >= at ? state : { ...state, heard: { ...state.heard, [list]: at } };
}

function withFaces(
  state: ClientState,
  communityId: string,
  members: ServerEvents['member.updated']['members'],
): ClientState {
  const community = state.communities[communityId];
  if (!community) return state;
  const faces = new Map(members.map(({ accountId, face }) => [accountId, face]));
  let { logs } = state;
  for (const { id } of community.channels) {
    const log = logs[id];
    const next = log && putFaces(log, faces);
    if (next && next !== log) logs = { ...logs, [id]: next };
  }
  const own = faces.get(state.viewer.id);
  return { ...state, logs, ...(own && { faces: { ...state.faces, [communityId]: own } }) };
}

function withMessage(state: ClientState, message: MessageDto): ClientState {
  const { channelId, version, ordinal } = message;
  if (!state.counters[channelId]) return state;
  const counters = mergeCounters(state.counters, channelId, { version, posted: ordinal });
  const log = state.logs[channelId];
  const next = log && putMessage(log, message);
  if (next === log && counters === state.counters) return state;
  const conversations = active(state.conversations, channelId, message.createdAt);
  return { ...state, counters, conversations, ...(next && { logs: { ...state.logs, [channelId]: next } }) };
}

/** Notes that something was said in a conversation at `at`; nothing for a channel of a community. */
function active(
  conversations: ClientState['conversations'],
  id: string,
  at: string,
): ClientState['conversations'] {
  const conversation = conversations[id];
  if (!conversation || conversation.activeAt >= at) return conversations;
  return { ...conversations, [id]: { ...conversation, activeAt: at } };
}

function withReaction(
  state: ClientState,
  { channelId, version }: Pick<ReactionChange, 'channelId' | 'version'>,
  change: HeldReaction,
): ClientState {
  if (!state.counters[channelId]) return state;
  const counters = mergeCounters(state.counters, channelId, { version });
  const log = state.logs[channelId];
  const next = log && putReaction(log, change);
  if (next === log && counters === state.counters) return state;
  return { ...state, counters, ...(next && { logs: { ...state.logs, [channelId]: next } }) };
}

/** Who has just posted is not writing any more. */
function withoutTypist(state: ClientState, message: MessageDto): ClientState {
  const notes = state.typing[message.channelId];
  const rest = notes?.filter((note) => note.accountId !== message.author?.id);
  if (!notes || !rest || rest.length === notes.length) return state;
  return { ...state, typing: { ...state.typing, [message.channelId]: rest } };
}

/** Drops typing notes past their time; the same state when there are none. */
export function withoutOldTyping(state: ClientState, now: number): ClientState {
  let { typing } = state;
  for (const [channelId, notes] of Object.entries(typing)) {
    const live = notes.filter((note) => note.until > now);
    if (live.length !== notes.length) typing = { ...typing, [channelId]: live };
  }
  return typing === state.typing ? state : { ...state, typing };
}
