/**
 * The embedded PostgreSQL server: a real server from an npm package, in one folder, reachable from this machine only.
 * Used by `npm start`, `npm run dev` and the tests. Our own spawn and not the package's class, which neither recovers
 * from a kill -9 nor notices the server's end.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Failure, explain } from './failure.mjs';
import { chooseAccount, giveTo } from './postgres-account.mjs';
import { findBinaries } from './postgres-binaries.mjs';
import { findFreePort } from './ports.mjs';
import { markOf, stopOrphans } from './postgres-orphans.mjs';
import { until } from './processes.mjs';

const USER = 'hearth';
const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * Small enough for a Raspberry Pi: the idle server stays under 35 MiB. Durability is never traded: fsync and
 * synchronous_commit keep their defaults (on).
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // a socket's path has a length limit that deep folders exceed
  max_connections: '60',
  shared_buffers: '64MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '512MB',
  jit: 'off', // compiling costs more than our short statements take
  io_method: 'sync', // no separate I/O processes
  autovacuum_max_workers: '2',
  wal_level: 'minimal', // nothing replicates from an embedded server
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
};

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir the folder to keep the database in; made when missing
 * @property {number} [port] default: a free one
 * @property {(line: string) => void} [log] told about what a person should know (recovery, an unusual place)
 * @property {Record<string, string>} [settings] more server settings, over ours
 * @property {boolean} [throwAway] for tests: gives durability up for speed; never for data that matters
 */

/**
 * A running server.
 * @typedef {object} Postgres
 * @property {number} port
 * @property {number} pid the postmaster's
 * @property {string} logFile the server's own log
 * @property {(database?: string) => string} url a connection string for the superuser; default database `hearth`
 * @property {() => Promise<void>} stop disconnects clients, writes a checkpoint, and waits for the end
 * @property {() => Promise<void>} kill9 kills the postmaster as a crash would, and waits for the end
 * @property {(listener: (exit: { expected: boolean, reason: string }) => void) => void} onExit called once when the
 *   server ends; `expected` after `stop`
 */

/**
 * Starts the server of a data folder, making the folder's database cluster first when there is none. Recovers from
 * what earlier runs left: a live server without its launcher is stopped first, a stale lock is removed.
 * @param {PostgresOptions} options
 * @returns {Promise<Postgres>}
 * @throws {Failure} one sentence: no package for this platform, folder not writable, disk full, written by another
 *   major version, port taken, or what the server itself said
 */
export async function startPostgres({ dataDir, port, log = () => {}, settings = {}, throwAway = false }) {
  const binaries = await findBinaries();
  const folder = prepareFolder(dataDir);
  const account = chooseAccount(binaries, folder, log);
  const pgdata = account.folder;
  const password = readOrMakePassword(path.join(folder, 'postgres.password'));

  if (!statSync(pgdata, { throwIfNoEntry: false }))
    await initialise(account, binaries, pgdata, password, throwAway);
  checkVersion(pgdata, binaries.major);
  if ((await stopOrphans(pgdata)) === 'stopped')
    log('Stopped a database server that an earlier run had left.');

  const logFile = path.join(folder, 'postgres.log');
  const durability = throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {};
  const chosen = { ...SETTINGS, ...durability, ...settings, cluster_name: markOf(pgdata) };
  for (let attempt = 1; ; attempt++) {
    const usedPort = port ?? (await findFreePort());
    const args = ['-D', pgdata, '-p', String(usedPort)];
    for (const [name, value] of Object.entries(chosen)) args.push('-c', `${name}=${value}`);
    const result = await launch(account, account.locate(binaries.postgres), args, pgdata, logFile);
    if (typeof result === 'object') return runningServer(result, usedPort, password, logFile);
    // Between our look and the server's bind another program may take the port: look again, unless it was asked for.
    const portTaken = result.includes('could not bind');
    if (portTaken && port === undefined && attempt < 5) continue;
    if (portTaken) throw new Failure(`The database cannot start: port ${usedPort} on 127.0.0.1 is taken.`);
    throw new Failure(`The database did not start: ${lastWords(result)} (see ${logFile}).`);
  }
}

/** @param {string} password @param {number} port @param {string} [database] @returns {string} the superuser's address */
export const databaseUrl = (password, port, database = 'hearth') =>
  `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;

/** @param {string} dataDir @returns {string} its real path */
function prepareFolder(dataDir) {
  try {
    // 0711 for root: the server's own user must pass to its folder inside, and sees nothing else.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return realpathSync(dataDir);
  } catch (error) {
    throw explain(error, 'Cannot make the data folder');
  }
}

/** @param {string} file */
function readOrMakePassword(file) {
  try {
    if (!statSync(file, { throwIfNoEntry: false })) {
      writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    }
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw explain(error, 'Cannot write the data folder');
  }
}

/**
 * Makes the cluster beside its place and then renames it: a kill in the middle leaves no half-made cluster behind.
 * @param {import('./postgres-account.mjs').Account} account
 * @param {import('./postgres-binaries.mjs').Binaries} binaries
 * @param {string} pgdata
 * @param {string} password
 * @param {boolean} throwAway
 */
async function initialise(account, binaries, pgdata, password, throwAway) {
  const fresh = `${pgdata}.new`;
  // A file, because initdb cannot read its password from a pipe of ours.
  const passwordFile = `${pgdata}.pwfile`;
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(fresh, account.owner);
    giveTo(passwordFile, account.owner);
    const flags = [
      `--pgdata=${fresh}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ];
    // The builtin provider sorts and folds the same on every machine, whatever its C library's version.
    flags.push(
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    );
    if (throwAway) flags.push('--no-sync');
    const program = account.locate(binaries.initdb);
    let output = await runToEnd(account, program, [...flags, '--locale=C.UTF-8']);
    if (output?.includes('invalid locale'))
      output = await runToEnd(account, program, [...flags, '--locale=C']);
    if (output?.includes('No space left')) throw Object.assign(new Error(output), { code: 'ENOSPC' });
    if (output !== undefined) throw new Failure(`The database could not be set up: ${lastWords(output)}.`);
    renameSync(fresh, pgdata);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw explain(error, 'The database could not be set up');
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {import('./postgres-account.mjs').Account} account
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string | undefined>} undefined when it succeeded, else what it printed
 */
function runToEnd(account, program, args) {
  const child = account.spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : output));
  });
}

/** @param {string} pgdata @param {string} major */
function checkVersion(pgdata, major) {
  let written;
  try {
    written = readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    throw explain(error, 'Cannot read the database');
  }
  if (written === major) return;
  throw new Failure(
    Number(written) > Number(major)
      ? `The database in ${pgdata} was written by a newer PostgreSQL (${written}) than this Hearth brings (${major}): update Hearth.`
      : `The database in ${pgdata} was written by PostgreSQL ${written}, and this Hearth brings ${major}: restore a backup into a fresh data folder.`,
  );
}

/**
 * @param {import('./postgres-account.mjs').Account} account
 * @param {string} program
 * @param {string[]} args
 * @param {string} pgdata
 * @param {string} logFile
 * @returns {Promise<import('node:child_process').ChildProcess | string>} the server, ready; or its log when it ended
 */
async function launch(account, program, args, pgdata, logFile) {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT)
    renameSync(logFile, `${logFile}.1`);
  // A file and not a pipe, so that the server outlives us without losing its log.
  const logHandle = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  // Its own process group: Ctrl-C in the terminal must not stop the database before the app.
  const child = account.spawn(program, args, { stdio: ['ignore', logHandle, logHandle], detached: true });
  closeSync(logHandle);
  let ended = false;
  let spawnError = '';
  child.on('exit', () => (ended = true));
  child.on('error', (error) => ((ended = true), (spawnError = error.message)));
  await until(() => ended || isReady(pgdata, child.pid), 120_000); // replaying the log after a crash can take long
  if (!ended && isReady(pgdata, child.pid)) return child;
  if (!ended) child.kill('SIGQUIT');
  return spawnError || readFileSync(logFile).subarray(logStart).toString();
}

/** As pg_ctl does it: the server notes its state in the last line of its lock file. @param {string} pgdata @param {number | undefined} pid */
function isReady(pgdata, pid) {
  try {
    const lines = readFileSync(path.join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port
 * @param {string} password
 * @param {string} logFile
 * @returns {Postgres}
 */
function runningServer(child, port, password, logFile) {
  let stopping = false;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signalName) =>
      resolve(signalName ? `killed by ${signalName}` : `exit code ${code}`),
    );
  });
  return {
    port,
    pid: /** @type {number} */ (child.pid),
    logFile,
    url: (database) => databaseUrl(password, port, database),
    onExit: (listener) => void ended.then((reason) => listener({ expected: stopping, reason })),
    stop: async () => {
      stopping = true;
      child.kill('SIGINT');
      // A hanging checkpoint must not hang the launcher: the log is complete, the next start replays it.
      const impatience = setTimeout(() => child.kill('SIGQUIT'), 20_000);
      await ended;
      clearTimeout(impatience);
    },
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The last line that says why, out of a program's output. @param {string} output */
function lastWords(output) {
  const lines = output.split('\n').filter((line) => line.trim());
  const reason =
    lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return reason.replace(/^.*?(?:FATAL|PANIC|error):\s*/, '').trim();
}
