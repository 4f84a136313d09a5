import { connect, type Socket } from 'node:net';
import type { LoadTasks } from './protocol.ts';
import { quantile } from './statistics.ts';

type Gets = LoadTasks['get'];

/** Times GETs over one kept-alive connection, from the request's first byte to the answer's last. */
export async function timeGets({ port, token, paths, warmUp }: Gets['input']): Promise<Gets['output']> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const times: number[] = [];
  let bytes = 0;
  for (const [n, path] of paths.entries()) {
    const start = performance.now();
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n\r\n`,
    );
    const length = await readAnswer(socket);
    if (n < warmUp) continue;
    times.push(performance.now() - start);
    bytes += length;
  }
  socket.destroy();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes: Math.round(bytes / times.length) };
}

/** Reads one answer of a known length. @returns the length of its body */
function readAnswer(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let wanted = Number.POSITIVE_INFINITY;
    let bodyLength = 0;
    let received = 0;
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      if (bodyLength === 0) {
        const head = Buffer.concat(chunks).toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end >= 0) {
          const length = /\r\nContent-Length: (\d+)/i.exec(head.slice(0, end))?.[1];
          if (!head.startsWith('HTTP/1.1 200') || length === undefined)
            return done(new Error(`Unexpected answer: ${head.slice(0, 300)}`));
          bodyLength = Number(length);
          wanted = end + 4 + bodyLength;
        }
      }
      if (received >= wanted) done();
    };
    const onClose = () => done(new Error('The connection was closed.'));
    const done = (error?: Error) => {
      socket.off('data', onData).off('close', onClose);
      if (error) reject(error);
      else resolve(bodyLength);
    };
    socket.on('data', onData).on('close', onClose);
  });
}
