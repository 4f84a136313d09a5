import type { ServerEvents } from '#contract/protocol';
import type { ChannelSignals } from '#server/domains/channels/index.ts';
import type { ThreadSignals } from '#server/domains/threads/index.ts';
import type { Friends, FriendSignals } from '#server/domains/friends/index.ts';
import type {
  CommunityView,
  ConversationView,
  Directory,
  ThreadView,
} from '#server/domains/permissions/index.ts';
import type { MentionNote, MessageSignals } from '#server/domains/messages/index.ts';
import type { NotificationSignals } from '#server/domains/notifications/index.ts';
import type { PollSignals } from '#server/domains/polls/index.ts';
import type { ReactionSignals } from '#server/domains/reactions/index.ts';
import type { Bus } from '#server/platform/bus.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import type { Audience } from './audience.ts';
import { MentionSender, memberOf, portionsOf } from './mention-sender.ts';
import { accountRoom, channelRoom, profileRoom } from './rooms.ts';
import type { Delivery, HearthServer } from './types.ts';

const counterMs = 1000;
/** About 70 bytes a channel in a notification of 8,000. */
const movedPerNotification = 80;

interface Moved {
  version: number;
  posted: number;
}

/**
 * From what happened to who hears of it. Full events go to those who have a channel open; everybody else who may see it
 * learns at most once a second how far it has come.
 */
export class Broadcast {
  readonly #io: HearthServer;
  readonly #bus: Bus;
  readonly #directory: Directory;
  readonly #audience: Audience;
  readonly #log: Logger;
  readonly #cluster: boolean;
  readonly #mentionSender: MentionSender;
  #moved = new Map<string, Moved>();
  #mentions: MentionNote[] = [];
  #flushedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    io: HearthServer,
    bus: Bus,
    directory: Directory,
    audience: Audience,
    log: Logger,
    cluster: boolean,
    friends: Pick<Friends, 'blockersOf'>,
  ) {
    this.#io = io;
    this.#bus = bus;
    this.#directory = directory;
    this.#audience = audience;
    this.#log = log;
    this.#cluster = cluster;
    this.#mentionSender = new MentionSender(io, directory, audience, friends);
    io.on('deliver', (deliveries) => this.#deliver(deliveries));
    bus.on('channels.moved', ({ channels }) => this.#complain(this.#sendCounters(channels)));
    bus.on('mentions.moved', ({ notes }) => this.#complain(this.#sendMentions(notes)));
  }

  readonly messages: MessageSignals = {
    created: (messages, reads) => {
      this.#emit([
        ...messages.map((message): Delivery => ({
          room: channelRoom(message.channelId),
          name: 'message.created',
          payload: { message },
        })),
        ...reads.map(({ accountId, event }) => readBy(accountId, event)),
      ]);
      for (const { channelId, version, ordinal } of messages) this.#note(channelId, version, ordinal);
    },
    updated: (message, posted) => {
      this.#emit([{ room: channelRoom(message.channelId), name: 'message.updated', payload: { message } }]);
      this.#note(message.channelId, message.version, posted);
    },
    mentioned: (notes) => {
      this.#mentions.push(...notes);
      this.#plan();
    },
    moved: (channelId, version, posted) => {
      this.#emit([{ room: channelRoom(channelId), name: 'resync', payload: {} }]);
      this.#note(channelId, version, posted);
    },
  };

  readonly polls: PollSignals = {
    changed: (change, posted, own) => {
      this.#emit([
        // First, so that who counts their own vote knows that it is theirs.
        ...(own ? [{ room: accountRoom(own.accountId), name: 'poll.own', payload: own.poll } as const] : []),
        { room: channelRoom(change.channelId), name: 'poll.changed', payload: change },
      ]);
      this.#note(change.channelId, change.version, posted);
    },
  };

  readonly reactions: ReactionSignals = {
    changed: (change, posted) => {
      this.#emit([{ room: channelRoom(change.channelId), name: 'reaction.changed', payload: change }]);
      this.#note(change.channelId, change.version, posted);
    },
    cleared: (cleared, posted) => {
      this.#emit([{ room: channelRoom(cleared.channelId), name: 'reaction.cleared', payload: cleared }]);
      this.#note(cleared.channelId, cleared.version, posted);
    },
    moved: (...moved) => this.messages.moved(...moved),
  };

  readonly channels: ChannelSignals = {
    read: (accountId, event) => this.#emit([readBy(accountId, event)]),
    seen: (accountIds, payload) =>
      this.#emit(
        accountIds.map((id): Delivery => ({ room: accountRoom(id), name: 'channel.seen', payload })),
      ),
    typing: (event) =>
      this.#emit([
        {
          room: channelRoom(event.channelId),
          except: accountRoom(event.accountId),
          name: 'channel.typing',
          payload: event,
        },
      ]),
  };

  readonly notifications: NotificationSignals = {
    unmarked: (accountId, payload) =>
      this.#emit([{ room: accountRoom(accountId), name: 'channel.mentions', payload }]),
  };

  readonly friends: FriendSignals = {
    related: (accountId, payload) =>
      this.#emit([{ room: accountRoom(accountId), name: 'relation.updated', payload }]),
  };

  readonly threads: ThreadSignals = {
    updated: (thread, followers) =>
      this.#emit([
        { room: channelRoom(thread.parentId), name: 'thread.updated', payload: { thread } },
        ...[...followers].map((id): Delivery => ({
          room: accountRoom(id),
          except: channelRoom(thread.parentId),
          name: 'thread.updated',
          payload: { thread },
        })),
      ]),
    begun: (channelId, version, posted) => {
      const payload = { channels: [{ channelId, version, posted }] };
      this.#emit([{ room: channelRoom(channelId), name: 'channel.counters', payload }]);
      this.#note(channelId, version, posted);
    },
    removed: (threadId, parentId, followers) =>
      this.#emit([
        { room: channelRoom(parentId), name: 'thread.removed', payload: { threadId } },
        ...[...followers].map((id): Delivery => ({
          room: accountRoom(id),
          except: channelRoom(parentId),
          name: 'thread.removed',
          payload: { threadId },
        })),
      ]),
    followed: (accountId, payload) =>
      this.#emit([{ room: accountRoom(accountId), name: 'thread.followed', payload }]),
  };

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Here at once; to the other replicas in one notification, however many messages a commit had. */
  #emit(deliveries: Delivery[]): void {
    this.#deliver(deliveries);
    if (this.#cluster) this.#io.serverSideEmit('deliver', deliveries);
  }

  #deliver(deliveries: readonly Delivery[]): void {
    for (const { room, except, name, payload } of deliveries) {
      const all = this.#io.local.to(room);
      // Name and payload belong together by their type, which a loop over them loses.
      const target: { emit(name: string, payload: unknown): boolean } =
        except === undefined ? all : all.except(except);
      target.emit(name, payload);
    }
  }

  /** The first change goes out at once, so that a quiet place feels quick; those that follow within a second wait. */
  #note(channelId: string, version: number, posted: number): void {
    const moved = this.#moved.get(channelId);
    this.#moved.set(channelId, {
      version: Math.max(version, moved?.version ?? 0),
      posted: Math.max(posted, moved?.posted ?? 0),
    });
    this.#plan();
  }

  #plan(): void {
    this.#timer ??= setTimeout(
      () => this.#flush(),
      Math.max(20, this.#flushedAt + counterMs - performance.now()),
    );
  }

  #flush(): void {
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    const channels = [...this.#moved].map(([id, { version, posted }]): [string, number, number] => [
      id,
      version,
      posted,
    ]);
    this.#moved = new Map();
    const notes = this.#mentions;
    this.#mentions = [];
    if (!this.#cluster) {
      this.#complain(this.#sendCounters(channels));
      this.#complain(this.#sendMentions(notes));
      return;
    }
    for (const part of portionsOf(notes)) this.#bus.share('mentions.moved', { notes: part });
    for (let start = 0; start < channels.length; start += movedPerNotification)
      this.#bus.share('channels.moved', { channels: channels.slice(start, start + movedPerNotification) });
  }

  #complain(sending: Promise<void>): void {
    sending.catch((error: unknown) =>
      this.#log.warn({ error: describeError(error) }, 'counters were not sent'),
    );
  }

  async #sendMentions(notes: readonly MentionNote[]): Promise<void> {
    const again = await this.#mentionSender.send(notes);
    if (again.length > 0) this.messages.mentioned(again);
  }

  /** A conversation has 50 members at most: their own rooms do, and nobody needs one more. */
  #sendToMembers(view: ConversationView, counters: { channelId: string } & Moved): void {
    const rooms = [...view.memberIds].filter((id) => view.answerOf(id) !== 'declined').map(accountRoom);
    if (rooms.length === 0) return;
    const target = this.#io.local.to(rooms);
    (this.#cluster ? target : target.except(channelRoom(view.id))).emit('channel.counters', {
      channels: [counters],
    });
  }

  /** Who follows a thread and may see it gets its counters; who has its channel open sees how far it has come. */
  #sendToFollowers(view: CommunityView, thread: ThreadView, counters: { channelId: string } & Moved): void {
    const { posted } = counters;
    const payload = { thread: thread.toDto({ posted, activeAt: new Date() }) };
    this.#io.local.to(channelRoom(thread.parentId)).emit('thread.updated', payload);
    const rooms = thread.listenersIn(view).map(accountRoom);
    if (rooms.length === 0) return;
    this.#io.local.to(rooms).emit('channel.counters', { channels: [counters] });
    this.#io.local.to(rooms).except(channelRoom(thread.parentId)).emit('thread.updated', payload);
  }

  /**
   * Sends counters to this replica's sockets, once for each profile of a community. With several replicas those who
   * have the channel open get them too: the version shows them a message that never arrived.
   */
  async #sendCounters(channels: [string, number, number][]): Promise<void> {
    const communities = new Map<CommunityView, { channelId: string; version: number; posted: number }[]>();
    for (const [channelId, version, posted] of channels) {
      const spot = await this.#directory.spotOfChannel(channelId);
      if (!spot) continue;
      const { place: view, channel } = spot;
      const thread = channel.parentId ? await this.#directory.thread(channelId) : undefined;
      if (view.kind === 'community' && thread) {
        this.#sendToFollowers(view, thread, { channelId, version, posted });
        continue;
      }
      if (view.kind === 'conversation') {
        this.#sendToMembers(view, { channelId, version, posted });
        continue;
      }
      const list = communities.get(view) ?? [];
      list.push({ channelId, version, posted });
      communities.set(view, list);
    }
    for (const [view, moved] of communities) {
      for (const [profile, sockets] of this.#audience.profilesOf(view.id)) {
        const member = memberOf(view, profile, sockets);
        if (member === undefined) {
          for (const { channelId, version, posted } of moved) this.#note(channelId, version, posted);
          continue;
        }
        const visible = moved.filter(({ channelId }) =>
          view.permissionsOf(member, channelId).has('channel.view'),
        );
        const only = visible.length === 1 ? visible[0] : undefined;
        if (visible.length === 0) continue;
        const target = this.#io.local.to(profileRoom(view.id, profile));
        (only && !this.#cluster ? target.except(channelRoom(only.channelId)) : target).emit(
          'channel.counters',
          { channels: visible },
        );
      }
    }
  }
}

const readBy = (accountId: string, payload: ServerEvents['channel.read']): Delivery => ({
  room: accountRoom(accountId),
  name: 'channel.read',
  payload,
});
