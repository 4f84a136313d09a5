import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchApp } from './app-process.mjs';
import { Failure } from './failure.mjs';
import { hearStopRequests } from './stop-request.mjs';

const QUICK_FAILURES = 5;
const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * @typedef {object} Supervised
 * @property {string[]} args what Node runs
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./database.mjs').KeptDatabase} database stopped at the end, after the app
 * @property {import('./data-folder.mjs').DataFolderLock} lock released at the end
 */

/**
 * Runs the app until it is asked to stop (Ctrl-C, SIGTERM), starting it again when it dies. At the end, whatever the
 * reason, app and database are stopped in this order and the data folder is free.
 * @param {Supervised} supervised
 * @returns {Promise<number>} the exit code: 0 when asked to stop; 1 when the app refused to start, which it explains
 *   itself
 * @throws {Failure} app or database die again and again
 */
export async function supervise({ args, env, database, lock }) {
  /** @type {import('./app-process.mjs').AppProcess | undefined} */
  let app;
  const stop = hearStopRequests({ onFirst: () => void app?.stop(), onInsist: () => app?.kill() });

  async function run() {
    let quickFailures = 0;
    for (let everReady = false; ;) {
      await database.running();
      if (stop.requested()) return 0;
      const startedAt = Date.now();
      app = launchApp(args, env);
      lock.noteApp(app.pid);
      const { code, reason } = await app.ended;
      if (stop.requested()) return 0;
      everReady ||= app.wasReady();
      if (!everReady) {
        if (code === 1) return 1; // it said why
        throw new Failure(`Hearth did not start (${reason}).`);
      }
      const lastedLong = Date.now() - startedAt > 60_000;
      quickFailures = lastedLong ? 1 : quickFailures + 1;
      if (quickFailures > QUICK_FAILURES) {
        throw new Failure(
          `Hearth stopped ${quickFailures} times shortly after its start (${reason}); see hearth.log in the data folder.`,
        );
      }
      console.log(`Hearth stopped unexpectedly (${reason}); starting it again.`);
      await sleep(quickFailures === 1 ? 0 : 1000 * 2 ** (quickFailures - 2));
    }
  }

  try {
    return await Promise.race([run(), database.gaveUp]);
  } finally {
    await app?.stop();
    await database.stop();
    lock.release();
  }
}

/** Where the app's structured log goes under `npm start`; an overlong one becomes `hearth.log.1`. @param {string} dataDir */
export function logFile(dataDir) {
  const file = path.join(dataDir, 'hearth.log');
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  closeSync(openSync(file, 'a', 0o600)); // made here, so that only its owner reads it
  return file;
}
