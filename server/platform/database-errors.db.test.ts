import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import { type TestDatabase, createTestDatabase } from '../../tests/support/database.ts';
import { startTcpProxy } from '../../tests/support/tcp-proxy.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { bindAll } from './bind.ts';
import { readConfig } from './config.ts';
import { asAppError } from './database-errors.ts';
import { Database } from './database.ts';
import { createLogger } from './logger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const log = createLogger({ logFile: undefined, logLevel: 'silent' });
function open(url: string, env: Record<string, string> = {}): Database {
  const db = new Database(readConfig({ HEARTH_DATABASE_URL: url, ...env }), log);
  onTestFinished(() => db.close());
  return db;
}
const statement = (text: string) => ({ name: text.slice(0, 40), text });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );
const away = expect.objectContaining({ code: 'UNAVAILABLE', retryAfter: 3 });

describe('a database that is away is UNAVAILABLE', () => {
  test('when nobody listens, over TCP by address and name, and at a socket that is not there', async () => {
    const port = await findFreePort();
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      '%2Fno%2Fsuch%2Ffolder',
      'no-such-host.invalid',
    ]) {
      const db = open(`postgresql://nobody@${host}/none`);
      expect([host, asAppError(await failureOf(db.run(statement('SELECT 1'), [])))]).toEqual([host, away]);
      expect([host, asAppError(await failureOf(db.prisma.account.count()))]).toEqual([host, away]);
    }
  });

  test('when it ends what is under way, says nothing, or the connection is cut', async () => {
    const url = new URL(database.url);
    const proxy = await startTcpProxy(Number(url.port));
    onTestFinished(() => proxy.close());
    url.host = `127.0.0.1:${proxy.port}`;
    const db = open(url.href, { HEARTH_STATEMENT_TIMEOUT_MS: '300' });
    const end = statement('SELECT pg_terminate_backend(pg_backend_pid())');
    expect(asAppError(await failureOf(db.run(end, [])))).toEqual(away);
    expect(asAppError(await failureOf(db.run(statement('SELECT pg_sleep(60)'), [])))).toEqual(away);

    const cut = failureOf(open(url.href).run(statement('SELECT pg_sleep(61)'), []));
    await waitFor(() => proxy.connections() > 0);
    await waitFor(async () => {
      const watcher = `SELECT 1 AS sleeps FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(61)' AND state = 'active'`;
      return (await open(database.url).run(statement(watcher), [])).length > 0;
    });
    proxy.cut();
    expect(asAppError(await cut)).toEqual(away);
  });
});

describe('a fault of ours is none of the database’s', () => {
  test('a file that is missing, and a broken statement', async () => {
    const missing = await failureOf(readFile('/no/such/file'));
    expect(asAppError(missing)).toBe(missing);
    expect(asAppError(new Error('a page failed', { cause: missing }))).toMatchObject({ cause: missing });
    const broken = await failureOf(open(database.url).run(statement('SELECT nonsense'), []));
    expect(asAppError(broken)).toBe(broken);
  });

  test('a visitor who hangs up', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const visitor = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = (await once(server, 'connection')) as [Socket];
    const ended = once(socket.resume(), 'error');
    visitor.resetAndDestroy();
    const [reset] = await ended;
    expect(reset).toMatchObject({ code: 'ECONNRESET' });
    expect(asAppError(reset)).toBe(reset);
  });
});

test('the log says why, once while it lasts', async () => {
  const lines = new PassThrough();
  const told = pino({}, lines);
  const db = open(`postgresql://nobody@127.0.0.1:${await findFreePort()}/none`);
  const { ask } = bindAll({ log: told, db }, { ask: (deps) => deps.db.run(statement('SELECT 1'), []) });
  for (let n = 0; n < 3; n += 1) expect(await failureOf(ask())).toMatchObject({ code: 'UNAVAILABLE' });
  const written = String(lines.read()).trim().split('\n');
  expect(written).toHaveLength(1);
  expect(written[0]).toContain('ECONNREFUSED');
});
