/**
 * `npm run bench [-- quick] [<scenario> …]`: measures the built app against two reference servers, in turns on this
 * machine, and prints a table. Loopback only; about twelve minutes, or two when quick. See docs/performance.md.
 */
import { cpus } from 'node:os';
import { prepareGround } from './ground.ts';
import { startLoad } from './load-process.ts';
import type { Scenario } from './scenario.ts';
import { fanOut } from './scenarios/fan-out.ts';
import { idle } from './scenarios/idle.ts';
import { joinStorm } from './scenarios/join-storm.ts';
import { kill } from './scenarios/kill.ts';
import { latency } from './scenarios/latency.ts';
import { pages } from './scenarios/pages.ts';
import { presence } from './scenarios/presence.ts';
import { search } from './scenarios/search.ts';
import { start } from './scenarios/start.ts';
import { write } from './scenarios/write.ts';
import { holds, toTable, type Row } from './table.ts';

const scenarios: Record<string, Scenario> = {
  'fan-out': fanOut,
  latency,
  write,
  pages,
  search,
  'join-storm': joinStorm,
  idle,
  presence,
  start,
  kill,
};

const isQuick = process.argv[2] === 'quick';
const names = process.argv.slice(isQuick ? 3 : 2);
const unknown = names.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}: ${Object.keys(scenarios).join(', ')}.`);
  process.exit(1);
}

const begin = performance.now();
const say = (line: string): void => console.log(line);
say(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}). Seeding …`);
const ground = await prepareGround(
  isQuick
    ? { general: 2000, large: 20_000, huge: 100_000 }
    : { general: 2000, large: 100_000, huge: 1_000_000 },
);
const load = await startLoad();
const rows: Row[] = [];
try {
  for (const name of names.length > 0 ? names : Object.keys(scenarios))
    rows.push(...(await scenarios[name]!({ ground, load, isQuick, say })));
} finally {
  load.stop();
  await ground.stop();
}
say(`\n${toTable(rows)}\n`);
const missed = rows.filter((row) => row.gate && !holds(row, row.gate));
say(
  `${missed.length === 0 ? 'Every gate holds.' : `${missed.length} gates missed.`} ${((performance.now() - begin) / 60_000).toFixed(1)} minutes.`,
);
process.exitCode = missed.length > 0 ? 1 : 0;
