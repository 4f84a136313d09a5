import { spawn } from 'node:child_process';

/** How long the app may take to drain its connections when it is stopped, in milliseconds. */
const PATIENCE = 20_000;

/**
 * A running app.
 * @typedef {object} AppProcess
 * @property {number} pid
 * @property {() => boolean} wasReady whether it announced that it serves
 * @property {Promise<{ code: number | null, reason: string }>} ended
 * @property {() => Promise<void>} stop asks it to end, and kills it when it does not
 * @property {() => void} kill
 */

/**
 * Starts the app as a process of its own. What it prints goes to our terminal.
 * @param {string[]} args for Node
 * @param {NodeJS.ProcessEnv} env added to ours
 * @returns {AppProcess}
 */
export function launchApp(args, env) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    // The channel tells the app when this process is killed (it has no other use).
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // Its own process group: Ctrl-C in the terminal reaches only us, and the order of stopping is ours.
    detached: process.platform !== 'win32',
  });
  let ready = false;
  child.stdout?.on('data', (chunk) => {
    ready ||= chunk.includes('Hearth is ready');
    process.stdout.write(chunk);
  });
  /** @type {AppProcess['ended']} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, reason: error.message }));
    child.once('exit', (code, signal) =>
      resolve({ code, reason: signal ? `killed by ${signal}` : `exit code ${code}` }),
    );
  });
  return {
    pid: child.pid ?? 0,
    wasReady: () => ready,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(impatience);
    },
    kill: () => child.kill('SIGKILL'),
  };
}
