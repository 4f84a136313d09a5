import type { Bench } from '../scenario.ts';
import { startHearth } from '../servers.ts';
import { atMost, type Row } from '../table.ts';

/** By how often their words were written. */
const kinds = {
  rare: ['case 3f1', 'case 1e4', 'case a0b', 'case 77c', 'case 9d2', 'case 5b0'],
  common: ['the', '"the server"', 'again', 'that', 'soup', 'photo album'],
  'no hit': ['zebra', '"nobody wrote"', 'the zebra', 'qqq', 'zeppelin server', '"again again again"'],
} as const;
type Kind = keyof typeof kinds;
const channels = ['large', 'huge'] as const;

/** Searches over HTTP, from the request to the last byte, in a large and a huge channel. */
export async function search(bench: Bench): Promise<Row[]> {
  bench.say('Searches');
  const { ground, load, isQuick } = bench;
  const app = await startHearth(ground.databaseUrl);
  const token = ground.tokens[1]!;
  const count = isQuick ? 120 : 300;
  const warmUp = 30;
  const pathsOf = (channel: string, kind: Kind) =>
    Array.from({ length: count + warmUp }, (_, n) => {
      const text = kinds[kind][n % kinds[kind].length]!;
      return `/api/v1/search?text=${encodeURIComponent(text)}&channelId=${ground.channelId(channel)}`;
    });
  const results = new Map<string, number[]>();
  for (let round = 0; round < (isQuick ? 1 : 5); round += 1) {
    const line: string[] = [];
    for (const channel of channels)
      for (const kind of Object.keys(kinds) as Kind[]) {
        const { p95, p50 } = await load.ask('get', {
          port: app.port,
          token,
          paths: pathsOf(channel, kind),
          warmUp,
        });
        const key = `${channel} ${kind}`;
        results.set(key, [...(results.get(key) ?? []), p95]);
        line.push(`${key} p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)}`);
      }
    bench.say(`  ${line.join(', ')} ms`);
  }
  await app.stop();
  const [large, huge] = isQuick ? ['20,000', '100,000'] : ['100,000', '1 million'];
  return channels.flatMap((channel) =>
    (Object.keys(kinds) as Kind[]).map((kind) => ({
      scenario: `search for ${kind === 'no hit' ? 'what nobody wrote' : `a ${kind} word`}, channel of ${channel === 'large' ? large : huge}`,
      unit: 'p95 ms',
      values: results.get(`${channel} ${kind}`)!,
      gate: atMost(channel === 'large' ? 15 : 100),
      target: atMost(channel === 'large' ? 5 : 30),
    })),
  );
}
