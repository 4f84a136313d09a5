import { errorStatus } from '#contract/protocol';
import type { Answer } from '../../support/http-client.ts';
import type { Person } from '../../support/world.ts';
import type { Stage } from '../stage.ts';
import type { Action, Things } from './action.ts';

export type Outcome = 'allowed' | 'refused' | `unexpected ${string}`;

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
export type Door = (
  action: Action,
  things: Things,
  actor: Person | undefined,
) => Promise<Outcome | undefined>;

const ofPage = (action: Action, { status, headers, body }: Answer): Outcome =>
  String(headers.location ?? '').startsWith('/login') || (status === 202 && body.includes('/login'))
    ? 'refused'
    : ofStatus(status, action, body);

/** Every way into the app, each with what it answered. */
export const doorsOf = (stage: Stage): Record<string, Door> => ({
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
});

/** The address of a page's data: what the router asks for instead of the document. */
const dataOf = (path: string): string => path.replace(/(\?|$)/, '.data$1');
