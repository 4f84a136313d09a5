import { type IncomingMessage, createServer, request } from 'node:http';
import { type Socket, connect } from 'node:net';

export interface Edge {
  url: string;
  pointAt: (port: number) => void;
  close: () => Promise<void>;
}

/**
 * A reverse proxy as an operator puts before the app, with Caddy's manners: whatever a visitor says about the way is
 * dropped, and X-Forwarded-For, -Proto and -Host are the proxy's own. It stands for https under one public name.
 */
export async function startEdge(host: string): Promise<Edge> {
  let target = 0;
  const sockets = new Set<Socket>();
  const forwarded = (incoming: IncomingMessage): Record<string, string | string[] | undefined> => ({
    ...Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !/^(x-)?forwarded/.test(name))),
    host,
    'x-forwarded-for': incoming.socket.remoteAddress,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': host,
  });

  const server = createServer((incoming, answer) => {
    const { method, url } = incoming;
    const outgoing = request(
      { host: '127.0.0.1', port: target, method, path: url, headers: forwarded(incoming) },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const outgoing = connect(target, '127.0.0.1', () => {
      const headers = Object.entries(forwarded(incoming)).map(([name, value]) => `${name}: ${String(value)}`);
      outgoing.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      outgoing.write(head);
      outgoing.pipe(socket).pipe(outgoing);
    });
    outgoing.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('error', () => outgoing.destroy()).on('close', () => outgoing.destroy());
  });

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    pointAt: (to) => void (target = to),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
