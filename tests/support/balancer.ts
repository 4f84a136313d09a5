import { type IncomingMessage, createServer, request } from 'node:http';
import { type Socket, connect } from 'node:net';

export interface Balancer {
  port: number;
  url: string;
  /** Takes a target out: what is sticky to it moves to another at its next request. */
  remove: (port: number) => void;
  add: (port: number) => void;
  close: () => Promise<void>;
}

const COOKIE = 'hearth_replica';

/**
 * A sticky HTTP balancer before several replicas, as Caddy or an ingress is in production: a browser keeps its replica
 * by a cookie, a client with a bearer token by that token; new ones are dealt out in turn. WebSockets pass. A replica
 * that is down is not noticed: the test says so by `remove`.
 *
 * @param targets the replicas' ports
 */
export async function startBalancer(targets: number[]): Promise<Balancer> {
  let alive = [...targets];
  let turn = 0;
  const byToken = new Map<string, number>();
  const sockets = new Set<Socket>();

  function choose(incoming: IncomingMessage): { port: number; isNew: boolean } {
    const token = incoming.headers.authorization;
    const cookie = new RegExp(`${COOKIE}=(\\d+)`).exec(incoming.headers.cookie ?? '')?.[1];
    const kept = token === undefined ? Number(cookie) : byToken.get(token);
    if (kept !== undefined && alive.includes(kept)) return { port: kept, isNew: false };
    const port = alive[turn++ % alive.length] ?? 0;
    if (token !== undefined) byToken.set(token, port);
    return { port, isNew: true };
  }

  const server = createServer((incoming, answer) => {
    const { port, isNew } = choose(incoming);
    const { method, url, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      const cookies = [
        ...(reply.headers['set-cookie'] ?? []),
        ...(isNew ? [`${COOKIE}=${port}; Path=/; HttpOnly`] : []),
      ];
      answer.writeHead(reply.statusCode ?? 502, {
        ...reply.headers,
        ...(cookies.length > 0 && { 'set-cookie': cookies }),
      });
      reply.pipe(answer);
    });
    outgoing.on('error', () => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  server.on('upgrade', (incoming, socket, head) => {
    const outgoing = connect(choose(incoming).port, '127.0.0.1', () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
        lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
      }
      outgoing.write(`${lines.join('\r\n')}\r\n\r\n`);
      outgoing.write(head);
      outgoing.pipe(socket).pipe(outgoing);
    });
    outgoing.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('error', () => outgoing.destroy()).on('close', () => outgoing.destroy());
  });

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The balancer has no port.');

  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    remove: (port) => {
      alive = alive.filter((each) => each !== port);
    },
    add: (port) => {
      alive.push(port);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
