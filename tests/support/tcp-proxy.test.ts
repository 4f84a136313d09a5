import { type Server, type Socket, connect, createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TcpProxy, startTcpProxy } from './tcp-proxy.ts';
import { waitFor } from './wait-for.ts';

let server: Server;
let proxy: TcpProxy;
beforeEach(async () => {
  server = createServer((socket) => socket.on('error', () => {}).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy((server.address() as { port: number }).port);
});
afterEach(async () => {
  await proxy.close();
  server.close();
});

test('passes bytes on, both ways', async () => {
  const client = echoClient();
  client.socket.write('hello');
  await waitFor(() => client.received() === 'hello');
  client.socket.end();
  await waitFor(() => proxy.connections() === 0);
});

test('cut resets what is open and refuses what is new, until restore', async () => {
  const client = echoClient();
  await waitFor(() => proxy.connections() === 1);
  proxy.cut();
  await waitFor(() => client.closed());
  const refused = echoClient();
  await waitFor(() => refused.closed());
  proxy.restore();
  const again = echoClient();
  again.socket.write('back');
  await waitFor(() => again.received() === 'back');
});

test('stall keeps the connection and its bytes, which arrive after restore', async () => {
  const client = echoClient();
  proxy.stall();
  client.socket.write('late');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.received()).toBe('');
  proxy.restore();
  await waitFor(() => client.received() === 'late');
});

test('delay holds bytes back without reordering them', async () => {
  const client = echoClient();
  proxy.delay(50);
  const start = performance.now();
  client.socket.write('a');
  client.socket.write('b');
  await waitFor(() => client.received() === 'ab');
  expect(performance.now() - start).toBeGreaterThan(95);
});

function echoClient(): { socket: Socket; received: () => string; closed: () => boolean } {
  const socket = connect(proxy.port, '127.0.0.1');
  let received = '';
  let closed = false;
  socket.on('data', (chunk) => (received += chunk.toString()));
  socket.on('error', () => {});
  socket.on('close', () => (closed = true));
  return { socket, received: () => received, closed: () => closed };
}
