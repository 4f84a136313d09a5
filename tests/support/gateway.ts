import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddressBook } from '#server/domains/address/index.ts';
import { createApplication } from '#server/http/application.ts';
import { createProxyTrust } from '#server/http/proxy-trust.ts';
import { Bus } from '#server/platform/bus.ts';
import { systemClock } from '#server/platform/clock.ts';
import { readConfig } from '#server/platform/config.ts';
import { Database } from '#server/platform/database.ts';
import { createLogger } from '#server/platform/logger.ts';
import { Audience } from '#server/realtime/audience.ts';
import { Broadcast } from '#server/realtime/broadcast.ts';
import { type Gateway, openGateway } from '#server/realtime/gateway.ts';
import { createSocketServer } from '#server/realtime/server.ts';
import { type Services, type Signals, createServices } from '#server/services.ts';

export interface TestGateway {
  url: string;
  services: Services;
  bus: Bus;
  gateway: Gateway;
  /** Sets the heartbeat of connections to come, in milliseconds. */
  heartbeat: (pingInterval: number, pingTimeout: number) => void;
  close: () => Promise<void>;
}

/**
 * API and sockets over a migrated database, wired as in server/main.ts but in the test's own process and without pages.
 *
 * @param listenUrl where its bus listens, when that is another way to the database
 * @param graceMs how long it may be without that before sockets are closed
 * @param sessionsEveryMs how often it asks for the sessions of its sockets
 */
export async function startGateway(
  databaseUrl: string,
  {
    env = {},
    listenUrl = databaseUrl,
    graceMs,
    sessionsEveryMs,
  }: {
    env?: Record<string, string>;
    listenUrl?: string;
    graceMs?: number;
    sessionsEveryMs?: number;
  } = {},
): Promise<TestGateway> {
  const config = readConfig({
    HEARTH_DATABASE_URL: databaseUrl,
    HEARTH_LOG_LEVEL: 'silent',
    HEARTH_MESSAGES_PER_SECOND: '10000',
    HEARTH_MESSAGES_BURST: '10000',
    ...env,
  });
  const log = createLogger(config);
  const db = new Database(config, log);
  const bus = new Bus({ databaseUrl: listenUrl }, db, log, graceMs);
  await bus.start();
  const trust = createProxyTrust([]);
  const { app, serve } = createApplication(
    { config, log, secret: 'x'.repeat(32) },
    { waitingFor: async () => null },
    new AddressBook(config),
  );
  const http = createServer(app);
  const io = createSocketServer(http, trust, log, () => true);

  const signals: Signals = {
    notifications: {
      unmarked: (...args) => broadcast.notifications.unmarked(...args),
    },
    channels: {
      read: (...args) => broadcast.channels.read(...args),
      seen: (...args) => broadcast.channels.seen(...args),
      typing: (...args) => broadcast.channels.typing(...args),
    },
    friends: { related: (...args) => broadcast.friends.related(...args) },
    threads: {
      updated: (...args) => broadcast.threads.updated(...args),
      begun: (...args) => broadcast.threads.begun(...args),
      removed: (...args) => broadcast.threads.removed(...args),
      followed: (...args) => broadcast.threads.followed(...args),
    },
    messages: {
      created: (...args) => broadcast.messages.created(...args),
      updated: (...args) => broadcast.messages.updated(...args),
      mentioned: (...args) => broadcast.messages.mentioned(...args),
      moved: (...args) => broadcast.messages.moved(...args),
    },
    polls: { changed: (...args) => broadcast.polls.changed(...args) },
    reactions: {
      changed: (...args) => broadcast.reactions.changed(...args),
      cleared: (...args) => broadcast.reactions.cleared(...args),
      moved: (...args) => broadcast.reactions.moved(...args),
    },
  };
  const services = createServices(
    { config, secret: 'x'.repeat(43), clock: systemClock, log, db, bus },
    signals,
  );
  const audience = new Audience(io, services.directory);
  const broadcast = new Broadcast(io, bus, services.directory, audience, log, false, services.friends);
  const gateway = openGateway({
    io,
    services,
    audience,
    bus,
    config,
    trust,
    log,
    build: 'test-build',
    ...(sessionsEveryMs && { sessionsEveryMs }),
  });
  serve({ services, handler: (_req, res) => void res.status(404).end() });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    services,
    bus,
    gateway,
    heartbeat: (pingInterval, pingTimeout) =>
      void Object.assign(io.engine.opts, { pingInterval, pingTimeout }),
    close: async () => {
      broadcast.close();
      await io.close();
      http.closeAllConnections();
      await bus.close();
      await db.close();
    },
  };
}
