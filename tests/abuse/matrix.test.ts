import { readFileSync } from 'node:fs';
import { matchPath } from 'react-router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyoneDefaults, type Permission } from '#contract/permissions';
import { errorStatus } from '#contract/protocol';
import type { Answer } from '../support/http-client.ts';
import type { Person } from '../support/world.ts';
import { apiRoutes, commandNames, pageModules } from './doors.ts';
import { type Action, type ActorKind, type Things, actorKinds } from './matrix/action.ts';
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

type Outcome = 'allowed' | 'refused' | `unexpected ${string}`;

/** Failures that say no: signed out, forbidden, hidden. */
const noes = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];
/** Those that an exception of the table may answer with too: it is about the thing, not about who asks. */
const exceptional = ['CONFLICT', 'GONE', 'INVALID'];

const ofError = (code: string, action: Action, all: string): Outcome =>
  noes.includes(code) || (action.except?.answer === 'refused' && exceptional.includes(code))
    ? 'refused'
    : `unexpected ${all.slice(0, 300)}`;

const ofStatus = (status: number, action: Action, body: string): Outcome => {
  if (status >= 200 && status < 400) return 'allowed';
  const code = Object.entries(errorStatus).find(([, known]) => known === status)?.[0] ?? '';
  return ofError(code, action, `${status} ${body}`);
};

/** Undefined: the action has no such door. */
type Door = (action: Action, things: Things, actor: Person | undefined) => Promise<Outcome | undefined>;

const ofPage = (action: Action, { status, headers, body }: Answer): Outcome =>
  String(headers.location ?? '').startsWith('/login') || (status === 202 && body.includes('/login'))
    ? 'refused'
    : ofStatus(status, action, body);

const doors: Record<string, Door> = {
  document: async (action, things, actor) =>
    action.view && ofPage(action, await stage.browser(actor).get(action.view(things))),
  'document’s data': async (action, things, actor) =>
    action.view && ofPage(action, await stage.browser(actor).get(dataOf(action.view(things)))),
  form: async (action, things, actor) => {
    const door = action.page?.(things);
    return door && ofPage(action, await stage.browser(actor).form(door.path, door.fields));
  },
  'form’s data': async (action, things, actor) => {
    const door = action.page?.(things);
    return door && ofPage(action, await stage.browser(actor).form(dataOf(door.path), door.fields));
  },
  api: async (action, things, actor) => {
    const door = action.api?.(things);
    if (!door) return undefined;
    const { status, body } = await stage.api(actor).json(door.method, door.path, door.body);
    return ofStatus(status, action, body);
  },
  socket: async (action, things, actor) => {
    const door = action.socket?.(things);
    // Who is not signed in has no socket at all (Z7).
    if (!door || !actor) return undefined;
    const client = await stage.socket(actor);
    const { ok, error } = await client.call(door[0], door[1]);
    client.close();
    return ok ? 'allowed' : ofError(error?.code ?? '', action, JSON.stringify(error));
  },
};
/** The address of a page's data: what the router asks for instead of the document. */
const dataOf = (path: string): string => path.replace(/(\?|$)/, '.data$1');

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
