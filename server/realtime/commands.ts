import type { Ack, SocketCommands } from '#contract/protocol';
import { channelIdsInput } from '#server/domains/channels/index.ts';
import { activityInput, watchInput } from '#server/domains/presence/index.ts';
import { toErrorDto } from '#server/http/errors.ts';
import { AppError, unavailable } from '#server/platform/errors.ts';
import { noInput, parseInput } from '#server/platform/input.ts';
import type { Logger } from '#server/platform/logger.ts';
import type { Services } from '#server/services.ts';
import type { PresenceHub } from './presence-hub.ts';
import { channelRoom } from './rooms.ts';
import type { HearthSocket } from './types.ts';

/** A socket needs the channels that are on screen: a few, not all. */
const subscribedMax = 50;

type Commands = {
  [C in keyof SocketCommands]: (socket: HearthSocket, input: unknown) => Promise<SocketCommands[C]['output']>;
};

/** Each command names a use case; who acts comes from the socket's session, never from the payload. */
function createCommands(services: Services, hub: PresenceHub): Commands {
  const { access, channels, communities, forums, messages } = services;
  const { notifications, polls, presence, profiles, reactions, reports } = services;
  const { saved, scheduled, search, threads } = services;
  const done = async (work: Promise<void>) => (await work, {});
  return {
    'bootstrap.get': async (socket, input) => {
      parseInput(noInput, input);
      return communities.getBootstrap(socket.data.ctx);
    },
    'channel.subscribe': async (socket, input) => {
      const { channelIds } = parseInput(channelIdsInput, input);
      const granted: string[] = [];
      for (const channelId of channelIds) {
        const grant = await access
          .accessChannel(socket.data.ctx, channelId, 'channel.view')
          .catch((error: unknown) => {
            if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
            throw error;
          });
        if (!grant || !socket.connected) continue;
        if (!socket.data.channels.has(channelId) && socket.data.channels.size >= subscribedMax)
          throw new AppError('CONFLICT', 'Too many channels at once.', { reason: 'limit.reached' });
        const { place, channel } = grant;
        socket.data.channels.set(channelId, { placeId: place.id, governedBy: channel.parentId ?? channelId });
        await socket.join(channelRoom(channelId));
        granted.push(channelId);
      }
      return { channelIds: granted };
    },
    'channel.unsubscribe': async (socket, input) => {
      for (const channelId of parseInput(channelIdsInput, input).channelIds) {
        socket.data.channels.delete(channelId);
        await socket.leave(channelRoom(channelId));
      }
      return {};
    },
    'channel.changes': (socket, input) => messages.getChanges(socket.data.ctx, input),
    'channel.history': (socket, input) => messages.getPage(socket.data.ctx, input),
    'channel.read': (socket, input) => done(channels.markRead(socket.data.ctx, input)),
    'channel.unread': (socket, input) => done(channels.markUnread(socket.data.ctx, input)),
    'channel.seen': async (socket, input) => ({ seen: await channels.listSeen(socket.data.ctx, input) }),
    'community.read': (socket, input) => done(channels.markCommunityRead(socket.data.ctx, input)),
    'channel.typing': (socket, input) => done(channels.noteTyping(socket.data.ctx, input)),
    'presence.watch': async (socket, input) => ({
      people: await hub.follow(socket, parseInput(watchInput, input).accountIds),
    }),
    'presence.activity': async (socket, input) => {
      hub.setIdle(socket, parseInput(activityInput, input).idle);
      return {};
    },
    'presence.choose': (socket, input) => presence.chooseState(socket.data.ctx, input),
    'status.set': (socket, input) => presence.setStatus(socket.data.ctx, input),
    'profile.note': (socket, input) => done(profiles.setNote(socket.data.ctx, input)),
    'message.send': (socket, input) => messages.sendMessage(socket.data.ctx, input),
    'message.forward': (socket, input) => messages.forwardMessage(socket.data.ctx, input),
    'preview.list': async (socket, input) => ({
      previews: await messages.listPreviews(socket.data.ctx, input),
    }),
    'message.edit': (socket, input) => messages.editMessage(socket.data.ctx, input),
    'message.delete': (socket, input) => messages.deleteMessage(socket.data.ctx, input),
    'message.pin': (socket, input) => messages.pinMessage(socket.data.ctx, input),
    'message.unpin': (socket, input) => messages.unpinMessage(socket.data.ctx, input),
    'messages.delete': (socket, input) => messages.deleteMessages(socket.data.ctx, input),
    'messages.restore': (socket, input) => messages.restoreMessages(socket.data.ctx, input),
    'reaction.add': (socket, input) => reactions.addReaction(socket.data.ctx, input),
    'reaction.remove': (socket, input) => reactions.removeReaction(socket.data.ctx, input),
    'reaction.clear': (socket, input) => reactions.clearReactions(socket.data.ctx, input),
    'reaction.list': (socket, input) => reactions.listReactors(socket.data.ctx, input),
    'poll.get': (socket, input) => polls.getPoll(socket.data.ctx, input),
    'poll.vote': (socket, input) => polls.votePoll(socket.data.ctx, input),
    'poll.retract': (socket, input) => polls.retractVote(socket.data.ctx, input),
    'poll.end': (socket, input) => polls.endPoll(socket.data.ctx, input),
    'poll.voters': (socket, input) => polls.listVoters(socket.data.ctx, input),
    'report.create': (socket, input) => done(reports.createReport(socket.data.ctx, input)),
    'thread.create': (socket, input) => threads.createThread(socket.data.ctx, input),
    'post.list': (socket, input) => forums.listPosts(socket.data.ctx, input),
    'thread.follow': (socket, input) => done(threads.followThread(socket.data.ctx, input)),
    'inbox.list': (socket, input) => notifications.listInbox(socket.data.ctx, input),
    'inbox.read': (socket, input) => done(notifications.markItemsRead(socket.data.ctx, input)),
    'inbox.read_all': (socket, input) => {
      parseInput(noInput, input);
      return done(notifications.markAllItemsRead(socket.data.ctx));
    },
    'notifications.place': (socket, input) => done(notifications.setPlace(socket.data.ctx, input)),
    'notifications.preferences': (socket, input) =>
      done(notifications.setPreferences(socket.data.ctx, input)),
    'message.restore': (socket, input) => messages.restoreMessage(socket.data.ctx, input),
    'saved.list': (socket, input) => saved.listSaved(socket.data.ctx, input),
    'saved.find': (socket, input) => saved.findSaved(socket.data.ctx, input),
    'saved.save': (socket, input) => saved.saveMessage(socket.data.ctx, input),
    'saved.remove': (socket, input) => done(saved.removeSaved(socket.data.ctx, input)),
    'scheduled.list': (socket, input) => scheduled.listScheduled(socket.data.ctx, input),
    'scheduled.counts': (socket, input) => scheduled.countScheduled(socket.data.ctx, input),
    'scheduled.create': (socket, input) => scheduled.scheduleMessage(socket.data.ctx, input),
    'scheduled.change': (socket, input) => scheduled.changeScheduled(socket.data.ctx, input),
    'scheduled.send': (socket, input) => scheduled.sendNow(socket.data.ctx, input),
    'scheduled.remove': (socket, input) => done(scheduled.removeScheduled(socket.data.ctx, input)),
    'search.messages': (socket, input) => search.searchMessages(socket.data.ctx, input),
    'search.people': async (socket, input) => ({ people: await search.findPeople(socket.data.ctx, input) }),
  };
}

export interface CommandHandler {
  listen(socket: HearthSocket): void;
  /** Refuses new commands as UNAVAILABLE from now on; settled when each that was taken before has its answer. */
  drain(): Promise<void>;
}

/**
 * Answers a socket's commands. Whatever a client sends (no payload, no acknowledgement, unknown commands, anything in
 * their place), it gets an error or nothing, and the process goes on.
 */
export function createCommandHandler(
  services: Services,
  hub: PresenceHub,
  log: Logger,
  allowed: (socket: HearthSocket) => Promise<boolean>,
): CommandHandler {
  const commands = createCommands(services, hub);
  const running = new Set<Promise<void>>();
  let draining = false;

  function listen(socket: HearthSocket): void {
    socket.onAny((name: unknown, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as (answer: Ack<unknown>) => void) : () => {};
      const input = typeof args[0] === 'function' ? undefined : args[0];
      const answered = answer(socket, String(name), input).then(ack, (thrown: unknown) => {
        const { status: _, ...error } = toErrorDto(thrown, log, {
          requestId: crypto.randomUUID(),
          command: String(name).slice(0, 64),
          accountId: socket.data.accountId,
        });
        ack({ ok: false, error });
      });
      running.add(answered);
      void answered.finally(() => running.delete(answered));
    });
  }

  async function answer(socket: HearthSocket, name: string, input: unknown): Promise<Ack<unknown>> {
    if (draining) throw unavailable(2);
    keepPace(socket);
    if (!Object.hasOwn(commands, name)) throw new AppError('NOT_FOUND', 'There is no such command.');
    // Between an event and the socket's end, or while such events cannot be heard, the session is asked for.
    if (!(await allowed(socket))) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    return { ok: true, data: await commands[name as keyof SocketCommands](socket, input) };
  }

  function keepPace(socket: HearthSocket): void {
    try {
      services.pace.keep(socket.data.ctx);
    } catch (error) {
      // No client of good will goes on like that, and each refusal costs us an answer.
      if (services.pace.isDeaf(socket.id)) socket.disconnect(true);
      throw error;
    }
  }

  return {
    listen,
    async drain() {
      draining = true;
      await Promise.allSettled(running);
    },
  };
}
