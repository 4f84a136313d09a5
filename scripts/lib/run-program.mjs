import { spawn } from 'node:child_process';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './project.mjs';

/**
 * @typedef {object} ProgramOptions
 * @property {NodeJS.ProcessEnv} [env] added to ours
 * @property {string} [cwd] default: the project's root
 */

/**
 * Runs a program to its end without showing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {ProgramOptions} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} standard output and error, mixed as they came
 */
export function runQuietly(command, args, { env = {}, cwd = root } = {}) {
  // npm is a .cmd file on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, {
    cwd,
    shell,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * Runs a program to its end with our terminal as its own.
 * @param {string} command
 * @param {string[]} args
 * @param {ProgramOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when it could not start or was killed
 */
export function runVisibly(command, args, { env = {}, cwd = root } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs npm, the one that called us where there is one. @param {string[]} args @param {ProgramOptions} [given] */
export function runNpm(args, given = {}) {
  // `npm --silent …` would hand its silence on, and with it take the reason of a failure.
  const options = { ...given, env: { ...given.env, npm_config_loglevel: 'notice' } };
  const caller = process.env.npm_execpath;
  const isNpm = caller && /npm-cli\.c?js$/.test(path.basename(caller));
  return isNpm ? runQuietly(process.execPath, [caller, ...args], options) : runQuietly('npm', args, options);
}

/** What helps, by what a failed program said. */
const REASONS = [
  { said: /\bENOSPC\b|no space left on device/i, help: 'the disk is full; free some space and run it again' },
  {
    said: /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET)\b/,
    help: 'the npm registry could not be reached; connect to the network and run it again',
  },
  {
    said: /\b(EACCES|EPERM|EROFS)\b/,
    help: 'this user may not write here; use a folder of your own',
  },
  { said: /\b(ETARGET|E404)\b/, help: 'the npm registry lacks a version that package-lock.json names' },
  { said: /\bEUSAGE\b/, help: 'package-lock.json does not fit package.json; restore both' },
];

/**
 * A failed program's failure: one sentence where its output names a reason that we know what helps against; else the
 * end of that output, for whoever looks deeper.
 * @param {string} what opens the sentence: "Installing packages failed"
 * @param {string} output
 */
export function programFailure(what, output) {
  const reason = REASONS.find((each) => each.said.test(output));
  if (reason) return new Failure(`${what}: ${reason.help}.`, { cause: output });
  const lines = output
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'));
  return new Failure(`${lines.slice(0, 40).join('\n')}\n\n${what}; what it said is above.`);
}
