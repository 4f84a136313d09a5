import type { Bench } from '../scenario.ts';
import { startHearth } from '../servers.ts';
import { atMost, ratioAtMost, type Row } from '../table.ts';

const pageSize = 50;

/** Pages of 50 over HTTP, from the request to the last byte: the newest of a large and a huge channel, and deep ones. */
export async function pages(bench: Bench): Promise<Row[]> {
  bench.say('Pages of 50 messages');
  const { ground, load, isQuick } = bench;
  const app = await startHearth(ground.databaseUrl);
  const token = ground.tokens[1]!;
  const count = isQuick ? 300 : 1000;
  const get = (paths: string[]) => load.ask('get', { port: app.port, token, paths, warmUp: 100 });
  const pathOf = (channel: string) => `/api/v1/channels/${ground.channelId(channel)}/messages`;
  const newest = (channel: string) => Array.from({ length: count + 100 }, () => pathOf(channel));
  const [channel] = await ground.query<{ version: number }>('SELECT version FROM channels WHERE id = $1', [
    ground.channelId('huge'),
  ]);
  const versions = channel?.version ?? 0;
  // Each page once, going back from where nine tenths of the history are newer.
  const deep = Array.from(
    { length: count + 100 },
    (_, n) => `${pathOf('huge')}?before=${Math.max(pageSize, Math.floor(versions * 0.1) - n * 7)}`,
  );
  const results: Record<'large' | 'huge' | 'deep', Awaited<ReturnType<typeof get>>[]> = {
    large: [],
    huge: [],
    deep: [],
  };
  for (let round = 0; round < (isQuick ? 1 : 5); round += 1) {
    results.large.push(await get(newest('large')));
    results.huge.push(await get(newest('huge')));
    results.deep.push(await get(deep));
    bench.say(
      `  ${(['large', 'huge', 'deep'] as const).map((name) => `${name} p50 ${results[name].at(-1)!.p50.toFixed(2)} p95 ${results[name].at(-1)!.p95.toFixed(2)} ms`).join(', ')}, ${results.huge.at(-1)!.bytes} bytes`,
    );
  }
  await app.stop();
  const of = (name: keyof typeof results, p: 'p50' | 'p95') => results[name].map((result) => result[p]);
  const [large, huge] = isQuick ? ['20,000', '100,000'] : ['100,000', '1 million'];
  return [
    {
      scenario: `newest page of 50, channel of ${large}`,
      unit: 'p50 ms',
      values: of('large', 'p50'),
      target: atMost(1.5),
    },
    {
      scenario: `newest page of 50, channel of ${large}`,
      unit: 'p95 ms',
      values: of('large', 'p95'),
      gate: atMost(8),
      target: atMost(4),
    },
    {
      scenario: `newest page of 50, channel of ${huge}`,
      unit: 'p50 ms',
      values: of('huge', 'p50'),
      target: atMost(1.5),
    },
    {
      scenario: `newest page of 50, channel of ${huge}`,
      unit: 'p95 ms',
      values: of('huge', 'p95'),
      gate: atMost(8),
      target: atMost(4),
    },
    {
      scenario: 'a page at 90 % depth of that channel',
      unit: 'p50 ms',
      values: of('deep', 'p50'),
      reference: { name: 'newest', values: of('huge', 'p50') },
      target: ratioAtMost(1.2),
    },
  ];
}
