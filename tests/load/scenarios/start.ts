import type { Bench } from '../scenario.ts';
import { startHearth } from '../servers.ts';
import { atMost, type Row } from '../table.ts';
import { waitFor } from '../../support/wait-for.ts';

/** From the process' start until `/readyz` says yes, on a migrated database: what a restart costs. */
export async function start(bench: Bench): Promise<Row[]> {
  bench.say('Cold start');
  const values: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 2 : 7); round += 1) {
    const begin = performance.now();
    const app = await startHearth(bench.ground.databaseUrl, { wait: false });
    await waitFor(async () => (await fetch(`${app.url}/readyz`)).ok, {
      interval: 2,
      message: 'the app to be healthy',
    });
    values.push((performance.now() - begin) / 1000);
    await app.stop();
  }
  bench.say(`  ${values.map((value) => value.toFixed(3)).join(', ')} s`);
  return [{ scenario: 'cold start to healthy', unit: 's', values, gate: atMost(1), target: atMost(0.5) }];
}
