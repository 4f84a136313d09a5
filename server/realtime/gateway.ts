import { tokenOf } from '#server/http/identify.ts';
import type { ProxyTrust } from '#server/http/proxy-trust.ts';
import type { Bus } from '#server/platform/bus.ts';
import type { Config } from '#server/platform/config.ts';
import { asAppError } from '#server/platform/database-errors.ts';
import { AppError, unauthenticated, unavailable } from '#server/platform/errors.ts';
import { Gate } from '#server/platform/gate.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import { networkOf } from '#server/platform/network.ts';
import type { Services } from '#server/services.ts';
import type { Audience } from './audience.ts';
import { createCommandHandler } from './commands.ts';
import { PresenceHub } from './presence-hub.ts';
import { accountRoom } from './rooms.ts';
import { SessionWatch } from './session-watch.ts';
import type { HearthServer, HearthSocket } from './types.ts';

interface GatewayOptions {
  io: HearthServer;
  services: Services;
  audience: Audience;
  bus: Bus;
  config: Config;
  trust: ProxyTrust;
  log: Logger;
  /** Changes with each build: a page of an older one reloads itself. */
  build: string;
  /** How often the sessions of open sockets are asked for. */
  sessionsEveryMs?: number;
}

export interface Gateway {
  /** Takes no more commands; settled when those under way are answered. */
  drain: () => Promise<void>;
}

/** Lets sockets in, and out again when their session ends or their rights change. */
export function openGateway({
  io,
  services,
  audience,
  bus,
  config,
  trust,
  log,
  build,
  sessionsEveryMs,
}: GatewayOptions): Gateway {
  const warn = (what: string) => (error: unknown) => log.warn({ error: describeError(error) }, what);
  const refused = (error: AppError) => Object.assign(new Error(error.message), { data: error.toDto() });

  io.use((socket, next) => {
    authenticate(socket).then(
      () => next(),
      (thrown: unknown) => {
        const error = asAppError(thrown);
        if (!(error instanceof AppError))
          log.error({ error: describeError(thrown) }, 'a socket could not be authenticated');
        next(refused(error instanceof AppError ? error : unavailable(3)));
      },
    );
  });

  async function authenticate(socket: HearthSocket): Promise<void> {
    // Without the other replicas' events nobody may come in: who was removed there is still a member here.
    if (!bus.isUp) throw unavailable(3);
    const { headers } = socket.handshake;
    const given: unknown = socket.handshake.auth['token'];
    // Polls must show the token each time, so they have it in a header from the first on.
    const isPayload = typeof given === 'string' && socket.conn.transport.name === 'websocket';
    const token = isPayload ? given : tokenOf(headers, trust.isSecure(socket.request));
    const from = {
      network: networkOf(trust.addressOf(socket.request)),
      userAgent: (headers['user-agent'] ?? '').slice(0, 255),
    };
    const actor = token === undefined ? undefined : await services.accounts.resolveSession(token, from);
    if (actor?.kind !== 'user') throw unauthenticated();
    if (isFull(actor.account.id))
      throw new AppError('RATE_LIMITED', 'Too many windows are open at once.', { retryAfter: 60 });
    Object.assign(socket.data, {
      ctx: { actor, via: 'socket', requestId: socket.id, ...from },
      accountId: actor.account.id,
      sessionId: actor.sessionId,
      profiles: new Map(),
      channels: new Map(),
    });
  }

  const isFull = (accountId: string): boolean =>
    audience.countOf(accountId) >= config.limits.socketsPerAccount;

  const sessions = new SessionWatch(services.accounts, () => audience.sockets, log, sessionsEveryMs);
  const welcomes = new WeakMap<HearthSocket, Promise<void>>();
  const presence = new PresenceHub(io, services.presence, audience, bus, log, config.cluster);
  const commands = createCommandHandler(services, presence, log, async (socket) => {
    await welcomes.get(socket);
    return socket.connected && (bus.isUp || sessions.isActive(socket));
  });

  io.on('connection', (socket: HearthSocket) => {
    // Of many that were on their way in at once, each was counted before the others were there.
    if (isFull(socket.data.accountId)) return void socket.disconnect(true);
    // The handshake is judged: its request, with its headers and parser, would live as long as the connection.
    (socket.conn as { request: unknown }).request = null;
    Object.assign(socket.handshake, { headers: {} });
    socket.on('disconnect', () => {
      audience.remove(socket);
      presence.remove(socket);
    });
    void socket.join(accountRoom(socket.data.accountId));
    const welcome = audience
      .add(socket)
      .then(() => presence.add(socket))
      // A session that ended while this socket was on its way in was not there to be told.
      .then(() => sessions.recheck([socket]))
      .then(
        () =>
          void socket.emit('hello', {
            accountId: socket.data.accountId,
            build,
            serverTime: new Date().toISOString(),
          }),
        (error: unknown) => {
          warn('a socket could not be welcomed')(error);
          socket.disconnect(true);
        },
      );
    welcomes.set(socket, welcome);
    commands.listen(socket);
  });

  bus.on('notifications.changed', ({ accountId }) => {
    if (audience.countOf(accountId) === 0) return;
    services.news
      .getState(accountId)
      .then((notifications) =>
        io.local.to(accountRoom(accountId)).emit('notifications.updated', { notifications }),
      )
      .catch(warn('news were not told'));
  });
  for (const name of ['saved.changed', 'scheduled.changed'] as const)
    bus.on(name, ({ accountId }) => {
      io.local.to(accountRoom(accountId)).emit(name, { at: new Date().toISOString() });
    });
  bus.on('sessions.ended', ({ accountId, sessionIds }) => {
    for (const socket of audience.sockets) {
      if (
        socket.data.accountId === accountId &&
        (sessionIds === null || sessionIds.includes(socket.data.sessionId))
      )
        sessions.dismiss(socket);
    }
  });

  // Many changes at once (a drag, a template) make one refresh.
  const due = new Map<string, NodeJS.Timeout>();
  bus.on('community.changed', ({ communityId }) => {
    if (due.has(communityId)) return;
    const timer = setTimeout(() => {
      due.delete(communityId);
      audience.refresh(communityId).catch((error: unknown) => {
        warn('a change did not reach the open windows')(error);
        // Whoever may have lost a right must not keep it because of a failed query.
        shed();
      });
    }, 30);
    due.set(communityId, timer);
  });

  bus.on('conversation.changed', ({ conversationId, removed }) => {
    audience.refreshConversation(conversationId, removed).catch((error: unknown) => {
      warn('a change did not reach the open windows')(error);
      shed();
    });
  });

  // All of them at once would wait longer for a connection than anybody may.
  const refreshing = new Gate(4, Infinity);
  bus.onRestored(() => {
    sessions
      .recheck([...audience.sockets])
      .then(() => Promise.all(audience.communityIds.map((id) => refreshing.run(() => audience.refresh(id)))))
      .then(() => audience.recheckConversations())
      .then(
        () => io.local.emit('resync', {}),
        (error: unknown) => {
          warn('open windows could not be brought up to date')(error);
          shed();
        },
      );
  });

  bus.onDown(() => {
    log.warn('LISTEN is not back; open sockets are closed');
    shed();
  });

  /** Closes every socket: the clients come back by themselves, here or at another replica. */
  function shed(): void {
    io.local.disconnectSockets(true);
  }
  return {
    drain: () => {
      sessions.close();
      presence.close();
      return commands.drain();
    },
  };
}
