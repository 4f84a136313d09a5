import type { Ground } from './ground.ts';
import type { LoadProcess } from './load-process.ts';
import { startHearth, startReference, type ReferenceName, type ServerProcess } from './servers.ts';
import type { Row } from './table.ts';

export interface Bench {
  ground: Ground;
  load: LoadProcess;
  /** A short run: few rounds of little. */
  isQuick: boolean;
  say: (line: string) => void;
}

export type Scenario = (bench: Bench) => Promise<Row[]>;

/**
 * Runs the same thing on Hearth and on a reference, one right after the other and each on a fresh process, the order
 * turned round each time: the machine's other work then weighs on both alike.
 */
export async function interleave<T>(
  { ground, load, say }: Bench,
  name: ReferenceName,
  rounds: number,
  run: (server: ServerProcess) => Promise<T>,
): Promise<{ hearth: T[]; reference: T[] }> {
  const results: { hearth: T[]; reference: T[] } = { hearth: [], reference: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = ['hearth', 'reference'] as const;
    for (const which of round % 2 === 0 ? order : order.toReversed()) {
      const server =
        which === 'hearth'
          ? await startHearth(ground.databaseUrl)
          : await startReference(name, ground.referenceUrl);
      try {
        const result = await run(server);
        results[which].push(result);
        say(
          `  ${which === 'hearth' ? 'Hearth' : name}: ${JSON.stringify(result, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value))}`,
        );
      } finally {
        await load.ask('disconnect', undefined);
        await server.stop();
      }
    }
  }
  return results;
}
