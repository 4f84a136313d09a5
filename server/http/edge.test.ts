import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AddressBook, proofOf } from '#server/domains/address/index.ts';
import { readConfig } from '#server/platform/config.ts';
import { createLogger } from '#server/platform/logger.ts';
import { Pace } from '#server/platform/pace.ts';
import type { Services } from '#server/services.ts';
import { createApplication } from './application.ts';

const secret = 'x'.repeat(32);
let dataDir: string;
let server: Server;
let book: AddressBook;
/** Ends the start: until then the database is away, and pages wait. */
let serve: () => void;
beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-edge-'));
  const config = readConfig({
    HEARTH_DATABASE_URL: 'postgresql://localhost/unused',
    HEARTH_LOG_LEVEL: 'silent',
    HEARTH_DATA_DIR: dataDir,
    HEARTH_EDGE: '1',
    HEARTH_TRUST_PROXY: 'loopback',
  });
  book = new AddressBook(config);
  const platform = { config, secret, log: createLogger(config) };
  const application = createApplication(platform, { waitingFor: async () => 'the database' }, book);
  serve = () =>
    application.serve({
      services: { pace: new Pace(config.limits) } as Services, // a visitor without a token needs no others
      handler: (_req, res) => void res.end('a page'),
    });
  server = createServer(application.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  rmSync(dataDir, { recursive: true });
});

function ask(url: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; location: string | undefined; body: string }>(
    (resolve, reject) => {
      get({ port, host: '127.0.0.1', path: url, headers }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode, location: response.headers.location, body }),
        );
      }).on('error', reject);
    },
  );
}

test('the edge gets its answer without a database: the chosen name and no other', async () => {
  book.choose({ mode: 'domain', name: 'chat.example.org', trusted: true });
  expect((await ask('/internal/tls/ask?domain=chat.example.org')).status).toBe(200);
  for (const query of [
    '?domain=evil.example.org',
    '?domain=',
    '',
    '?domain[]=chat.example.org',
    '?domain=a&domain=b',
  ])
    expect((await ask(`/internal/tls/ask${query}`)).status, query).toBe(404);
});

test('it proves that it is itself, for whatever is no path and no script', async () => {
  const nonce = 'ab'.repeat(16);
  expect((await ask(`/.well-known/hearth/${nonce}`)).body).toBe(proofOf(secret, nonce));
  serve();
  for (const other of ['x', 'AB'.repeat(16), `${nonce}0`, '%3Cscript%3E'])
    expect((await ask(`/.well-known/hearth/${other}`)).body).toBe('a page');
});

test('a plain page of the domain leads to the encrypted one, others stay', async () => {
  const host = 'chat.example.org';
  serve();
  expect((await ask('/c/x?y=1', { host })).body).toBe('a page');
  book.choose({ mode: 'domain', name: host, trusted: true });
  expect(await ask('/c/x?y=1', { host })).toMatchObject({ status: 308, location: `https://${host}/c/x?y=1` });
  expect(await ask('//evil.example/x', { host })).toMatchObject({
    location: `https://${host}//evil.example/x`,
  });
  expect((await ask('/', { host, 'x-forwarded-proto': 'https' })).body).toBe('a page');
  expect((await ask('/', { host: 'nas.local' })).body).toBe('a page');
  expect((await ask('/readyz', { host })).status).toBe(503);
  book.choose({ mode: 'lan', name: host, trusted: false });
  expect((await ask('/', { host })).body).toBe('a page');
});
