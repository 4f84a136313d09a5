import { watch } from 'node:fs';
import { appEnvironment } from '../lib/app.mjs';
import { launchApp } from '../lib/app-process.mjs';
import { dataFolder, lockDataFolder } from '../lib/data-folder.mjs';
import { keepDatabase } from '../lib/database.mjs';
import { inProject } from '../lib/project.mjs';
import { hearStopRequests } from '../lib/stop-request.mjs';

/** Without this condition two builds of React Router load, and every page fails. */
const ARGS = ['--conditions', 'development', '--enable-source-maps', 'server/main.ts'];

/**
 * `npm run dev`: the sources, on the data folder's database. A change in `server/` starts the server again; pages
 * follow theirs by themselves. A server that does not start waits for the next change.
 */
export async function dev() {
  const dataDir = dataFolder();
  const lock = await lockDataFolder(dataDir);
  try {
    const database = await keepDatabase(dataDir, lock);
    const place = {
      dataDir,
      port: process.env.PORT ?? '3000',
      ...(database.url && { databaseUrl: database.url }),
    };
    const env = { ...appEnvironment(place), NODE_ENV: 'development' };
    try {
      await Promise.race([runOnChanges(env, lock), database.gaveUp]);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
  process.exit();
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {import('../lib/data-folder.mjs').DataFolderLock} lock
 */
async function runOnChanges(env, lock) {
  /** @type {import('../lib/app-process.mjs').AppProcess | undefined} */
  let app;
  let wake = () => {};
  const stop = hearStopRequests({ onFirst: () => wake(), onInsist: () => app?.kill() });
  const watcher = watch(inProject('server'), { recursive: true }, (_, file) => {
    if (file?.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('generated')) wake();
  });
  while (!stop.requested()) {
    const changed = new Promise((resolve) => (wake = () => resolve('changed')));
    app = launchApp(ARGS, env);
    lock.noteApp(app.pid);
    const reason = await Promise.race([changed, app.ended.then(() => 'ended')]);
    if (reason === 'ended') {
      console.log('The server ended; waiting for a change in server/.');
      await changed;
    } else {
      await app.stop();
      if (!stop.requested()) console.log('Something changed in server/; starting it again.');
    }
  }
  watcher.close();
}
