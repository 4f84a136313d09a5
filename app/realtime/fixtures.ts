import type { ViewerDto } from '#contract/accounts';
import type { ChannelDto } from '#contract/channels';
import type { BootstrapDto, CommunityDto } from '#contract/communities';
import type { MessageDto, MessagePage } from '#contract/messages';

/** Small, complete values for the tests of this folder and of the conversation. */
export const viewer: ViewerDto = {
  id: 'viewer',
  username: 'aleks',
  displayName: 'Aleks',
  email: null,
  isAdmin: false,
};

export function makeCommunity(over: Partial<CommunityDto> = {}): CommunityDto {
  const channel = {
    categoryId: null,
    kind: 'text',
    topic: '',
    isPrivate: false,
    synced: true,
    locked: false,
    slowMode: 0,
    permissions: [],
  } satisfies Partial<ChannelDto>;
  return {
    id: 'club',
    name: 'Millbrook Makers',
    colour: 'ember',
    letter: 'MM',
    ownerId: 'viewer',
    memberCount: 3,
    categories: [],
    channels: [
      {
        ...channel,
        id: 'workshop',
        name: 'workshop',
        position: 0,
        permissions: ['channel.view', 'message.send'],
      },
      { ...channel, id: 'general', name: 'general', position: 1, permissions: ['channel.view'] },
    ],
    permissions: [],
    roles: [],
    rank: 0,
    timeoutUntil: null,
    invitesPaused: false,
    joinRequests: null,
    raidAlarm: false,
    openReports: null,
    heldMessages: null,
    ...over,
  };
}

export function makeBootstrap(over: Partial<BootstrapDto> = {}): BootstrapDto {
  const counters = ['workshop', 'general'].map((channelId) => ({
    channelId,
    version: 0,
    posted: 0,
    readSeq: 0,
    readOrdinal: 0,
  }));
  return {
    ...{ communities: [makeCommunity()], conversations: [], relations: [], threads: [], counters, faces: {} },
    ...over,
  };
}

/** A message whose id and text follow from its `seq`. */
export function makeMessage(seq: number, over: Partial<MessageDto> = {}): MessageDto {
  return {
    id: `m${seq}`,
    channelId: 'workshop',
    seq,
    version: seq,
    ordinal: seq,
    author: { id: 'noor', username: 'noor', displayName: 'Noor' },
    body: `message ${seq}`,
    tree: null,
    replyTo: null,
    createdAt: new Date(Date.UTC(2026, 10, 19, 9, 0, seq)).toISOString(),
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    reactions: [],
    clientId: null,
    ...over,
  };
}

export function makePage(messages: MessageDto[], over: Partial<MessagePage> = {}): MessagePage {
  return {
    messages,
    threads: [],
    hasBefore: false,
    hasAfter: false,
    version: Math.max(0, ...messages.map((message) => message.version)),
    posted: Math.max(0, ...messages.map((message) => message.ordinal)),
    ...over,
  };
}
