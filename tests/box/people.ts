import { randomBytes, randomUUID } from 'node:crypto';
import type { BootstrapDto } from '#contract/communities';
import { HttpClient } from '../support/http-client.ts';
import type { Person } from '../support/world.ts';
import type { Stack } from './stack.ts';

export const password = 'correct horse battery';

export interface Community {
  owner: Person;
  /** Of the page where everybody may write. */
  address: string;
  channelId: string;
  /** Somebody new, by the community's invite link. */
  member: () => Promise<Person>;
}

const communityForm = { intent: 'community', name: 'Box', letter: 'B', colour: 'moss', template: 'empty' };

/** Goes through the wizard without a browser. `contenders`: as many are at it at the same moment. */
export async function setUp(stack: Stack, contenders = 1): Promise<Community & { answers: number[] }> {
  const code = await stack.setupCode();
  const visitors = Array.from({ length: contenders }, () => new HttpClient(stack.url));
  for (const visitor of visitors) await visitor.form('/setup', { intent: 'claim', code });
  const answers = await Promise.all(
    visitors.map((visitor, n) =>
      visitor.form('/setup', { intent: 'owner', username: `owner-${n}`, password }),
    ),
  );
  const winner = answers.findIndex(({ status }) => status === 302);
  const welcome = await visitors[winner]!.form('/setup', communityForm);
  // The address comes before the invite whose link it stands in.
  const settled = await visitors[winner]!.form(String(welcome.headers.location), {
    intent: 'save',
    mode: 'lan',
    lanName: 'hearth.localhost',
  });
  const page = await visitors[winner]!.get(String(settled.headers.location));
  const invite = /\/invite\/([0-9A-Z]{12})/.exec(page.body)?.[1];
  if (!invite) throw new Error(`No invite link after the set-up: ${welcome.status} ${page.status}`);
  const owner = await signIn(stack, `owner-${winner}`);
  const { communities } = await bootstrap(stack, owner);
  const { id, channels } = communities[0]!;
  const channelId = channels[0]!.id;
  for (const visitor of visitors) visitor.close();
  return {
    owner,
    address: `${stack.url}/c/${id}/${channelId}`,
    channelId,
    answers: answers.map(({ status }) => status),
    member: async () => {
      const username = `m${randomBytes(5).toString('hex')}`;
      const browser = new HttpClient(stack.url);
      const answer = await browser.form(`/register?invite=${invite}`, { username, password });
      browser.close();
      if (answer.status !== 302) throw new Error(`Registration answered ${answer.status}: ${answer.body}`);
      return signIn(stack, username);
    },
  };
}

export async function signIn(stack: Stack, username: string): Promise<Person> {
  const api = new HttpClient(stack.url);
  const answer = await api.json('POST', '/api/v1/login', { login: username, password });
  api.close();
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${answer.body}`);
  const { token, account } = answer.json();
  const ctx = {
    actor: { kind: 'anonymous' },
    via: 'api',
    requestId: randomUUID(),
    network: '',
    userAgent: '',
  } as const;
  return { ctx, id: account.id, username, token };
}

async function bootstrap(stack: Stack, person: Person): Promise<BootstrapDto> {
  const api = new HttpClient(stack.url, { bearer: person.token });
  const answer = await api.get('/api/v1/bootstrap');
  api.close();
  return answer.json() as BootstrapDto;
}
