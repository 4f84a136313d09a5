import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadTasks } from './protocol.ts';

export interface LoadProcess {
  ask: <K extends keyof LoadTasks>(name: K, input: LoadTasks[K]['input']) => Promise<LoadTasks[K]['output']>;
  stop: () => void;
}

/** Starts a load process; it ends with this one. */
export async function startLoad(): Promise<LoadProcess> {
  const child = fork(fileURLToPath(new URL('load-client.ts', import.meta.url)));
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const ready = new Promise<void>((resolve) => {
    child.on('message', (answer: { ready?: true; id: number; output: never; error?: string }) => {
      if (answer.ready) return resolve();
      const { resolve: settle, reject } = waiting.get(answer.id)!;
      waiting.delete(answer.id);
      if (answer.error === undefined) settle(answer.output);
      else reject(new Error(answer.error));
    });
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The load process ended (${code}).`));
  });
  await ready;
  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        child.send({ id, name, input });
      }),
    stop: () => child.disconnect(),
  };
}
