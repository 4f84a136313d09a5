/**
 * `npm start`: everything that Hearth needs, from a fresh clone to the address to open. Plain JavaScript on any Node
 * from 18 on; the set-up brings the Node, the packages and the generated code.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { appArguments, appEnvironment } from './lib/app.mjs';
import { build } from './lib/build.mjs';
import { dataFolder, lockDataFolder } from './lib/data-folder.mjs';
import { keepDatabase } from './lib/database.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { listenError } from './lib/ports.mjs';
import { setUp } from './lib/set-up.mjs';
import { logFile, supervise } from './lib/supervise.mjs';

const { PORT: port = '3000', HEARTH_HOST: host = '0.0.0.0', HEARTH_LOG_FILE } = process.env;

await runScript(async () => {
  await setUp();
  const dataDir = dataFolder();
  // Before the build: a running Hearth must not have its files exchanged beneath it.
  const lock = await lockDataFolder(dataDir);
  try {
    await checkPort();
    await build();
    const database = await keepDatabase(dataDir, lock);
    const env = {
      ...appEnvironment({ dataDir, port, ...(database.url && { databaseUrl: database.url }) }),
      HEARTH_LOG_FILE: HEARTH_LOG_FILE ?? logFile(dataDir),
    };
    process.exitCode = await supervise({ args: appArguments(), env, database, lock });
  } finally {
    lock.release();
  }
  process.exit();
});

/** Says at once what would otherwise come out after the build. */
async function checkPort() {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) return; // the app explains its settings itself
  let reason = await listenError(number, host);
  // An app that was killed a moment ago lets go of its port after its process is gone, when its last thread is.
  for (let n = 0; n < 20 && reason === 'EADDRINUSE'; n += 1) {
    await sleep(100);
    reason = await listenError(number, host);
  }
  const another = `choose another one, such as PORT=${number < 1024 ? 3000 : number + 1} npm start`;
  if (reason === 'EADDRINUSE')
    throw new Failure(`Port ${number} is taken by another program: stop that, or ${another}.`);
  if (reason === 'EACCES') throw new Failure(`This user may not listen on port ${number}: ${another}.`);
}
