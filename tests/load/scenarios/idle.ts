import { setTimeout as sleep } from 'node:timers/promises';
import { prepareGround } from '../ground.ts';
import { interleave, type Bench } from '../scenario.ts';
import { processorTime, residentMemory, sharedMemory } from '../system.ts';
import { atMost, type Row } from '../table.ts';

/** One round of the server's own pings. */
const pingMs = 20_000;

/** Memory and processor time when nothing happens, on a database server of its own that has not been loaded. */
export async function idle(bench: Bench): Promise<Row[]> {
  bench.say('Memory and idle processor time');
  const ground = await prepareGround({ general: 5000 });
  try {
    await ground.cluster.restart();
    const { hearth, reference } = await interleave(
      { ...bench, ground },
      'sio',
      bench.isQuick ? 1 : 3,
      async ({ port, pid }) => {
        await sleep(3000);
        const started = residentMemory(pid);
        await bench.load.ask('connect', {
          port,
          tokens: ground.tokens,
          channelIds: [ground.channelId('general')],
        });
        await sleep(5000);
        const [before, start] = [processorTime(pid), performance.now()];
        await sleep(pingMs);
        const percent = (100 * (processorTime(pid) - before)) / (performance.now() - start);
        const connected = residentMemory(pid);
        return {
          started,
          connected,
          perConnection: ((connected - started) * 1024) / ground.tokens.length,
          postgres: sharedMemory(ground.cluster.pid()!),
          percent,
        };
      },
    );
    const of = (name: 'started' | 'connected' | 'perConnection' | 'percent') => ({
      values: hearth.map((result) => result[name]),
      reference: { name: 'sio', values: reference.map((result) => result[name]) },
    });
    return [
      {
        scenario: 'memory of the app after its start',
        unit: 'MiB',
        ...of('started'),
        gate: atMost(150),
        target: atMost(110),
      },
      {
        scenario: 'memory of the app with 1,000 idle connections',
        unit: 'MiB',
        ...of('connected'),
        gate: atMost(220),
        target: atMost(160),
      },
      // No gate: a bare Socket.IO takes more than that, measured alike.
      { scenario: 'memory a connection', unit: 'KiB', ...of('perConnection'), target: atMost(45) },
      {
        scenario: 'memory of Postgres meanwhile',
        unit: 'MiB',
        values: hearth.map((result) => result.postgres),
        gate: atMost(50),
        target: atMost(35),
      },
      {
        scenario: 'idle processor time of the app with 1,000 connected',
        unit: '%',
        ...of('percent'),
        gate: atMost(2),
        target: atMost(1),
      },
    ];
  } finally {
    await ground.stop();
  }
}
