import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '#server/platform/config.ts';
import { Pace } from '#server/platform/pace.ts';
import type { Services } from '#server/services.ts';
import { AddressBook } from '#server/domains/address/index.ts';
import { createApplication } from './application.ts';
import type { RequestScope } from './request-scope.ts';

let server: Server;
afterEach(() => void server.close());

async function listen(app: RequestListener): Promise<string> {
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('who comes during the start waits for its end, and sees no error', async () => {
  const config = readConfig({ HEARTH_DATABASE_URL: 'postgresql://localhost/unused' });
  const { app, serve } = createApplication(
    { config, log: pino({ level: 'silent' }), secret: 'x'.repeat(32) },
    { waitingFor: async () => 'the database' },
    new AddressBook(config),
  );
  const url = await listen(app);
  const early = fetch(`${url}/login`);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  serve({
    services: { pace: new Pace(config.limits) } as Services,
    handler: (_req, res) => void res.status(200).end('a page'),
  });
  expect(await (await early).text()).toBe('a page');
});

test('a failure that a page reports is in the log, under the id that the response names', async () => {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const config = readConfig({ HEARTH_DATABASE_URL: 'postgresql://localhost/unused' });
  const { app, serve } = createApplication(
    { config, log, secret: 'x'.repeat(32) },
    { waitingFor: async () => null },
    new AddressBook(config),
  );
  serve({
    services: { pace: new Pace(config.limits) } as Services, // a visitor without a token needs no others
    handler: (_req, res) => {
      (res.locals['scope'] as RequestScope).reportError(new Error('the cause'));
      res.status(500).end();
    },
  });
  const url = await listen(app);
  const response = await fetch(`${url}/invite/SECRETCODE`);
  const reported = lines.map((line) => JSON.parse(line)).find((line) => line.error);
  expect(reported).toMatchObject({
    requestId: response.headers.get('X-Request-Id'),
    error: { message: 'the cause' },
  });
  expect(lines.join('')).not.toContain('SECRETCODE');
});
