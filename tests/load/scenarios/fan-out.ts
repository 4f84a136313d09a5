import { interleave, type Bench } from '../scenario.ts';
import { ratioAtLeast, type Row } from '../table.ts';

/** How many messages a second reach how many, when ten write as fast as they can: 4 unacknowledged messages each. */
export async function fanOut(bench: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subscribed of [200, 1000]) {
    bench.say(`Fan-out at saturation, ${subscribed} subscribed`);
    const channelId = bench.ground.channelId('general');
    const { hearth, reference } = await interleave(bench, 'sio', bench.isQuick ? 1 : 5, async ({ port }) => {
      await bench.load.ask('connect', {
        port,
        tokens: bench.ground.tokens.slice(0, subscribed),
        channelIds: [channelId],
      });
      return bench.load.ask('fanOut', {
        channelId,
        senders: 10,
        window: 4,
        warmUp: 1500,
        duration: bench.isQuick ? 2000 : 4000,
      });
    });
    rows.push({
      scenario: `fan-out at saturation, ${subscribed} subscribed`,
      unit: 'deliveries/s',
      values: hearth.map((result) => result.deliveriesPerSecond),
      reference: { name: 'sio', values: reference.map((result) => result.deliveriesPerSecond) },
      gate: ratioAtLeast(0.8),
      target: ratioAtLeast(2),
    });
  }
  return rows;
}
