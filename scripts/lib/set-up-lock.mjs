import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { isAlive, until } from './processes.mjs';
import { Failure } from './failure.mjs';

/**
 * Holds the checkout while installing, generating or building, so that two npm scripts started at once do not write
 * the same files. A lock whose process is dead is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withCheckoutLock(work) {
  const file = inProject('.cache/set-up.lock');
  mkdirSync(inProject('.cache'), { recursive: true });
  if (!tryLock(file)) {
    console.log('Waiting for another npm script that is preparing this checkout …');
    if (!(await until(() => tryLock(file), 15 * 60_000))) {
      throw new Failure(`Another npm script still holds this checkout; if none runs, delete ${file}.`);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'EEXIST') throw error;
  }
  try {
    if (!isAlive(Number(readFileSync(file, 'utf8')))) rmSync(file, { force: true });
  } catch {
    // Released at this moment: the next try gets it.
  }
  return false;
}
