/**
 * PostgreSQL refuses to run as root. This module decides as whom its programs run, and where its files can be so
 * that this user reaches them.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';

/**
 * How to run the server's programs.
 * @typedef {object} Account
 * @property {{ uid: number, gid: number } | undefined} owner who must own the server's files; undefined: ourselves
 * @property {string} folder where the server's files are kept
 * @property {(program: string) => string} locate the path of one of the server's programs for this account
 * @property {(program: string, args: string[], options: import('node:child_process').SpawnOptions) => import('node:child_process').ChildProcess} spawn
 */

/** Where root keeps what the unprivileged user could not reach in the project's own folder. */
const SYSTEM_FOLDER = '/var/lib/hearth';

/**
 * The programs get no other environment than this: PGPORT, PGDATA and the like of the person's shell must not change
 * what we start, and a fixed language keeps the log readable for us.
 */
const ENVIRONMENT = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Chooses the account. An ordinary user runs the server itself. Root hands it to an unprivileged user: directly where
 * that user reaches both programs and data; else with the capability to pass closed folders (a 0700 home or
 * `mktemp -d`); else from copies under /var/lib/hearth, which `say` announces.
 * @param {import('./postgres-binaries.mjs').Binaries} binaries
 * @param {string} dataDir an existing folder, absolute
 * @param {(line: string) => void} say
 * @returns {Account}
 */
export function chooseAccount(binaries, dataDir, say) {
  const folder = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    return { owner: undefined, folder, locate: (program) => program, spawn: spawnAs([], undefined) };
  }
  const systemFolder = systemFolderOf(dataDir);
  const owner = currentOwner(folder) ?? currentOwner(systemFolder) ?? findUnprivilegedUser();
  // Data stays where it was begun, also when the other place could be reached by now.
  if (existsSync(systemFolder) && !existsSync(folder))
    return accountUnderSystemFolder(binaries, dataDir, owner, say);
  const locate = (/** @type {string} */ program) => program;
  if (reaches([], owner, binaries.postgres, dataDir))
    return { owner, folder, locate, spawn: spawnAs([], owner) };

  if (reaches(withCapability(owner), undefined, binaries.postgres, dataDir)) {
    return { owner, folder, locate, spawn: spawnAs(withCapability(owner), undefined) };
  }
  if (existsSync(folder)) {
    throw new Failure(
      `The database's user cannot enter ${folder} any more: open the folders above it (chmod o+x), or run Hearth as an ordinary user.`,
    );
  }
  return accountUnderSystemFolder(binaries, dataDir, owner, say);
}

/** One folder for each data folder, so that two checkouts do not share a database. @param {string} dataDir */
const systemFolderOf = (dataDir) => path.join(SYSTEM_FOLDER, `data-${fingerprint(dataDir)}`, 'postgres');

/**
 * @param {import('./postgres-binaries.mjs').Binaries} binaries
 * @param {string} dataDir
 * @param {{ uid: number, gid: number }} owner
 * @param {(line: string) => void} say
 * @returns {Account}
 */
function accountUnderSystemFolder(binaries, dataDir, owner, say) {
  const programs = path.join(SYSTEM_FOLDER, `postgresql-${binaries.major}-${fingerprint(binaries.home)}`);
  if (!existsSync(programs)) {
    const copy = `${programs}.${process.pid}`;
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(binaries.home, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    renameSync(copy, programs);
  }
  const folder = systemFolderOf(dataDir);
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  const locate = (/** @type {string} */ program) =>
    path.join(programs, path.relative(binaries.home, program));
  if (!reaches([], owner, locate(binaries.postgres), parent)) {
    rmSync(programs, { recursive: true, force: true });
    throw new Failure(
      `PostgreSQL does not run as root, and its user cannot reach ${dataDir} or ${SYSTEM_FOLDER}: run Hearth as an ordinary user, or set HEARTH_DATABASE_URL.`,
    );
  }
  say(`The database's files are kept in ${folder}: its user cannot enter ${dataDir}.`);
  return { owner, folder, locate, spawn: spawnAs([], owner) };
}

/** @param {string[]} prefix @param {{ uid: number, gid: number } | undefined} owner @returns {Account['spawn']} */
function spawnAs(prefix, owner) {
  return (program, args, options) => {
    const [command, ...rest] = /** @type {[string, ...string[]]} */ ([...prefix, program, ...args]);
    // The working folder of ours may be closed to the other user; '/' never is.
    return spawn(command, rest, { cwd: '/', env: ENVIRONMENT, ...owner, ...options });
  };
}

/**
 * A command to run a program as the owner with one capability of root's: to read and search any folder. The secure bit
 * makes the system count it in access(2) too, by which the server's programs look for each other; it also keeps all
 * other capabilities over the change of user, but the program's exec then drops these.
 * @param {{ uid: number, gid: number }} owner
 */
const withCapability = ({ uid, gid }) => [
  ...['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups'],
  ...['--securebits=+no_setuid_fixup', '--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'],
];

/**
 * Whether the server can be run from there and keep its data there. Asked by a program of the other user's, because
 * only the system knows all that may forbid it.
 * @param {string[]} prefix
 * @param {{ uid: number, gid: number } | undefined} owner
 * @param {string} postgres
 * @param {string} dataDir
 */
function reaches(prefix, owner, postgres, dataDir) {
  const script = '"$1" --version && cd "$2"';
  const [command, ...rest] = /** @type {[string, ...string[]]} */ ([
    ...prefix,
    'sh',
    '-c',
    script,
    'sh',
    postgres,
    dataDir,
  ]);
  return spawnSync(command, rest, { cwd: '/', stdio: 'ignore', env: ENVIRONMENT, ...owner }).status === 0;
}

/** Data once written keeps its owner, whichever users come and go. @param {string} folder */
function currentOwner(folder) {
  const owner = statSync(folder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined;
}

/** @returns {{ uid: number, gid: number }} `postgres`, made when missing, else `nobody`: initdb wants a named user */
function findUnprivilegedUser() {
  const user = idsOf('postgres');
  if (user) return user;
  spawnSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    {
      stdio: 'ignore',
    },
  );
  const fallback = idsOf('postgres') ?? idsOf('nobody');
  if (fallback) return fallback;
  throw new Failure(
    'PostgreSQL does not run as root and no other user was found: run Hearth as an ordinary user.',
  );
}

/** @param {string} user */
function idsOf(user) {
  const id = (/** @type {string} */ flag) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Gives a path of root's to the server's user. @param {string} target @param {Account['owner']} owner */
export function giveTo(target, owner) {
  if (owner) chownSync(target, owner.uid, owner.gid);
}

/** @param {string} text */
const fingerprint = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
