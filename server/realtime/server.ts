import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/postgres-adapter';
import type { Pool } from 'pg';
import { Server } from 'socket.io';
import type { ProxyTrust } from '#server/http/proxy-trust.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import { checkRequests } from './check-requests.ts';
import { corkConnections } from './cork.ts';
import type { HearthServer } from './types.ts';

/** Bytes of a frame: the longest message with each character escaped, and room. A larger one closes the socket. */
const frameMax = 64 * 1024;

/**
 * Socket.IO on the given HTTP server: websocket first, polling as the fallback, no compression (it costs more than a
 * chat's small packets save), no connection state recovery (it skips the middlewares, so somebody who was removed
 * could resume; catching up by version does its work).
 *
 * @param isOpen whether sockets may come in yet: before the gateway stands nobody would check them
 */
export function createSocketServer(
  http: HttpServer,
  trust: ProxyTrust,
  log: Logger,
  isOpen: () => boolean,
): HearthServer {
  const io: HearthServer = new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: frameMax,
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
  });
  checkRequests(io, trust, log, isOpen);
  corkConnections(io);
  // The engine answers malformed requests itself; without a listener nobody would know.
  io.engine.on('connection_error', (error: { code: number; message: string }) =>
    log.debug({ errorCode: error.code, message: error.message }, 'a socket was not opened'),
  );
  return io;
}

/** Joins the replicas through Postgres, over a pool of their own. */
export function joinReplicas(io: HearthServer, pool: Pool, log: Logger): void {
  // Version 0.5 fails on payloads of exactly 8,000 bytes: the threshold stays clear of it.
  io.adapter(
    createAdapter(pool, {
      payloadThreshold: 7900,
      errorHandler: (error) => log.warn({ error: describeError(error) }, 'the replicas lost touch'),
    }),
  );
}
