/** One line for each step of work: what is being done, and how long it took. */
import { explain } from './failure.mjs';

/** @param {number} since a time of `Date.now()` @returns {string} such as "1.2 s" */
const secondsSince = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Does a step and prints its line: "Installing packages … 12.3 s".
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {import('./failure.mjs').Failure} the work's own, or the operating system's refusal put into words
 */
export async function step(title, work) {
  const start = Date.now();
  // The title goes out before the work, so that a long step shows what it is.
  process.stdout.write(`${title} … `);
  try {
    const result = await work();
    process.stdout.write(`${secondsSince(start)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${secondsSince(start)}\n`);
    throw explain(error, `${title} failed`);
  }
}
