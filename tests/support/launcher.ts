import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from './wait-for.ts';

export interface Launcher {
  pid: number;
  /** Everything that it printed. */
  output: () => string;
  /** Milliseconds from the start to "Hearth is ready"; throws with the output when it ends instead. */
  waitReady: () => Promise<number>;
  /** The process ids that it noted in the data folder. */
  appPid: () => number;
  postmasterPid: () => number;
  signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, or its signal. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Runs `npm start`'s script in this checkout, on a data folder and a port of the test's own. */
export function launch(dataDir: string, port: number, env: Record<string, string> = {}): Launcher {
  const { PATH = '', HOME = '' } = process.env; // no HEARTH_… of the developer's shell, nor the test server's address
  const child: ChildProcess = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { PATH, HOME, PORT: String(port), HEARTH_DATA_DIR: dataDir, HEARTH_HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const startedAt = performance.now();
  let output = '';
  let readyAfter = 0;
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Hearth is ready')) readyAfter ||= performance.now() - startedAt;
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => {
      isOver = true;
      // Its last words may still be under way; but an app that outlives it can keep the pipes open for ever.
      const closed = new Promise((done) => child.once('close', done));
      void Promise.race([closed, sleep(500)]).then(() => resolve(signal ?? code));
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    waitReady: async () => {
      await waitFor(() => isOver || readyAfter, { timeout: 120_000, message: 'Hearth to be ready' });
      if (readyAfter === 0) throw new Error(`The launcher ended before Hearth was ready:\n${output}`);
      return readyAfter;
    },
    appPid: () =>
      (JSON.parse(readFileSync(path.join(dataDir, 'hearth.lock'), 'utf8')) as { app: { pid: number } }).app
        .pid,
    postmasterPid: () =>
      Number.parseInt(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10),
    signal: (signal) => child.kill(signal),
    ended,
  };
}
