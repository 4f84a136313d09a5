import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../tests/support/wait-for.ts';
import { lockDataFolder, runningHearth } from './data-folder.mjs';
import { identityOf } from './processes.mjs';

function folder(): string {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-lock-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

const gone = { pid: 1, identity: 'long ago' };

test('of several starts on the folder of a killed Hearth one gets it, also while its app is still being stopped', async () => {
  // It takes its time to stop: all have judged the lock by then.
  const app = spawn(process.execPath, [
    '-e',
    `process.on('SIGTERM', () => setTimeout(process.exit, 200)); setInterval(() => {}, 1000); console.log('up')`,
  ]);
  await once(app.stdout, 'data');
  const dataDir = folder();
  const note = { owner: gone, app: { pid: app.pid, identity: identityOf(app.pid!) } };
  writeFileSync(path.join(dataDir, 'hearth.lock'), JSON.stringify(note));

  const starts = await Promise.allSettled(Array.from({ length: 4 }, () => lockDataFolder(dataDir)));
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const start of starts)
    if (start.status === 'rejected') expect(String(start.reason)).toContain('already running');
  await waitFor(() => app.exitCode !== null || app.signalCode !== null, { message: 'the app to end' });
  expect(runningHearth(dataDir)?.owner.pid).toBe(process.pid);
  expect(readdirSync(dataDir)).toEqual(['hearth.lock']);
});

test.each([
  ['of a Hearth that is gone', JSON.stringify({ owner: gone })],
  ['half-written', '{"owner":'],
  ['empty', ''],
])('a lock that is %s is cleared away', async (_, text) => {
  const dataDir = folder();
  writeFileSync(path.join(dataDir, 'hearth.lock'), text);
  const lock = await lockDataFolder(dataDir);
  lock.noteDatabase(5432);
  expect(runningHearth(dataDir)).toMatchObject({ owner: { pid: process.pid }, databasePort: 5432 });
  await expect(lockDataFolder(dataDir)).rejects.toThrow('already running');
  lock.release();
  expect(runningHearth(dataDir)).toBeUndefined();
});
