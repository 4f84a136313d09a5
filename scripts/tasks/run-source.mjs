import { existsSync } from 'node:fs';
import { withDatabase } from '../lib/database.mjs';
import { Failure } from '../lib/failure.mjs';
import { inProject } from '../lib/project.mjs';
import { runVisibly } from '../lib/run-program.mjs';

/**
 * Runs one of the project's TypeScript programs as it is.
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runSource(file, args, env = {}) {
  if (!existsSync(inProject(file))) throw new Failure(`There is no ${file}.`);
  process.exitCode = await runVisibly(process.execPath, [file, ...args], { env });
}

/**
 * The same for one that works on the database: the operator's own, that of a running Hearth, or the data folder's.
 * @param {string} file
 * @param {string[]} args
 */
export const runOnDatabase = (file, args) =>
  withDatabase((url) => runSource(file, args, url ? { HEARTH_DATABASE_URL: url } : {}));
