/** The database that a Hearth runs on: an embedded server that is kept alive, or one of the operator's own. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, lockDataFolder, runningHearth } from './data-folder.mjs';
import { Failure } from './failure.mjs';
import { databaseUrl, startPostgres } from './postgres.mjs';
import { step } from './progress.mjs';

const RESTARTS = 5;

/**
 * @typedef {object} KeptDatabase
 * @property {string | undefined} url undefined when the app's own configuration names the server
 * @property {() => Promise<void>} running waits while it is being restarted
 * @property {Promise<never>} gaveUp rejects when it could not be restarted
 * @property {() => Promise<void>} stop
 */

/** @returns {boolean} whether the operator's configuration names a server, so that none is to be started */
const hasOwnServer = () => Boolean(process.env.HEARTH_DATABASE_URL || process.env.HEARTH_DATABASE_URL_FILE);

/**
 * Starts the embedded server of a data folder, unless the operator has one, and starts it again, on the same port,
 * whenever it ends by itself: the app only has to connect anew.
 * @param {string} dataDir
 * @param {import('./data-folder.mjs').DataFolderLock} lock
 * @returns {Promise<KeptDatabase>}
 */
export async function keepDatabase(dataDir, lock) {
  /** @type {(error: unknown) => void} */
  let giveUp = () => {};
  /** @type {Promise<never>} */
  const gaveUp = new Promise((_, reject) => (giveUp = reject));
  gaveUp.catch(() => {}); // whoever cares awaits it
  if (hasOwnServer()) return { url: undefined, running: async () => {}, gaveUp, stop: async () => {} };

  /** @type {string[]} */
  const remarks = [];
  const log = (/** @type {string} */ line) => remarks.push(line);
  let server = await step('Starting the database', () => startPostgres({ dataDir, log }));
  for (const line of remarks) console.log(line);
  lock.noteDatabase(server.port);
  let restarted = Promise.resolve();
  let stopping = false;

  function watch() {
    server.onExit(({ expected, reason }) => {
      if (expected || stopping) return;
      console.log(`The database stopped unexpectedly (${reason}); starting it again.`);
      restarted = restart();
      restarted.catch(giveUp);
    });
  }

  async function restart() {
    for (let attempt = 1; !stopping; attempt++) {
      try {
        server = await startPostgres({ dataDir, port: server.port });
        console.log('The database runs again.');
        return watch();
      } catch (error) {
        if (attempt === RESTARTS) throw error;
        await sleep(1000 * attempt);
      }
    }
  }

  watch();
  return {
    url: server.url(),
    running: () => restarted,
    gaveUp,
    stop: async () => {
      stopping = true;
      await restarted.catch(() => {});
      await server.stop();
    },
  };
}

/**
 * Gives a task a database for as long as it works: the operator's own; that of the Hearth that runs on the data folder
 * at this moment; else the embedded server, started for the task alone.
 * @template T
 * @param {(url: string | undefined) => Promise<T>} work `undefined`: the environment names it already
 * @returns {Promise<T>}
 */
export async function withDatabase(work) {
  if (hasOwnServer()) return work(undefined);
  const dataDir = dataFolder();
  const running = runningHearth(dataDir);
  if (running) {
    if (!running.databasePort)
      throw new Failure('The Hearth on this data folder is only just starting: try again in a moment.');
    const password = readFileSync(path.join(dataDir, 'postgres.password'), 'utf8').trim();
    return work(databaseUrl(password, running.databasePort));
  }
  const lock = await lockDataFolder(dataDir);
  const server = await startPostgres({ dataDir, log: console.log });
  lock.noteDatabase(server.port);
  try {
    return await work(server.url());
  } finally {
    await server.stop();
    lock.release();
  }
}
