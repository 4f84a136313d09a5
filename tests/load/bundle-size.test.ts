import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed, type Seeded } from '../../server/cli/seed/plan.ts';
import { newId } from '../../server/platform/ids.ts';
import { hashToken, newToken } from '../../server/platform/secrets.ts';
import { startApp, type App } from '../support/app-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { HttpClient } from '../support/http-client.ts';

const kB = 1000;
const gate = 150;
const target = 130;

let database: TestDatabase;
let app: App;
let seeded: Seeded;
let token: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const channels = [{ name: 'general', messages: 120 }];
  seeded = await seed(database.url, {
    community: 'Garden',
    members: 3,
    channels,
    passwordHash: 'nobody logs in',
  });
  token = await openSession(seeded.accountIds[1]!);
  app = await startApp({ databaseUrl: database.url });
});
afterAll(async () => {
  await app?.stop();
  await database?.drop();
});

async function openSession(accountId: string): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const secret = newToken();
  const values = [newId(), accountId, hashToken(secret)];
  await client.query(
    `INSERT INTO sessions (id, account_id, token_hash, kind, expires_at) VALUES ($1, $2, $3, 'browser', now() + interval '1 day')`,
    values,
  );
  await client.end();
  return secret;
}

test('the conversation page needs at most 150 kB of JavaScript before it works (130 are aimed at)', async () => {
  const [channel] = seeded.channels;
  const { status, body: html } = await new HttpClient(app.url, { session: token }).get(
    `/c/${seeded.communityId}/${channel!.id}`,
  );
  expect(status).toBe(200);
  const files = initialScripts(html);
  const sizes = files
    .map((file) => ({ file, kB: gzipSync(read(file)).length / kB }))
    .sort((a, b) => b.kB - a.kB);
  const total = sizes.reduce((sum, each) => sum + each.kB, 0);
  console.log(
    `Initial JavaScript of the conversation page, gzip: ${total.toFixed(1)} kB (target ${target})\n${sizes.map((each) => `  ${each.kB.toFixed(1).padStart(6)}  ${each.file}`).join('\n')}`,
  );
  // A page that names none would pass every limit.
  expect(files.length).toBeGreaterThan(3);
  expect(total).toBeGreaterThan(60);
  expect(files.filter((file) => /\bEIO\b/.test(read(file)))).toEqual([]); // the socket's is loaded after the page works
  expect(total).toBeLessThanOrEqual(gate);
});

/** What the page's HTML runs or preloads, and all that these import statically. */
function initialScripts(html: string): string[] {
  // The list of what other pages would need names more, which nobody fetches.
  const preloads = html.match(/<link[^>]+rel="modulepreload"[^>]*>/g)?.join() ?? '';
  const imports = html.match(/\b(?:from|import)\s*\(?\s*"\/assets\/[\w.$-]+\.js"/g)?.join() ?? '';
  const named = `${preloads}${imports}`.match(/\/assets\/[\w.$-]+\.js/g) ?? [];
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, imported] of read(file).matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[\w.$-]+\.js)["']/g))
      add(path.posix.join('/assets', imported!));
  };
  named.forEach(add);
  return [...found];
}

const read = (file: string): string => readFileSync(path.join('build/client', file), 'utf8');
