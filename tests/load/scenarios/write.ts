import { workChannels } from '../ground.ts';
import { interleave, type Bench } from '../scenario.ts';
import { atMost, ratioAtLeast, type Row } from '../table.ts';

/** Durable messages: 50 people in 10 channels, each sends the next one when the one before is acknowledged. */
export async function write(bench: Bench): Promise<Row[]> {
  bench.say('Acknowledged durable messages, 50 senders, 10 channels');
  const channelIds = workChannels.map(bench.ground.channelId);
  const { hearth, reference } = await interleave(bench, 'sio-db', bench.isQuick ? 1 : 5, async ({ port }) => {
    await bench.load.ask('connect', { port, tokens: bench.ground.tokens.slice(0, 50), channelIds });
    return bench.load.ask('write', {
      channelIds,
      window: 1,
      warmUp: 1500,
      duration: bench.isQuick ? 2000 : 5000,
    });
  });
  const scenario = 'acknowledged durable messages, 50 senders, 10 channels';
  return [
    {
      scenario,
      unit: 'messages/s',
      values: hearth.map((result) => result.acknowledgedPerSecond),
      reference: { name: 'sio+db', values: reference.map((result) => result.acknowledgedPerSecond) },
      gate: ratioAtLeast(0.3),
      target: ratioAtLeast(0.7),
    },
    {
      scenario,
      unit: 'p99 ms to the acknowledgement',
      values: hearth.map((result) => result.p99),
      reference: { name: 'sio+db', values: reference.map((result) => result.p99) },
      target: atMost(25),
    },
  ];
}
