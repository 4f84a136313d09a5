import { readFileSync } from 'node:fs';
import { matchPath } from 'react-router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyoneDefaults, type Permission } from '#contract/permissions';
import type { Person } from '../support/world.ts';
import { apiRoutes, commandNames, pageModules } from './doors.ts';
import { type Action, type ActorKind, type Things, actorKinds } from './matrix/action.ts';
import { type Door, doorsOf } from './matrix/attempt.ts';
import { buildPlace, castActors, traceOf } from './matrix/place.ts';
import { table, withoutRank } from './matrix/table.ts';
import { type Stage, setStage } from './stage.ts';

// Every action, tried by every kind of actor through every door it has. Who may is said by one table; who may not
// changes nothing. A route or command that the table does not know fails at the end.

let stage: Stage;
let cast: Record<ActorKind, Person | undefined>;
beforeAll(async () => {
  stage = await setStage();
  cast = await castActors(stage);
  doors = doorsOf(stage);
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const inside: readonly ActorKind[] = ['member', 'lower', 'equal', 'higher', 'owner'];

/** What the table says, by nothing but its words. */
function isAllowed({ needs, ranked, except }: Action, who: ActorKind): boolean {
  if (except?.who.includes(who)) return except.answer === 'allowed';
  if (needs === 'instance') return who === 'host';
  if (!inside.includes(who)) return false;
  if (who === 'owner') return true;
  if (ranked && who !== 'higher') return false;
  return needs === null || who !== 'member' || everyoneDefaults.includes(needs);
}

let doors: Record<string, Door>;

const needed = ({ needs }: Action): Permission | null => (needs === 'instance' ? null : needs);
const viewed = new Set(['document', 'document’s data']);

describe.each(table)('Z1 $useCase', (action) => {
  const ready = async () => {
    const place = await buildPlace(stage, cast, needed(action));
    if (action.prepare) {
      const made = await action.prepare({ stage, actor: cast.owner, things: place.things });
      place.things.madeId = made;
    }
    return place.things;
  };

  test('who may not is refused at every door, and nothing changes', async () => {
    const things = await ready();
    const before = await traceOf(stage, things);
    const wrong: object[] = [];
    for (const who of actorKinds.filter((kind) => !isAllowed(action, kind))) {
      for (const [name, door] of Object.entries(doors)) {
        // A page may show itself to who may only look.
        if (viewed.has(name) && inside.includes(who)) continue;
        const outcome = await door(action, things, cast[who]);
        if (outcome !== undefined && outcome !== 'refused') wrong.push({ who, name, outcome });
      }
    }
    expect(wrong).toEqual([]);
    expect(await traceOf(stage, things)).toBe(before);
  });

  test('who may gets through at every door, and it happens', async () => {
    const wrong: object[] = [];
    for (const who of actorKinds.filter((kind) => isAllowed(action, kind))) {
      for (const [name, door] of Object.entries(doors)) {
        const things = await ready();
        const before = viewed.has(name) || action.changesNothing ? '' : await traceOf(stage, things);
        const outcome = await door(action, things, cast[who]);
        if (outcome === undefined) continue;
        if (outcome !== 'allowed') wrong.push({ who, name, outcome });
        else if (before && (await traceOf(stage, things)) === before)
          wrong.push({ who, name, outcome: 'nothing happened' });
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('Z1 the table is whole', () => {
  const sample: Things = new Proxy({} as Things, {
    get: (_, name) => (name === 'target' ? { id: 'x', ctx: {} } : `the-${String(name)}`),
  });
  const covers = (path: string | undefined, pattern: string) =>
    path !== undefined && matchPath({ path: pattern, end: true }, path.split('?')[0]!) !== null;

  test('each page that takes a form, and each page inside a community or of the administration', () => {
    const missing: string[] = [];
    for (const { pattern, file } of pageModules()) {
      const source = readFileSync(`app/${file}`, 'utf8');
      const takesForm = /export (async )?(function|const) action\b/.test(source);
      const isInside = /^\/(c|admin)(\/|$)/.test(pattern) && /export (async )?function loader\b/.test(source);
      if (pattern in withoutRank) continue;
      if (takesForm && !table.some((action) => covers(action.page?.(sample).path, pattern)))
        missing.push(`form ${pattern}`);
      if (
        isInside &&
        !table.some((action) =>
          [action.view?.(sample), action.page?.(sample).path].some((path) => covers(path, pattern)),
        )
      )
        missing.push(`page ${pattern}`);
    }
    expect(missing).toEqual([]);
  });

  test('each route of the API', () => {
    const missing = apiRoutes(stage.world).filter(
      ({ method, path }) =>
        !(`${method} ${path}` in withoutRank) &&
        !table.some((action) => {
          const door = action.api?.(sample);
          return door?.method === method && covers(door.path, path);
        }),
    );
    expect(missing).toEqual([]);
  });

  test('each command of the socket', () => {
    const known = new Set(table.map(({ socket }) => socket?.(sample)[0]));
    expect(commandNames.filter((name) => !known.has(name) && !(name in withoutRank))).toEqual([]);
  });
});
