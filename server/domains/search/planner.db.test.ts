import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed } from '#server/cli/seed/plan.ts';
import { createTestDatabase } from '../../../tests/support/database.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { compile } from './compile.ts';
import { parseSearch } from './contract.ts';
import { firstIdAt } from './cursor.ts';
import { newest, valuesOf } from './store.ts';
import { inWindows } from './windows.ts';

// What a search reads must not depend on how often its word was written: neither all messages for a word that nobody wrote,
// nor half of them for one that everybody writes.

const messages = 60_000;
let world: World;
let channelIds: string[] = [];
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  const seeded = await seed(database.url, {
    community: 'Search',
    members: 20,
    channels: [
      { name: 'large', messages },
      { name: 'small', messages: 200 },
    ],
    passwordHash: 'nobody logs in',
  });
  channelIds = seeded.channels.map(({ id }) => id);
  world = await createWorld({ HEARTH_DATABASE_URL: database.url });
}, 60_000);
afterAll(async () => {
  await world?.close();
  await drop?.();
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** How many rows of `messages` were looked at, and in which ways. */
async function read(text: string, inChannels: readonly string[]) {
  const compiled = compile(parseSearch(text), inChannels, () => []);
  const windows = inWindows(compiled.query[0], Date.now() + 60_000, 0, { isDear: compiled.hasPrefix });
  const filter = {
    ...{ channelIds: inChannels, upTo: firstIdAt(Date.now() + 60_000), mentions: [], notMentions: [] },
    ...{ since: new Date(0), until: new Date(Date.now() + 60_000) },
  };
  const [answer] = await world.db.runApart<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    { name: `explain ${text} ${inChannels.length}`, text: `EXPLAIN (ANALYZE, FORMAT JSON) ${newest.text}` },
    valuesOf({ query: compiled.query, windows }, filter, 26),
  );
  const ways = new Set<string>();
  let rows = 0;
  const walk = (plan: Plan) => {
    if (plan['Relation Name'] === 'messages' && plan['Actual Loops'] > 0) {
      ways.add(plan['Node Type']);
      const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
      rows += (plan['Actual Rows'] + removed) * plan['Actual Loops'];
    }
    plan.Plans?.forEach(walk);
  };
  walk(answer!['QUERY PLAN'][0]!.Plan);
  return { rows, found: answer!['QUERY PLAN'][0]!.Plan['Actual Rows'], ways };
}

test.each([
  ['a word that nobody wrote', '"nowhere"', 0],
  ['a beginning that nobody wrote', 'nowhe', 0],
  ['a word that everybody writes', 'the', 26],
  ['a word that some write', '"soup"', 26],
  ['a phrase', '"was worth the wait"', 26],
  ['what is not', '-the', 26],
  ['nothing but a kind', 'has:link', 26],
])('%s: few rows are read, and never the whole table', async (_, text, found) => {
  for (const channels of [channelIds, [channelIds[0]!]]) {
    const answer = await read(text, channels);
    expect(answer.found).toBe(found);
    expect(answer.rows).toBeLessThan(messages / 10);
    expect([...answer.ways].filter((way) => way.includes('Seq'))).toEqual([]);
  }
});

test('in a small channel beside a large one too', async () => {
  const answer = await read('"the"', [channelIds[1]!]);
  expect(answer.found).toBe(26);
  expect(answer.rows).toBeLessThan(messages / 10);
});
