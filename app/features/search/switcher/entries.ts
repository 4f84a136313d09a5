import type { ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import type { ConversationDto } from '#contract/conversations';
import { m } from '#i18n';
import type { ClientState } from '../../../realtime/client-state.ts';
import { unreadOf } from '../../../realtime/hooks.ts';
import { conversationAddress, othersOf, titleOf } from '../../direct/names.ts';
import { fit } from './fuzzy.ts';
import { settingsPages } from './settings-pages.ts';

/** Somewhere that one can go. */
export interface Entry {
  /** Unique; of a place, its id. */
  id: string;
  label: string;
  /** More that tells it from others of its name. */
  detail: string;
  /** Other names it can be found by. */
  also: readonly string[];
  to: string;
  /** The community it is in. */
  communityId?: string;
  unread: number;
  picture:
    | { kind: 'channel'; channel: ChannelDto }
    | { kind: 'community'; community: CommunityDto }
    | { kind: 'conversation'; conversation: ConversationDto }
    | { kind: 'thread' }
    | { kind: 'person'; id: string; name: string }
    | { kind: 'settings' };
}

/** What can be gone to, of all that this browser knows. A new kind of place is one more of these. */
type Provider = (state: ClientState) => Entry[];

const communities: Provider = (state) =>
  listed(state).map((community) => ({
    id: community.id,
    label: community.name,
    detail: m.switcher_community(),
    also: [],
    to: `/c/${community.id}`,
    unread: 0,
    picture: { kind: 'community', community },
  }));

const channels: Provider = (state) =>
  listed(state).flatMap((community) =>
    community.channels.map((channel) => ({
      id: channel.id,
      label: channel.name,
      detail: community.name,
      also: [`${channel.name} ${community.name}`],
      to: `/c/${community.id}/${channel.id}`,
      communityId: community.id,
      unread: unreadOf(state.counters[channel.id]),
      picture: { kind: 'channel' as const, channel },
    })),
  );

const conversations: Provider = (state) =>
  Object.values(state.conversations)
    .filter(({ answer }) => answer === 'accepted')
    .map((conversation) => ({
      id: conversation.id,
      label: titleOf(conversation, state.viewer.id),
      detail: m.direct_title(),
      also: othersOf(conversation, state.viewer.id).map(({ username }) => username),
      to: conversationAddress(conversation.id),
      unread: unreadOf(state.counters[conversation.id]),
      picture: { kind: 'conversation', conversation },
    }));

const threads: Provider = (state) =>
  Object.values(state.threads).flatMap((thread): Entry[] => {
    const community = state.communities[thread.communityId];
    const parent = community?.channels.find(({ id }) => id === thread.parentId);
    if (!community || !parent) return [];
    return [
      {
        ...{ id: thread.id, label: thread.name, also: [], communityId: community.id, unread: 0 },
        detail: `#${parent.name} · ${community.name}`,
        to: `/c/${community.id}/${parent.id}/t/${thread.id}`,
        picture: { kind: 'thread' },
      },
    ];
  });

const settings: Provider = ({ viewer }) =>
  settingsPages(viewer.isAdmin).map(({ to, label }) => ({
    ...{ id: to, label, detail: m.settings_title(), also: [], to, unread: 0 },
    picture: { kind: 'settings' },
  }));

const providers: readonly Provider[] = [channels, conversations, communities, settings];

const listed = (state: ClientState): CommunityDto[] =>
  state.communityOrder.flatMap((id) => state.communities[id] ?? []);

const shown = 20;

/**
 * What fits, the best first; what is in the open community, or was used lately, counts for a little more. With nothing typed: what is unread, and then what
 * was open last, but not what is open now.
 */
export function entriesFor(
  state: ClientState,
  typed: string,
  recent: readonly string[],
  open: { channelId?: string | undefined; communityId?: string | undefined },
): Entry[] {
  const all = providers.flatMap((provider) => provider(state));
  const age = new Map(recent.map((id, index) => [id, index]));
  const ageOf = ({ id }: Entry) => age.get(id) ?? Infinity;
  if (typed.trim() === '')
    return all
      .filter(
        (entry) =>
          entry.id !== (open.channelId ?? open.communityId) && (entry.unread > 0 || age.has(entry.id)),
      )
      .sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0) || byNumber(ageOf(a), ageOf(b)))
      .slice(0, shown);
  return fitting(all, typed, ageOf, open);
}

/** Where the viewer may write: what fits, the best first; with nothing typed, what was open last and then the rest. */
export function writableEntries(state: ClientState, typed: string, recent: readonly string[]): Entry[] {
  const all = [channels, conversations, threads].flatMap((provider) => provider(state));
  const writable = all.filter(({ id }) => mayWrite(state, id));
  const age = new Map(recent.map((id, index) => [id, index]));
  const ageOf = ({ id }: Entry) => age.get(id) ?? Infinity;
  if (typed.trim() !== '') return fitting(writable, typed, ageOf, {});
  return writable.sort((a, b) => byNumber(ageOf(a), ageOf(b))).slice(0, shown);
}

function mayWrite(state: ClientState, id: string): boolean {
  const thread = state.threads[id];
  const channel = Object.values(state.communities)
    .flatMap((community) => community.channels)
    .find((each) => each.id === (thread?.parentId ?? id));
  // In a forum itself nobody writes.
  if (!thread && channel?.kind === 'forum') return false;
  const permissions = (channel ?? state.conversations[id])?.permissions ?? [];
  // One that is locked is for moderators.
  return permissions.includes(thread?.locked ? 'message.manage' : 'message.send');
}

function fitting(
  all: readonly Entry[],
  typed: string,
  ageOf: (entry: Entry) => number,
  open: { communityId?: string | undefined },
): Entry[] {
  return all
    .map((entry) => {
      const score = Math.max(fit(typed, entry.label), ...entry.also.map((name) => fit(typed, name) * 0.9));
      const near = entry.communityId && entry.communityId === open.communityId ? 0.06 : 0;
      return { entry, score: score > 0 ? score + near + 0.05 / (1 + Math.min(ageOf(entry), 1000)) : 0 };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byNumber(ageOf(a.entry), ageOf(b.entry)))
    .slice(0, shown)
    .map(({ entry }) => entry);
}

/** Of two that are both infinite neither comes first. */
const byNumber = (a: number, b: number): number => (a === b ? 0 : a - b);
