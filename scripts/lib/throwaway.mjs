import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from './processes.mjs';
import { stopOrphans } from './postgres-orphans.mjs';
import { startPostgres } from './postgres.mjs';

const PREFIX = 'hearth-throwaway-';

/**
 * A database server in a temporary folder, for tests and for comparing schemas. Durability is off unless asked for.
 * @param {Partial<import('./postgres.mjs').PostgresOptions>} [options]
 * @returns {Promise<import('./postgres.mjs').Postgres & { dataDir: string, remove: () => void }>} call
 *   `remove` after `stop`: it deletes the folder
 */
export async function startThrowAwayPostgres(options = {}) {
  await sweep();
  const dataDir = mkdtempSync(path.join(tmpdir(), PREFIX));
  chmodSync(dataDir, 0o711); // as root, the server's own user passes through it
  writeFileSync(path.join(dataDir, 'owner.pid'), String(process.pid));
  const server = await startPostgres({ throwAway: true, ...options, dataDir });
  return { ...server, dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

/** Stops and removes the servers whose test run was killed before it could. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const dataDir = path.join(tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(path.join(dataDir, 'owner.pid'), 'utf8')))) continue;
      await stopOrphans(path.join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or being made at this moment: not ours to remove.
    }
  }
}
