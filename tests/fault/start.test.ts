import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { isAlive, listProcesses } from '../../scripts/lib/processes.mjs';
import { type Launcher, launch } from '../support/launcher.ts';
import { waitFor } from '../support/wait-for.ts';

let parent: string;
let dataDir: string;
let port: number;
let launchers: Launcher[];

beforeEach(async () => {
  parent = mkdtempSync(path.join(tmpdir(), 'hearth-start-'));
  dataDir = path.join(parent, 'data');
  port = await findFreePort();
  launchers = [];
});

afterEach(async () => {
  for (const launcher of launchers) launcher.signal('SIGTERM');
  await Promise.all(launchers.map((launcher) => launcher.ended));
  expect(remains()).toEqual([]);
  rmSync(parent, { recursive: true, force: true });
});

test('starts, stops on Ctrl-C with exit code 0, and is ready within 5 s the second time', async () => {
  const first = start();
  await first.waitReady();
  expect(first.output()).toContain(String(port));
  expect(await serves()).toBe(true);
  const pids = [first.appPid(), first.postmasterPid()];

  first.signal('SIGINT');
  expect(await first.ended).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(path.join(dataDir, 'hearth.lock'))).toBe(false);
  expect(existsSync(path.join(dataDir, 'postgres/postmaster.pid'))).toBe(false);

  expect(await start().waitReady()).toBeLessThan(5000);
  expect(await serves()).toBe(true);
});

test('fault 3: a killed postmaster is started again on its port while the app lives on', async () => {
  const launcher = start();
  await launcher.waitReady();
  const app = launcher.appPid();
  const postmaster = launcher.postmasterPid();

  process.kill(postmaster, 'SIGKILL');
  await waitFor(async () => launcher.postmasterPid() !== postmaster && (await serves()), {
    timeout: 30_000,
    message: 'the app to reach its database again',
  });
  expect(launcher.appPid()).toBe(app);
  expect(isAlive(app)).toBe(true);
  expect(launcher.output()).toContain('The database stopped unexpectedly');
});

test('a killed app is started again, and says so', async () => {
  const launcher = start();
  await launcher.waitReady();
  const app = launcher.appPid();
  process.kill(app, 'SIGKILL');
  await waitFor(async () => launcher.appPid() !== app && (await serves()), {
    message: 'another app to serve',
  });
  expect(launcher.output()).toContain('Hearth stopped unexpectedly (killed by SIGKILL); starting it again.');
});

test('after a kill -9 of the launcher the app ends, and the next start stops the orphaned database', async () => {
  const killed = start();
  await killed.waitReady();
  const app = killed.appPid();
  const postmaster = killed.postmasterPid();
  killed.signal('SIGKILL');
  await killed.ended;
  await waitFor(() => !isAlive(app), { message: 'the app to notice that its launcher is gone' });
  expect(isAlive(postmaster)).toBe(true);

  await start().waitReady();
  expect(await serves()).toBe(true);
  expect(isAlive(postmaster)).toBe(false);
});

test('an app that hangs when its launcher is killed is stopped by the next start', async () => {
  const killed = start();
  await killed.waitReady();
  const app = killed.appPid();
  process.kill(app, 'SIGSTOP');
  killed.signal('SIGKILL');
  await killed.ended;

  const next = start();
  await next.waitReady();
  expect(isAlive(app)).toBe(false);
  expect(await serves()).toBe(true);
});

test('after a kill -9 of everything at once the next start recovers', async () => {
  const killed = start();
  await killed.waitReady();
  for (const pid of [killed.pid, killed.appPid(), killed.postmasterPid()]) process.kill(pid, 'SIGKILL');
  await killed.ended;
  await start().waitReady();
  expect(await serves()).toBe(true);
});

test('a lock file of the database whose process id is somebody else’s now does not hinder the start', async () => {
  const server = await startPostgres({ dataDir });
  await server.kill9();
  const lock = path.join(dataDir, 'postgres/postmaster.pid');
  writeFileSync(
    lock,
    [process.pid, path.join(dataDir, 'postgres'), 0, port, '', '127.0.0.1', '', 'ready', ''].join('\n'),
  );
  await start().waitReady();
  expect(await serves()).toBe(true);
});

test('a taken port is said in one sentence', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const launcher = start();
  expect(await launcher.ended).toBe(1);
  other.close();
  expectOneSentence(launcher, `Port ${port} is taken`);
});

test('a second instance on the same data folder is refused and disturbs nothing', async () => {
  const first = start();
  await first.waitReady();
  const second = launch(dataDir, await findFreePort());
  launchers.push(second);
  expect(await second.ended).toBe(1);
  expectOneSentence(second, 'already running');
  expect(await serves()).toBe(true);
});

test('data of a newer version is refused and left alone', async () => {
  await startOnceAndStop();
  await changeDatabase(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99999999999999_later', now())",
  );
  const launcher = start();
  expect(await launcher.ended).toBe(1);
  expectOneSentence(launcher, '99999999999999_later');
});

test('fault 21: a migration that failed earlier is named, with how to resume', async () => {
  await startOnceAndStop();
  await changeDatabase(
    'UPDATE _prisma_migrations SET finished_at = NULL WHERE id = (SELECT min(id) FROM _prisma_migrations)',
  );
  const launcher = start();
  expect(await launcher.ended).toBe(1);
  expectOneSentence(launcher, 'P3009');
  expect(launcher.output()).toContain('--rolled-back');
});

test('data of another PostgreSQL is refused', async () => {
  mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '99\n');
  const launcher = start();
  expect(await launcher.ended).toBe(1);
  expectOneSentence(launcher, 'newer PostgreSQL (99)');
});

function start(): Launcher {
  const launcher = launch(dataDir, port);
  launchers.push(launcher);
  return launcher;
}

async function startOnceAndStop(): Promise<void> {
  const launcher = start();
  await launcher.waitReady();
  launcher.signal('SIGTERM');
  expect(await launcher.ended).toBe(0);
}

/** Whether the app answers with the help of its database. */
async function serves(): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => undefined);
  return answer !== undefined && answer.status < 500;
}

async function changeDatabase(sql: string): Promise<void> {
  const server = await startPostgres({ dataDir });
  const client = new pg.Client({ connectionString: server.url() });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
    await server.stop();
  }
}

/** A sentence for people, and no stack trace under it. */
function expectOneSentence(launcher: Launcher, part: string): void {
  expect(launcher.output()).toContain(part);
  expect(launcher.output()).not.toMatch(/^\s+at /m);
}

/** Processes that still work on this test's data folder. */
function remains(): string[] {
  return listProcesses()
    .map((each) => each.command)
    .filter((command) => command.includes(dataDir));
}
