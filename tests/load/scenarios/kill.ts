import { setTimeout as sleep } from 'node:timers/promises';
import { workChannels } from '../ground.ts';
import type { Bench } from '../scenario.ts';
import { startHearth } from '../servers.ts';
import { atMost, type Row } from '../table.ts';

/**
 * The app is killed (SIGKILL) amid 50 people's messages and started again at once, as the launcher does; everybody
 * retries what was not acknowledged. Then the database is asked what became of it all.
 */
export async function kill(bench: Bench): Promise<Row[]> {
  bench.say('kill -9 during writes');
  const { ground, load } = bench;
  const channelIds = workChannels.map(ground.channelId);
  const missing: number[] = [];
  const doubled: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 1 : 5); round += 1) {
    const app = await startHearth(ground.databaseUrl);
    await load.ask('persist', { port: app.port, tokens: ground.tokens.slice(0, 50), channelIds });
    // At a different moment of a batch each time.
    await sleep(1500 + round * 7);
    const killedAt = Date.now();
    await app.kill9();
    await app.restart();
    await sleep(1500);
    const { run, acknowledged, times } = await load.ask('stopPersisting', undefined);
    await app.stop();
    const stored = await ground.query<{ id: string; body: string }>(
      'SELECT id, body FROM messages WHERE channel_id = ANY($1::uuid[]) AND body LIKE $2',
      [channelIds, `${run}%`],
    );
    const ids = new Set(stored.map((message) => message.id));
    missing.push(acknowledged.filter(([, id]) => !ids.has(id)).length);
    doubled.push(stored.length - new Set(stored.map((message) => message.body)).size);
    // An acknowledgement that was on its way when the process died comes at once; what the new one says comes later.
    seconds.push((times.find((time) => time > killedAt + 50)! - killedAt) / 1000);
    bench.say(
      `  ${acknowledged.length} acknowledged, ${missing.at(-1)} missing, ${doubled.at(-1)} doubled, serving again after ${seconds.at(-1)} s`,
    );
  }
  const scenario = 'kill -9 during writes';
  return [
    {
      scenario,
      unit: 'acknowledged messages missing',
      values: [Math.max(...missing)],
      gate: atMost(0),
      target: atMost(0),
    },
    { scenario, unit: 'messages doubled by retries', values: [Math.max(...doubled)], target: atMost(0) },
    { scenario, unit: 's until served again', values: seconds, target: atMost(1) },
  ];
}
