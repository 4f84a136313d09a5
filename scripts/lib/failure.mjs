/**
 * A failure the person at the terminal can act on: its message is one clear sentence that says what went wrong
 * and what helps. It is printed without a stack trace; every other error is a bug and keeps its stack.
 */
export class Failure extends Error {
  /** @param {string} message one sentence: what failed and what helps @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'Failure';
  }
}

/** What helps against the operating system's own errors, by error code. */
const REMEDIES = {
  ENOSPC: 'the disk is full; free some space and run it again',
  EDQUOT: 'your disk quota is used up; free some space and run it again',
  EACCES: 'this user may not write there; give it the right to, or choose another folder',
  EPERM: 'this user may not change that; give it the right to, or choose another folder',
  ENOTDIR: 'a file stands where a folder should be; choose another folder',
  EEXIST: 'a file stands where a folder should be; choose another folder',
  EROFS: 'that file system is read-only; choose another folder',
};

/**
 * Turns the operating system's refusals (disk full, no permission, read-only) into a `Failure`; anything else is
 * returned as it is.
 * @param {any} error
 * @param {string} what what was being done, to open the sentence: "Cannot write the data folder"
 */
export function explain(error, what) {
  const remedy = REMEDIES[/** @type {keyof typeof REMEDIES} */ (error?.code)];
  if (error instanceof Failure || !remedy) return error;
  const where = error.path ? ` (${error.path})` : '';
  return new Failure(`${what}${where}: ${remedy}.`, { cause: error });
}

/**
 * Runs a script's main function; a `Failure` ends the process with its sentence and exit code 1.
 * @param {() => Promise<unknown>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    const shown = explain(error, 'Stopped');
    console.error(shown instanceof Failure ? shown.message : shown);
    process.exit(1);
  }
}
