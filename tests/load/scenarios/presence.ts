import { startHearth } from '../servers.ts';
import type { Bench } from '../scenario.ts';
import { processorTime } from '../system.ts';
import { atMost, type Row } from '../table.ts';

const seconds = 10;
/** As many as a member list shows at once. */
const onScreen = 40;

/**
 * 1,000 are connected, each with a screen full of others, of whom half look at the same ones; within ten seconds each
 * goes idle and comes back. What that costs the app, and what reaches one viewer.
 */
export async function presence(bench: Bench): Promise<Row[]> {
  bench.say('1,000 members come and go within 10 s');
  const { ground, load } = bench;
  const members = await ground.query<{ id: string }>('SELECT account_id AS id FROM members ORDER BY 1', []);
  const accountIds = members.map(({ id }) => id);
  const results: { perSecond: number; most: number; bytes: number; percent: number }[] = [];
  for (let round = 0; round < (bench.isQuick ? 1 : 3); round += 1) {
    const server = await startHearth(ground.databaseUrl);
    try {
      const channelIds = [ground.channelId('general')];
      await load.ask('connect', { port: server.port, tokens: ground.tokens, channelIds });
      const [before, start] = [processorTime(server.pid), performance.now()];
      const told = await load.ask('comeAndGo', { accountIds, onScreen, seconds });
      const percent = (100 * (processorTime(server.pid) - before)) / (performance.now() - start);
      results.push({ ...told, percent });
      bench.say(`  Hearth: ${JSON.stringify(results.at(-1))}`);
    } finally {
      await load.ask('disconnect', undefined);
      await server.stop();
    }
  }
  const of = (name: keyof (typeof results)[number]) => results.map((result) => result[name]);
  return [
    {
      scenario: 'packets a second a viewer while 1,000 come and go in 10 s',
      unit: 'packets',
      values: of('perSecond'),
      gate: atMost(1),
    },
    { scenario: 'the most of any viewer', unit: 'packets', values: of('most'), gate: atMost(seconds + 2) },
    { scenario: 'bytes a second a viewer meanwhile', unit: 'B', values: of('bytes') },
    { scenario: 'processor time of the app meanwhile', unit: '%', values: of('percent') },
  ];
}
