/**
 * Work that is skipped while its inputs have not changed: a stamp in `.cache/` holds the hash of the inputs of the
 * last success. Files are hashed by content and found by walking, so a downloaded archive works as a clone does.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

/**
 * Hashes files and folders of the project.
 * @param {string[]} inputs paths relative to the project's root; missing ones count as missing
 * @param {{ namesOnly?: boolean, skip?: RegExp }} [options] `namesOnly`: which files there are, not what is in them;
 *   `skip`: paths to leave out
 * @returns {string}
 */
export function hashInputs(inputs, { namesOnly = false, skip } = {}) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(listFiles)) {
    if (skip?.test(file)) continue;
    hash.update(`${file}\0`);
    if (!namesOnly) hash.update(readFileSync(inProject(file))).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} input @returns {string[]} the files in it, sorted; itself when it is one */
function listFiles(input) {
  const stats = statSync(inProject(input), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [input];
  const entries = readdirSync(inProject(input), { withFileTypes: true });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => listFiles(path.posix.join(input, entry.name)));
}

/**
 * Does the work unless it was done for the same key and its output is still there.
 * @param {object} job
 * @param {string} job.name the stamp's name
 * @param {string} job.key
 * @param {string} job.output a path of the project that the work makes
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether the work was done
 */
export async function unlessDone({ name, key, output }, work) {
  const stamp = inProject('.cache/stamps', name);
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === key;
  if (done && existsSync(inProject(output))) return false;
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
  return true;
}
