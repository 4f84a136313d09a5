import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { RequestHandler } from 'express';
import { AddressBook } from '#server/domains/address/index.ts';
import { createApplication } from '#server/http/application.ts';
import { secureResponses } from '#server/http/headers.ts';
import { createProxyTrust } from '#server/http/proxy-trust.ts';
import { ReadinessWatch } from '#server/http/readiness.ts';
import { startSweeper } from '#server/jobs/sweeper.ts';
import { Bus } from '#server/platform/bus.ts';
import { systemClock } from '#server/platform/clock.ts';
import { ConfigError, readConfig, type Config } from '#server/platform/config.ts';
import { asAppError } from '#server/platform/database-errors.ts';
import { createReplicaPool, Database } from '#server/platform/database.ts';
import { AppError } from '#server/platform/errors.ts';
import { createLogger, describeError, type Logger } from '#server/platform/logger.ts';
import { migrate, MigrationError, readMigrations } from '#server/platform/migrate.ts';
import { readSecret } from '#server/platform/secret-file.ts';
import { Audience } from '#server/realtime/audience.ts';
import { Broadcast } from '#server/realtime/broadcast.ts';
import { openGateway } from '#server/realtime/gateway.ts';
import { createSocketServer, joinReplicas } from '#server/realtime/server.ts';
import { createServices, type Services, type Signals } from '#server/services.ts';

// The composition root: reads the configuration, wires the parts, listens, and stops them in order.

const stopWithinMs = 18_000;

/** A reason not to start that its reader can do something about: one sentence, no stack. */
class StartError extends Error {}

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLogger(config);
  const db = new Database(config, log);
  const bus = new Bus(config, db, log);
  const trust = createProxyTrust(config.trustProxy);
  const readiness = new ReadinessWatch(db, bus);
  const secret = readSecret(config);
  const book = new AddressBook(config);
  const { app, serve } = createApplication({ config, log, secret }, readiness, book);
  const http = createServer(
    // A request without a Host is ours to refuse: Node's own answer would carry no policy.
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000, requireHostHeader: false },
    app,
  );
  let open = false;
  const io = createSocketServer(http, trust, log, () => open);
  secureResponses(http, config, trust, book);
  // Before anything slow: a taken port is known at once, and the health checks answer while we wait for the database.
  await listen(http, config);

  await prepareDatabase(config, log, readiness);
  await bus.start();

  const replicas = config.cluster ? createReplicaPool(config, log) : null;
  if (replicas) {
    joinReplicas(io, replicas.pool, log);
    bus.onSilent(replicas.sever);
  }
  const signals: { current: Signals | null } = { current: null };
  const services = createServices(
    { config, secret, clock: systemClock, log, db, bus },
    deferred(signals),
    book,
  );
  const audience = new Audience(io, services.directory);
  const broadcast = new Broadcast(
    io,
    bus,
    services.directory,
    audience,
    log,
    config.cluster,
    services.friends,
  );
  signals.current = broadcast;
  const build = await buildId(config);
  const gateway = openGateway({ io, services, audience, bus, config, trust, log, build });
  services.metrics.observe('connections', () => io.sockets.sockets.size);
  const sweeper = startSweeper(services);
  await services.address.loadAddress();
  await services.admin.loadSettings();
  const setupCode = await services.setup.prepareSetup();

  serve({ services, handler: await pageHandler(config, services, http) });
  open = true;
  readiness.waitFor(null);
  readiness.watch();
  announce(config, services.address, http, setupCode, log);

  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    // Unready first: a balancer stops sending new people here, while those here get their answers.
    readiness.stop();
    sweeper.stop();
    // A client that asks again and again on one connection would keep it, and us, for ever.
    http.prependListener('request', (_req, res: ServerResponse) => res.setHeader('Connection', 'close'));
    const idle = new Promise((resolve) => http.close(resolve));
    const enough = sleep(config.drainSeconds * 1000);
    await Promise.race([gateway.drain().then(() => services.messages.drained()), enough]);
    // What was answered in this turn is still corked.
    await nextTurn();
    await Promise.race([services.metrics.flushCounts().catch(() => {}), enough]);
    broadcast.close();
    // Requests that are under way get their answers too; Socket.IO waits for them as well.
    await Promise.race([Promise.all([io.close(), idle]), enough]);
    http.closeAllConnections();
    await Promise.race([replicas?.pool.end(), sleep(2000)]);
    await Promise.race([bus.close(), sleep(1000)]);
    await Promise.race([db.close(), sleep(2000)]);
    log.info('stopped');
    log.flush(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // The launcher's channel ends with it: nobody would restart or stop us any more.
  process.on('disconnect', () => void stop('the launcher is gone'));
}

function listen(http: HttpServer, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new StartError(
            `Port ${config.port} is taken by another program. Stop it, or choose another port: PORT=${config.port + 1} npm start`,
          ),
        );
      else if (error.code === 'EACCES')
        reject(
          new StartError(
            `Port ${config.port} may not be used by this account. Choose one above 1023: PORT=3000 npm start`,
          ),
        );
      else reject(error);
    });
    // Everybody comes back at once after a restart; the default queue of 511 would turn half of a thousand away.
    http.listen({ port: config.port, host: config.host, backlog: 4096 }, resolve);
  });
}

/** Waits for a database that is away for as long as it takes, then brings it to this version's schema. */
async function prepareDatabase(config: Config, log: Logger, readiness: ReadinessWatch): Promise<void> {
  const migrations = await readMigrations(config.migrationsDir).catch((cause: Error) => {
    throw new StartError(`The migrations cannot be read (HEARTH_MIGRATIONS_DIR): ${cause.message}`, {
      cause,
    });
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      readiness.waitFor('the database');
      const applied = await migrate(config.databaseUrl, migrations, (line) => log.info(line));
      if (applied.length > 0) log.info({ applied }, 'database migrated');
      return;
    } catch (error) {
      if (error instanceof MigrationError) throw new StartError(error.message, { cause: error });
      const { code } = error as { code?: string };
      // A wrong password or a full disk does not pass by waiting.
      if (code === '28P01' || code === '28000')
        throw new StartError('The database refuses the name or password in HEARTH_DATABASE_URL.');
      if (code === '53100')
        throw new StartError('The disk that holds the database is full. Free some space, then start again.');
      if (code === '42501')
        throw new StartError('The account in HEARTH_DATABASE_URL may not create tables in its database.');
      // A migrator's own connection that breaks is the same as one that cannot be made.
      const isAway = asAppError(error) instanceof AppError || /^(ECONN|EPIPE|ETIMEDOUT)/.test(String(code));
      if (!isAway) throw error;
      if (attempt === 1 || attempt % 20 === 0)
        log.warn(
          { attempt, error: describeError(error) },
          'the database does not answer yet; trying again every half second',
        );
      await sleep(500);
    }
  }
}

/** Domains are built before the sockets that carry their signals; calls go to whoever is attached by then. */
function deferred(target: { current: Signals | null }): Signals {
  return {
    notifications: {
      unmarked: (...args) => target.current?.notifications.unmarked(...args),
    },
    channels: {
      read: (...args) => target.current?.channels.read(...args),
      seen: (...args) => target.current?.channels.seen(...args),
      typing: (...args) => target.current?.channels.typing(...args),
    },
    friends: { related: (...args) => target.current?.friends.related(...args) },
    threads: {
      updated: (...args) => target.current?.threads.updated(...args),
      begun: (...args) => target.current?.threads.begun(...args),
      removed: (...args) => target.current?.threads.removed(...args),
      followed: (...args) => target.current?.threads.followed(...args),
    },
    messages: {
      created: (...args) => target.current?.messages.created(...args),
      updated: (...args) => target.current?.messages.updated(...args),
      mentioned: (...args) => target.current?.messages.mentioned(...args),
      moved: (...args) => target.current?.messages.moved(...args),
    },
    polls: { changed: (...args) => target.current?.polls.changed(...args) },
    reactions: {
      changed: (...args) => target.current?.reactions.changed(...args),
      cleared: (...args) => target.current?.reactions.cleared(...args),
      moved: (...args) => target.current?.reactions.moved(...args),
    },
  };
}

interface HandlerModule {
  createHandler: (services: Services) => RequestHandler;
}

/** The pages: from the build, or in development through Vite, which follows every change. */
async function pageHandler(config: Config, services: Services, http: HttpServer): Promise<RequestHandler> {
  if (!config.development) {
    const built = (await import(
      /* @vite-ignore */ pathToFileURL(path.join(config.buildDir, 'server/index.js')).href
    )) as HandlerModule;
    return built.createHandler(services);
  }
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({
    server: { middlewareMode: true, hmr: { server: http } },
    appType: 'custom',
  });
  return (req, res, next) => {
    vite.middlewares(req, res, async (error?: unknown) => {
      if (error) return next(error);
      try {
        const { createHandler } = (await vite.ssrLoadModule('./app/handler.ts')) as HandlerModule;
        await createHandler(services)(req, res, next);
      } catch (failure) {
        next(failure);
      }
    });
  };
}

/** Names what the browser runs: the same for every replica of one build. */
async function buildId(config: Config): Promise<string> {
  if (config.development) return 'development';
  const entry = await readFile(path.join(config.buildDir, 'server/index.js'));
  return createHash('sha256').update(entry).digest('base64url').slice(0, 12);
}

function announce(
  config: Config,
  address: Services['address'],
  http: HttpServer,
  setupCode: string | null,
  log: Logger,
): void {
  const { port } = http.address() as AddressInfo;
  // Behind the edge our own port is nobody's; its own is 80 unless somebody moved it.
  const here = config.edge ? 'http://localhost' : `http://localhost:${port}`;
  const url = config.domain ? `https://${config.domain}` : address.originFor(here);
  if (!url.startsWith('https:'))
    log.warn('without a domain people sign in over plain http: fine at home, not on the internet');
  log.info({ port }, 'ready');
  const lines = [`Hearth is ready: ${url}`, ...(setupCode ? [`Set-up code: ${setupCode}`] : [])];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  const known = error instanceof StartError || error instanceof ConfigError;
  const { code, path: file, message } = error as NodeJS.ErrnoException;
  if (known) process.stderr.write(`${message}\n`);
  else if (code === 'ENOSPC') process.stderr.write('The disk is full. Free some space, then start again.\n');
  else if (code === 'EACCES' || code === 'EPERM')
    process.stderr.write(`${file ?? 'A file'} may not be read or written by this account.\n`);
  else
    process.stderr.write(
      `Hearth could not start: ${error instanceof Error ? (error.stack ?? message) : String(error)}\n`,
    );
  process.exit(1);
});
