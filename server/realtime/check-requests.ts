import { ServerResponse, type IncomingMessage } from 'node:http';
import { refuseConnection } from '#server/http/headers.ts';
import { tokenOf } from '#server/http/identify.ts';
import { originAllowed, originRefused } from '#server/http/origin.ts';
import type { ProxyTrust } from '#server/http/proxy-trust.ts';
import { type AppError, forbidden, unavailable } from '#server/platform/errors.ts';
import type { Logger } from '#server/platform/logger.ts';
import { equalBytes, hashToken } from '#server/platform/secrets.ts';
import type { HearthServer } from './types.ts';

/** A connection of the engine, with the request that opened it. */
interface Connection {
  request: IncomingMessage;
}

/** What the engine offers to middlewares only: its reading of the address, and its connections by their ids. */
interface Engine {
  clients: Record<string, Connection>;
}
type EngineRequest = IncomingMessage & { _query: { sid?: string } };

/**
 * Checks every request of the sockets' transports, not the first of a connection alone: that it comes from our own
 * pages or from no browser page, and that whoever goes on with a connection holds the session that opened it. The id
 * of a connection stands in addresses, and so in logs on the way: it must not be enough.
 *
 * @param isOpen whether sockets may come in yet
 */
export function checkRequests(io: HearthServer, trust: ProxyTrust, log: Logger, isOpen: () => boolean): void {
  const engine = io.engine as unknown as Engine;
  const holders = new WeakMap<Connection, Buffer>();
  const holderOf = (req: IncomingMessage) => hashToken(tokenOf(req.headers, trust.isSecure(req)) ?? '');

  function problemOf(req: EngineRequest): AppError | undefined {
    if (!originAllowed(req.headers, trust.originOf(req))) return originRefused();
    if (!isOpen()) return unavailable(3);
    const { sid } = req._query;
    const opened = sid && Object.hasOwn(engine.clients, sid) ? holders.get(engine.clients[sid]!) : undefined;
    return opened && !equalBytes(opened, holderOf(req)) ? forbidden() : undefined;
  }

  io.engine.on('connection', (connection: Connection) =>
    holders.set(connection, holderOf(connection.request)),
  );
  io.engine.use((req: EngineRequest, res: unknown, next: () => void) => {
    const problem = problemOf(req);
    if (!problem) return next();
    log.debug({ origin: req.headers.origin, reason: problem.message }, 'a request of a socket was refused');
    const body = JSON.stringify({ error: problem.toDto() });
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      // What came with the request was not read.
      Connection: 'close',
      ...(problem.retryAfter !== undefined && { 'Retry-After': String(problem.retryAfter) }),
    };
    // An upgrade has no response, and the engine's own words for a refusal would carry no policy.
    if (res instanceof ServerResponse) res.writeHead(problem.status, headers).end(body);
    else refuseConnection(req.socket, problem.status, headers, body);
  });
}
