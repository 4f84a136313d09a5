import { interleave, type Bench } from '../scenario.ts';
import { atMost, ratioAtMost, type Row } from '../table.ts';

/** How long a message takes to each of 1,000 people when the channel is calm: two messages a second. */
export async function latency(bench: Bench): Promise<Row[]> {
  bench.say('Delivery latency, 1,000 subscribed, 2 messages a second');
  const channelId = bench.ground.channelId('general');
  const { hearth, reference } = await interleave(bench, 'sio', bench.isQuick ? 1 : 4, async ({ port }) => {
    await bench.load.ask('connect', { port, tokens: bench.ground.tokens, channelIds: [channelId] });
    const result = await bench.load.ask('latency', {
      channelId,
      everyMs: 500,
      messages: bench.isQuick ? 8 : 20,
    });
    if (result.lost > 0) throw new Error(`${result.lost} deliveries never came.`);
    return result;
  });
  const scenario = 'delivery latency, 1,000 subscribed, 2 messages/s';
  const of = (p: 'p50' | 'p95' | 'p99') => ({
    values: hearth.map((result) => result[p]),
    reference: { name: 'sio', values: reference.map((result) => result[p]) },
  });
  return [
    { scenario, unit: 'p50 ms', ...of('p50') },
    { scenario, unit: 'p95 ms', ...of('p95'), gate: ratioAtMost(2), target: ratioAtMost(1.3) },
    { scenario, unit: 'p99 ms', ...of('p99'), target: atMost(50) },
  ];
}
