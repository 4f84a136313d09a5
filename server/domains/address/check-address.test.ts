import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { inspectAddress, proofOf, proofPath } from './check-address.ts';

const secret = 's'.repeat(40);
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const inspect = async (ports: { http: number; https: number }, name = 'localhost') =>
  (await inspectAddress({ secret, name, ports })).findings;

test('it meets itself, and says that the address is of this machine alone', async () => {
  const port = await listen((req, res) => res.end(proofOf(secret, req.url!.slice(proofPath.length))));
  expect(await inspect({ http: port, https: port })).toEqual({
    dns: 'private_address',
    http: 'ok',
    // Plain http where encryption is expected.
    https: 'no_certificate',
    websocket: 'skipped',
  });
});

test('whoever else answers is not taken for it, however long the answer', async () => {
  const other = await listen((req, res) =>
    res.end(proofOf('other secret', req.url!.slice(proofPath.length))),
  );
  const endless = await listen((_req, res) => {
    const timer = setInterval(() => res.write('x'.repeat(1000)), 1);
    res.once('close', () => clearInterval(timer));
  });
  expect((await inspect({ http: other, https: 1 })).http).toBe('somebody_else');
  expect((await inspect({ http: endless, https: 1 })).http).toBe('somebody_else');
});

test('nobody there is a finding, and so is a name that leads nowhere', async () => {
  expect(await inspect({ http: 1, https: 1 })).toMatchObject({
    http: 'silent',
    https: 'silent',
    websocket: 'skipped',
  });
  expect(await inspect({ http: 1, https: 1 }, 'nowhere.invalid')).toEqual({
    dns: 'unknown_name',
    http: 'skipped',
    https: 'skipped',
    websocket: 'skipped',
  });
});
