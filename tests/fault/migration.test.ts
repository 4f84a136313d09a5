import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import pg from 'pg';
import { type AppOptions, startApp } from '../support/app-process.ts';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

let database: TestDatabase;
let migrations: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  migrations = mkdtempSync(path.join(tmpdir(), 'hearth-migrations-'));
  write('1_first', 'CREATE TABLE first (id int);');
});

afterEach(async () => {
  await database.drop();
  rmSync(migrations, { recursive: true, force: true });
});

test('fault 21: a migration killed midway is refused by the next start, leaves nothing, and can be resumed', async () => {
  write('2_slow', 'CREATE TABLE half (id int); SELECT pg_sleep(60); CREATE TABLE whole (id int);');
  const killed = migrate();
  await waitFor(
    async () =>
      (await rows('SELECT 1 FROM pg_stat_activity WHERE query LIKE $1', ['%pg_sleep(60)%;%'])).length > 0,
  );
  killed.kill();
  await killed.ended;

  const refused = migrate();
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain('2_slow failed earlier (P3009)');
  expect(refused.output()).toContain('--resolve 2_slow --rolled-back');
  expect(refused.output()).not.toMatch(/^\s+at /m);
  expect(await tables()).toEqual(['first']);

  write('2_slow', 'CREATE TABLE half (id int); CREATE TABLE whole (id int);');
  const resumed = migrate('--resolve', '2_slow', '--rolled-back');
  expect(await resumed.ended).toBe(0);
  expect(await tables()).toEqual(['first', 'half', 'whole']);
});

test('a start that no waiting helps ends with the reason', async () => {
  const role = database.name; // one name for both
  await rows(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  const powerless = new URL(database.url);
  [powerless.username, powerless.password] = [role, 'secret'];
  const starts: [string, Partial<AppOptions>][] = [
    ['may not create tables', { databaseUrl: powerless.href }],
    ['HEARTH_MIGRATIONS_DIR', { env: { HEARTH_MIGRATIONS_DIR: path.join(migrations, 'absent') } }],
  ];
  try {
    for (const [reason, options] of starts) {
      const app = await startApp({ databaseUrl: database.url, wait: false, ...options });
      onTestFinished(() => app.stop());
      expect(await waitFor(() => app.exited(), { message: 'the end' })).toBe('exit code 1');
      expect(app.logs()).toContain(reason);
      expect(app.logs()).not.toMatch(/^\s+at /m);
    }
  } finally {
    await rows(`DROP ROLE ${role}`);
  }
});

test('fault 21: a second migrator waits for the first, and then finds nothing left to do', async () => {
  write('2_slow', 'SELECT pg_sleep(1); CREATE TABLE slow (id int);');
  const first = migrate();
  await waitFor(
    async () =>
      (await rows('SELECT 1 FROM pg_stat_activity WHERE query LIKE $1', ['%pg_sleep(1)%;%'])).length > 0,
  );
  const second = migrate();
  expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  expect(first.output()).toContain('Applied the migration 2_slow');
  expect(second.output()).toContain('waiting for it');
  expect(second.output()).toContain('The database was up to date');
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(migrations, name), { recursive: true });
  writeFileSync(path.join(migrations, name, 'migration.sql'), sql);
}

/** Runs the migrator as a process of its own. */
function migrate(...args: string[]): {
  ended: Promise<number | null>;
  output: () => string;
  kill: () => void;
} {
  const child = spawn(process.execPath, ['server/cli/hearth.ts', 'migrate', ...args], {
    env: { ...process.env, HEARTH_DATABASE_URL: database.url, HEARTH_MIGRATIONS_DIR: migrations },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { ended, output: () => output, kill: () => child.kill('SIGKILL') };
}

async function tables(): Promise<unknown[]> {
  const found = await rows(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  );
  return found.map((row) => row['tablename']);
}

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
