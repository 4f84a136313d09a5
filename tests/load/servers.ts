import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startApp, type App } from '../support/app-process.ts';
import { waitFor } from '../support/wait-for.ts';

export interface ServerProcess {
  port: number;
  pid: number;
  stop: () => Promise<void>;
}

/** The limits are settings; a bench needs them out of its way, and takes the same path through the code. */
const unlimited = { HEARTH_MESSAGES_PER_SECOND: '1000000', HEARTH_MESSAGES_BURST: '1000000' };

/** The built app as `npm start` runs it. */
export const startHearth = (databaseUrl: string, { wait = true } = {}): Promise<App> =>
  startApp({ databaseUrl, env: unlimited, wait });

export type ReferenceName = 'sio' | 'sio-db';

export async function startReference(name: ReferenceName, databaseUrl: string): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(`reference-${name}.ts`, import.meta.url)), {
    env: { ...process.env, REFERENCE_DATABASE_URL: databaseUrl },
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    pid: child.pid!,
    stop: async () => {
      child.disconnect();
      await waitFor(() => child.exitCode !== null || child.signalCode !== null, {
        message: 'the reference to end',
      });
    },
  };
}
