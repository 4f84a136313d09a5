import { interleave, type Bench } from '../scenario.ts';
import { atMost, type Row } from '../table.ts';

/** 1,000 members, each with a session of their own, connect at the same moment: until the last hears their channel. */
export async function joinStorm(bench: Bench): Promise<Row[]> {
  bench.say('1,000 members connect at once');
  const channelIds = [bench.ground.channelId('general')];
  const { hearth, reference } = await interleave(bench, 'sio', bench.isQuick ? 1 : 5, ({ port }) =>
    bench.load.ask('connect', { port, tokens: bench.ground.tokens, channelIds }),
  );
  const seconds = (results: { ms: number }[]) => results.map((result) => result.ms / 1000);
  return [
    {
      scenario: '1,000 members connect at once',
      unit: 's',
      values: seconds(hearth),
      reference: { name: 'sio', values: seconds(reference) },
      gate: atMost(5),
      target: atMost(2),
    },
  ];
}
