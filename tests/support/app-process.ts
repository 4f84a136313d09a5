import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appArguments, appEnvironment } from '../../scripts/lib/app.mjs';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import { waitFor } from './wait-for.ts';

export interface AppOptions {
  databaseUrl: string;
  /** Joins replicas on one database (HEARTH_CLUSTER). */
  cluster?: boolean;
  /** More settings, over the defaults below. */
  env?: Record<string, string>;
  /** Default: a free one. */
  port?: number;
  /** Default: a temporary one, removed by `stop`. */
  dataDir?: string;
  /** false: return at once; `waitReady` later. */
  wait?: boolean;
}

export interface App {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** For the first visit's wizard. */
  setupCode: string;
  /** Everything that it printed, over all its starts. */
  logs: () => string;
  /** Its exit code or signal, once it has ended. */
  exited: () => string | undefined;
  /** Waits for "Hearth is ready"; throws with the logs when it ends instead. */
  waitReady: (timeout?: number) => Promise<void>;
  kill9: () => Promise<void>;
  /** Starts it again, on the same port, data folder and database. */
  restart: () => Promise<void>;
  /** SIGTERM, and waits for the end; removes a temporary data folder. */
  stop: () => Promise<void>;
}

/** Starts the built app, exactly as `npm start` does, as a process of its own. Ready when this returns. */
export async function startApp(options: AppOptions): Promise<App> {
  const [node, ...args] = [process.execPath, ...appArguments()];
  const entry = args.at(-1) ?? '';
  if (!existsSync(entry)) throw new Error('The app is not built: run `npm test`, which builds it first.');

  const port = options.port ?? (await findFreePort());
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'hearth-app-'));
  const setupCode = randomSetupCode();
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env; // no HEARTH_… of the developer's shell
  const env = {
    ...{ PATH, HOME, TMPDIR },
    ...appEnvironment({ databaseUrl: options.databaseUrl, dataDir, port }),
    HEARTH_HOST: '127.0.0.1',
    HEARTH_SETUP_CODE: setupCode,
    ...(options.cluster && { HEARTH_CLUSTER: '1' }),
    ...options.env,
  };

  let logs = '';
  let seenUpTo = 0;
  let child: ChildProcess;
  let exit: string | undefined;
  let ended: Promise<void>;

  function launch(): void {
    seenUpTo = logs.length;
    exit = undefined;
    // The channel ends with the test runner, and the app with the channel.
    const started = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    ended = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        exit = signal ?? `exit code ${code}`;
        resolve();
      });
    });
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk: Buffer) => (logs += chunk.toString()));
  }

  async function waitReady(timeout = 30_000): Promise<void> {
    await waitFor(() => exit ?? logs.includes('Hearth is ready', seenUpTo), {
      timeout,
      message: 'the app to be ready',
    }).catch((cause: unknown) => {
      throw new Error(`The app was not ready in time:\n${logs}`, { cause });
    });
    if (exit) throw new Error(`The app ended instead of getting ready (${exit}):\n${logs}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!exit) child.kill(signal);
    await ended;
  }

  launch();
  const app: App = {
    url: `http://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    dataDir,
    setupCode,
    logs: () => logs,
    exited: () => exit,
    waitReady,
    kill9: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      launch();
      await waitReady();
    },
    stop: async () => {
      await end('SIGTERM');
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  if (options.wait !== false) await waitReady();
  return app;
}

function randomSetupCode(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
  const part = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${part()}-${part()}`;
}
