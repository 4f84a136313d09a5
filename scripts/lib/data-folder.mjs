/**
 * The data folder belongs to one running Hearth at a time. Its lock file names the processes that use it, so that the
 * next start can tell a running Hearth (and refuse) from the remains of a killed one (and clear them away).
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, explain } from './failure.mjs';
import { identityOf, signal, until } from './processes.mjs';
import { inProject } from './project.mjs';

/**
 * A process, told apart from later ones with the same id.
 * @typedef {{ pid: number, identity: string | undefined }} ProcessNote
 */
/** @typedef {{ owner: ProcessNote, app?: ProcessNote, databasePort?: number }} LockNote */
/**
 * @typedef {object} DataFolderLock
 * @property {(pid: number) => void} noteApp
 * @property {(port: number) => void} noteDatabase
 * @property {() => void} release
 */

/** @returns {string} the data folder: HEARTH_DATA_DIR, else `data` in the project */
export const dataFolder = () => inProject(process.env.HEARTH_DATA_DIR || 'data');

/**
 * Takes the data folder for this process, making it when missing. What a killed Hearth left running on it is stopped.
 * @param {string} dataDir
 * @returns {Promise<DataFolderLock>}
 * @throws {Failure} a running Hearth has it, or it cannot be written
 */
export async function lockDataFolder(dataDir) {
  const file = lockFile(dataDir);
  /** @type {LockNote} */
  const note = { owner: noteOf(process.pid) };
  try {
    // 0711 for root: the database's own user must pass to its folder inside, and sees nothing else.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    while (!tryWrite(file, note)) await clearAway(file, dataDir);
  } catch (error) {
    throw explain(error, 'Cannot write the data folder');
  }
  /** Replaces the file in one step, so that nobody reads half of it. */
  function update() {
    writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return {
    noteApp: (pid) => {
      note.app = noteOf(pid);
      update();
    },
    noteDatabase: (port) => {
      note.databasePort = port;
      update();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/**
 * @param {string} dataDir
 * @returns {LockNote | undefined} what the Hearth that runs on this folder noted; undefined when none runs
 */
export function runningHearth(dataDir) {
  const note = parseNote(readText(lockFile(dataDir)));
  return note && isSame(note.owner) ? note : undefined;
}

/** @param {string} dataDir */
const lockFile = (dataDir) => path.join(dataDir, 'hearth.lock');

/** @param {string} file @param {LockNote} note @returns {boolean} whether the lock is ours now */
function tryWrite(file, note) {
  try {
    writeFileSync(file, JSON.stringify(note), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (/** @type {any} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a Hearth that is gone, after stopping its app if that outlived it.
 * @param {string} file
 * @param {string} dataDir
 */
async function clearAway(file, dataDir) {
  const judged = readText(file);
  const note = parseNote(judged);
  if (note && isSame(note.owner)) {
    const message = `Hearth is already running on ${dataDir} (process ${note.owner.pid}): stop it first, or give this one another folder with HEARTH_DATA_DIR.`;
    throw new Failure(message);
  }
  const app = note?.app;
  if (app && isSame(app)) {
    console.log('Stopping the app of an earlier run that was killed.');
    signal(app.pid, 'SIGTERM');
    if (!(await until(() => !isSame(app), 10_000))) signal(app.pid, 'SIGKILL');
    await until(() => !isSame(app), 2000);
  }
  remove(file, judged);
}

/**
 * Removes the lock if it is still the one that was judged: another start may have cleared that away meanwhile, and hold
 * the folder by a lock of its own.
 * @param {string} file
 * @param {string | undefined} judged
 */
function remove(file, judged) {
  if (readText(file) !== judged) return;
  // One of several can move it: what was moved is looked at again, and put back where it was another's after all.
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (readText(aside) !== judged) linkSync(aside, file);
  rmSync(aside);
}

/** @param {string} file @returns {string | undefined} undefined when it was just released */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** @param {string | undefined} text @returns {LockNote | undefined} */
function parseNote(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // Half-written by a process that was killed at it.
    return undefined;
  }
}

/** @param {unknown} error */
const isMissing = (error) => /** @type {any} */ (error).code === 'ENOENT';

/** @param {number} pid @returns {ProcessNote} */
const noteOf = (pid) => ({ pid, identity: identityOf(pid) });

/** @param {ProcessNote} note */
const isSame = ({ pid, identity }) => identity !== undefined && identityOf(pid) === identity;
