import type { ChannelEvents, SeenDto } from '#contract/channels';
import type { BootstrapDto, CommunityEvents } from '#contract/communities';
import type { ConversationEvents } from '#contract/conversations';
import type { PostFilter, PostPage } from '#contract/forums';
import type { FriendEvents } from '#contract/friends';
import type {
  InboxFilter,
  InboxPage,
  MuteTime,
  NotificationEvents,
  NotificationLevel,
  NotificationPlace,
  NotificationPreferences,
} from '#contract/notifications';
import type { NewPoll, PollEvents, PollOfMessage, VoterPage } from '#contract/polls';
import type { ReactionChange, ReactionEvents, ReactionsCleared, ReactorPage } from '#contract/reactions';
import type { ReportReason } from '#contract/reports';
import type { SavedEvents, SavedPage, SavedState } from '#contract/saved';
import type { ScheduledCount, ScheduledEvents, ScheduledMessageDto } from '#contract/scheduled';
import type { ThreadDto, ThreadEvents } from '#contract/threads';
import type { ChosenState, OwnPresenceDto, PresenceDto, PresenceEvents } from '#contract/presence';
import type { FoundPersonDto, SearchOrder, SearchPage } from '#contract/search';
import type { MessageChanges, MessageDto, MessageEvents, MessagePage, PreviewDto } from '#contract/messages';

/** Kinds of failure, the same over HTTP (as a status) and over the socket (in the acknowledgement). */
export const errorStatus = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  LENGTH_REQUIRED: 411,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** What was wrong with a field. */
export type FieldProblem =
  | 'required'
  | 'too_short'
  | 'too_long'
  | 'invalid'
  | 'taken'
  | 'unknown_field'
  | 'wrong';

/** A failure more exact than its code; the app has a sentence for each in every language. */
export type ErrorReason =
  | 'login.failed'
  | 'password.wrong'
  | 'registration.closed'
  | 'registration.off'
  | 'setup.code_wrong'
  | 'setup.taken'
  | 'invite.gone'
  | 'invite.paused'
  | 'join.refused'
  | 'join.questions_changed'
  | 'community.owner_cannot_leave'
  | 'community.creation_closed'
  | 'limit.reached'
  | 'message.undo_expired'
  | 'message.filtered'
  | 'message.held'
  | 'message.refused'
  | 'channel.slow_mode'
  | 'channel.pins_full'
  | 'held.author_gone'
  | 'moderation.decided'
  | 'report.again'
  | 'account.other'
  | 'member.banned'
  | 'account.waiting'
  | 'account.owns_communities'
  | 'admin.last'
  | 'admin.self'
  | 'reset.gone'
  | 'community.not_archived'
  | 'confirm.differs'
  | 'community.owner_no_member'
  | 'reply.gone'
  | 'scheduled.sending'
  | 'message.reactions_full'
  | 'poll.ended'
  | 'poll.anonymous'
  | 'search.too_broad'
  | 'person.unknown'
  | 'person.blocked'
  | 'conversation.closed'
  | 'role.beyond'
  | 'role.everyone'
  | 'override.locks_out'
  | 'origin.refused';

export interface ErrorDto {
  code: ErrorCode;
  /** English, safe to show, for clients without a catalogue. */
  message: string;
  reason?: ErrorReason;
  /** Per field, when the code is INVALID or CONFLICT. */
  fields?: Record<string, FieldProblem>;
  /** Seconds to wait, when the code is RATE_LIMITED or UNAVAILABLE. */
  retryAfter?: number;
  /** What the community's moderators say about it, in their words. */
  detail?: string;
  /** Names the log line, when the code is INTERNAL. */
  requestId?: string;
}

/** Every socket command is acknowledged with this. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: ErrorDto };

/** Commands of the socket: payload and what the acknowledgement carries. */
export interface SocketCommands {
  /** One's communities and counters as they are now: asked after each connect, for what was missed before it. */
  'bootstrap.get': { input: Record<string, never>; output: BootstrapDto };
  /** Receive the full events of these channels (replaces nothing, adds). Answers those that were granted. */
  'channel.subscribe': { input: { channelIds: string[] }; output: { channelIds: string[] } };
  'channel.unsubscribe': { input: { channelIds: string[] }; output: Record<string, never> };
  'channel.changes': { input: { channelId: string; since: number }; output: MessageChanges };
  'channel.history': {
    input: { channelId: string; before?: number; after?: number; around?: string };
    output: MessagePage;
  };
  'channel.read': { input: { channelId: string; seq: number }; output: Record<string, never> };
  'channel.unread': { input: { channelId: string; seq: number }; output: Record<string, never> };
  /** How far the others of a small conversation have read. */
  'channel.seen': { input: { channelId: string }; output: { seen: SeenDto[] } };
  'community.read': { input: { communityId: string }; output: Record<string, never> };
  'channel.typing': { input: { channelId: string }; output: Record<string, never> };
  /** Follow these people, and no others: those on screen. Answers how each of them is. */
  'presence.watch': { input: { accountIds: string[] }; output: { people: PresenceDto[] } };
  /** Whether somebody is at this device; each connection begins as not idle. */
  'presence.activity': { input: { idle: boolean }; output: Record<string, never> };
  'presence.choose': { input: { state: ChosenState }; output: OwnPresenceDto };
  /** Both empty: no custom status any more. `seconds` null: it does not end by itself. */
  'status.set': { input: { emoji: string; text: string; seconds: number | null }; output: OwnPresenceDto };
  /** What one notes about somebody, for oneself; empty: nothing. */
  'profile.note': { input: { accountId: string; body: string }; output: Record<string, never> };
  'message.send': {
    input: {
      channelId: string;
      clientId: string;
      body: string;
      replyToId?: string;
      ping?: boolean;
      poll?: NewPoll;
    };
    output: MessageDto;
  };
  /** Posts what a message says into another channel, with a comment or without. */
  'message.forward': {
    input: { messageId: string; channelId: string; clientId: string; body?: string };
    output: MessageDto;
  };
  /** What links to messages show, of those that the viewer may see. */
  'preview.list': { input: { messageIds: string[] }; output: { previews: PreviewDto[] } };
  'message.pin': { input: { messageId: string }; output: MessageDto };
  'message.unpin': { input: { messageId: string }; output: MessageDto };
  'messages.delete': {
    input: { channelId: string; messageIds: string[]; reason?: string };
    output: { messages: MessageDto[] };
  };
  'messages.restore': {
    input: { channelId: string; messageIds: string[] };
    output: { messages: MessageDto[] };
  };
  'report.create': {
    input: { messageId: string; reason: ReportReason; comment?: string };
    output: Record<string, never>;
  };
  'inbox.list': { input: { filter?: InboxFilter; before?: string }; output: InboxPage };
  'inbox.read': { input: { itemIds: string[] }; output: Record<string, never> };
  'inbox.read_all': { input: Record<string, never>; output: Record<string, never> };
  'notifications.place': {
    input: {
      place: NotificationPlace;
      placeId: string;
      level?: NotificationLevel | null;
      mute?: MuteTime;
    };
    output: Record<string, never>;
  };
  'notifications.preferences': {
    input: Partial<NotificationPreferences>;
    output: Record<string, never>;
  };
  /** `change` is null when it was so already. */
  'reaction.add': { input: { messageId: string; emoji: string }; output: { change: ReactionChange | null } };
  'reaction.remove': {
    input: { messageId: string; emoji: string };
    output: { change: ReactionChange | null };
  };
  'reaction.clear': {
    input: { messageId: string; emoji?: string; reason?: string };
    output: { cleared: ReactionsCleared | null };
  };
  'reaction.list': { input: { messageId: string; emoji: string; after?: string }; output: ReactorPage };
  'poll.get': { input: { messageId: string }; output: PollOfMessage };
  'poll.vote': { input: { messageId: string; answer: number }; output: PollOfMessage };
  /** Without `answer`: all of one's votes. */
  'poll.retract': { input: { messageId: string; answer?: number }; output: PollOfMessage };
  'poll.end': { input: { messageId: string; reason?: string }; output: PollOfMessage };
  'poll.voters': { input: { messageId: string; answer: number; after?: string }; output: VoterPage };
  'message.edit': { input: { messageId: string; body: string }; output: MessageDto };
  'message.delete': { input: { messageId: string; reason?: string }; output: MessageDto };
  'message.restore': { input: { messageId: string }; output: MessageDto };
  'thread.create': { input: { messageId: string; name?: string }; output: ThreadDto };
  /** Posts of a forum: a page of them. */
  'post.list': { input: { channelId: string; before?: string } & PostFilter; output: PostPage };
  'thread.follow': { input: { threadId: string; following: boolean }; output: Record<string, never> };
  'search.messages': {
    input: {
      text: string;
      channelId?: string;
      communityId?: string;
      order?: SearchOrder;
      after?: string;
      timeZone?: string;
    };
    output: SearchPage;
  };
  'saved.list': { input: { before?: string }; output: SavedPage };
  'saved.find': { input: { messageId: string }; output: SavedState };
  /** `remindAt` null: no reminder any more; left out: as it is. */
  'saved.save': { input: { messageId: string; remindAt?: string | null }; output: SavedState };
  'saved.remove': { input: { messageId: string }; output: Record<string, never> };
  'scheduled.list': { input: Record<string, never>; output: { items: ScheduledMessageDto[] } };
  'scheduled.counts': { input: Record<string, never>; output: { channels: ScheduledCount[] } };
  'scheduled.create': {
    input: { channelId: string; clientId: string; body: string; replyToId?: string; sendAt: string };
    output: ScheduledMessageDto;
  };
  'scheduled.change': {
    input: { scheduledId: string; body?: string; sendAt?: string };
    output: ScheduledMessageDto;
  };
  'scheduled.send': { input: { scheduledId: string }; output: MessageDto };
  'scheduled.remove': { input: { scheduledId: string }; output: Record<string, never> };
  'search.people': { input: { query: string; communityId?: string }; output: { people: FoundPersonDto[] } };
}

export interface SystemEvents {
  /** Sent once after connecting; `build` changes with an upgrade, `accountId` is who this socket acts as. */
  hello: { accountId: string; build: string; serverTime: string };
  /** Something may have been missed: ask `channel.changes` for every open channel. */
  resync: Record<string, never>;
  /** The session ended (signed out, password changed, account disabled): the socket closes after this. */
  'session.ended': Record<string, never>;
}

/** Everything the server sends. Each payload is one object; clients ignore fields and events they do not know. */
export interface ServerEvents
  extends
    ChannelEvents,
    CommunityEvents,
    ConversationEvents,
    FriendEvents,
    MessageEvents,
    PresenceEvents,
    NotificationEvents,
    PollEvents,
    ReactionEvents,
    SavedEvents,
    ScheduledEvents,
    SystemEvents,
    ThreadEvents {}
