import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../support/app-process.ts';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { type Answer, HttpClient } from '../support/http-client.ts';
import { type SocketClient, asBrowser, connectSocket } from '../support/socket-client.ts';
import { waitFor } from '../support/wait-for.ts';

// Every secret that exists is used in every way there is, good and bad; then everything that the app wrote is searched.

const secret = 'kT9vQ2mX7pL4wZ8rB3nC6sD1fG5hJ0aE';
const setupCode = 'K7QM-XN4P-2WRT';
const passwords = {
  owner: 'canary owner password',
  next: 'canary next password',
  wrong: 'canary wrong password',
  member: 'canary member password',
};

const typedAsName = 'canary typed into the wrong field';

let folder: string;
let logFile: string;
let database: TestDatabase;
let client: pg.Client;
let app: App;
/** Everything that must be nowhere, by what it is. */
const secrets = new Map<string, string>();
/** What its own page may show again to who typed it, and nobody else may read. */
const itsOwn = new Set(['an invite’s code', 'what was typed as a name']);
/** Bodies of everything that was refused or failed, and of the health checks. */
const said: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-canary-'));
  logFile = path.join(folder, 'hearth.log');
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const env = {
    HEARTH_LOG_FILE: logFile,
    HEARTH_LOG_LEVEL: 'debug',
    HEARTH_SECRET: secret,
    HEARTH_SETUP_CODE: setupCode,
  };
  app = await startApp({ databaseUrl: database.url, env });
  const { password } = new URL(database.url);
  if (password) secrets.set('the database’s password', decodeURIComponent(password));
  secrets
    .set('the instance’s secret', secret)
    .set('the set-up code', setupCode)
    .set('the set-up code in one', setupCode.replaceAll('-', ''));
  for (const [name, value] of Object.entries(passwords)) secrets.set(`the ${name} password`, value);
});
afterAll(async () => {
  await app.stop();
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function keep(answer: Promise<Answer>): Promise<Answer> {
  const got = await answer;
  if (got.status >= 400) said.push(`${JSON.stringify(got.headers)}\n${got.body}`);
  return got;
}

/** Every flow, by one browser and one client of the API; `wrong` ones too. */
async function useEverything(): Promise<{
  owner: HttpClient;
  socket: SocketClient;
  code: string;
  bearer: string;
}> {
  const owner = new HttpClient(app.url);
  await keep(owner.form('/setup', { intent: 'claim', code: 'WRONG-CODE' }));
  await keep(owner.form('/setup', { intent: 'claim', code: setupCode }));
  secrets.set('the set-up claim', owner.cookies.get('hearth-setup')!);
  await keep(owner.form('/setup', { intent: 'owner', username: 'x', password: passwords.owner }));
  await keep(
    owner.form('/setup', {
      intent: 'owner',
      username: 'the-owner',
      password: passwords.owner,
      email: 'owner@example.org',
    }),
  );
  secrets.set('the owner’s session', owner.cookies.get('hearth')!);
  await keep(
    owner.form('/setup', {
      intent: 'community',
      name: 'First',
      letter: 'F',
      colour: 'moss',
      template: 'friends',
    }),
  );

  const { rows } = await client.query('SELECT code, community_id FROM invites');
  const { code, community_id: communityId } = rows[0] as { code: string; community_id: string };
  secrets.set('an invite’s code', code);
  const visitor = new HttpClient(app.url);
  for (const target of [
    `/invite/${code}`,
    `/invite/${code}.data`,
    `/INVITE/${code}`,
    `/Invite/${code}/`,
    `//invite/${code}`,
    `/%69nvite/${code}`,
    `/register?invite=${code}`,
    `/login?redirectTo=/invite/${code}`,
  ])
    await keep(visitor.get(target, { Referer: `${app.url}/invite/${code}` }));
  await keep(visitor.form(`/register?invite=${code}`, { username: 'the-owner', password: passwords.member }));
  await keep(
    visitor.form(`/register?invite=${code}`, {
      username: 'member',
      password: passwords.member,
      displayName: 'Member',
    }),
  );
  secrets.set('the member’s session', visitor.cookies.get('hearth')!);

  const stranger = new HttpClient(app.url);
  await keep(stranger.form('/login', { login: 'the-owner', password: passwords.wrong }));
  // Its own form shows it again; nobody else may read it.
  await stranger.form('/login', { login: typedAsName, password: 'x' });
  await stranger.json('POST', '/api/v1/login', { login: typedAsName, password: 'x' });
  await keep(stranger.json('POST', '/api/v1/login', { login: 'the-owner', password: passwords.wrong }));
  await keep(
    stranger.json('POST', '/api/v1/login', {
      login: 'the-owner',
      password: passwords.owner,
      extra: passwords.wrong,
    }),
  );
  await keep(
    stranger.send(
      'POST',
      '/api/v1/login',
      { 'Content-Type': 'application/json', 'X-Hearth-Client': '1' },
      `{"password":"${passwords.owner}"`,
    ),
  );
  await keep(
    stranger.form(
      '/login',
      { login: 'the-owner', password: passwords.owner },
      { Origin: 'https://evil.example' },
    ),
  );
  await keep(stranger.get(`/login?password=${encodeURIComponent(passwords.owner)}`));
  const bearer = (
    await keep(stranger.json('POST', '/api/v1/login', { login: 'the-owner', password: passwords.owner }))
  ).json().token as string;
  secrets.set('a bearer’s token', bearer);
  await keep(stranger.get('/api/v1/me', { Authorization: `Bearer ${bearer}` }));
  await keep(stranger.get('/api/v1/me', { Authorization: `Bearer x${bearer}` }));
  await keep(stranger.get(`/api/v1/me?token=${bearer}`));
  await keep(stranger.get(`/api/v1/${bearer}`));

  const socket = await connectSocket(app.url, asBrowser(app.url, owner.cookies.get('hearth')!));
  await connectSocket(app.url, {
    headers: { 'X-Hearth-Client': '1' },
    auth: { token: `x${bearer.slice(1)}`, password: passwords.wrong },
  }).catch((error: Error) => said.push(JSON.stringify(error)));
  await connectSocket(app.url, {
    headers: { Origin: 'https://evil.example', Cookie: `hearth=${bearer}` },
  }).catch(() => {});
  said.push(
    JSON.stringify(
      await socket.call('message.send', { channelId: passwords.wrong, clientId: secret, body: bearer }),
    ),
  );
  said.push(JSON.stringify(await socket.call(bearer, {})));

  await keep(
    owner.form('/settings?index', { currentPassword: passwords.wrong, newPassword: passwords.next }),
  );
  await keep(owner.form('/settings?index', { currentPassword: passwords.owner, newPassword: 'short' }));
  await keep(
    owner.form(`/c/${communityId}/settings/invites`, { intent: 'create', lifetime: '3600', maxUses: '' }),
  );
  await keep(
    owner.form('/settings?index', { currentPassword: passwords.owner, newPassword: passwords.next }),
  );
  secrets.set('the owner’s session after', owner.cookies.get('hearth')!);
  for (const { password_hash: hash } of (await client.query('SELECT password_hash FROM accounts')).rows)
    secrets.set(`a hash ${secrets.size}`, hash as string);
  return { owner, socket, code, bearer };
}

test('H1 no secret is in the log, in what the app prints, in an error or in the health checks, whatever fails', async () => {
  const { owner, code, bearer } = await useEverything();

  // The same once more while the database does not know its own tables: everything that fails unexpectedly.
  const tables = ['accounts', 'sessions', 'invites', 'messages', 'rate_limits'];
  for (const table of tables) {
    await client.query(`ALTER TABLE ${table} RENAME TO ${table}_gone`);
    const stranger = new HttpClient(app.url);
    await keep(stranger.form('/login', { login: 'the-owner', password: passwords.next }));
    await keep(stranger.json('POST', '/api/v1/login', { login: 'the-owner', password: passwords.next }));
    await keep(
      stranger.form(`/register?invite=${code}`, { username: `late-${table}`, password: passwords.member }),
    );
    await keep(stranger.get(`/invite/${code}`));
    await keep(
      owner.form('/settings?index', { currentPassword: passwords.next, newPassword: passwords.next }),
    );
    await keep(owner.get('/settings/sessions'));
    await keep(stranger.get('/api/v1/me', { Authorization: `Bearer ${bearer}` }));
    await connectSocket(app.url, asBrowser(app.url, owner.cookies.get('hearth')!)).then(
      (socket) => socket.close(),
      (error: Error) => said.push(JSON.stringify(error)),
    );
    for (const check of ['/healthz', '/readyz']) said.push((await stranger.get(check)).body);
    await client.query(`ALTER TABLE ${table}_gone RENAME TO ${table}`);
  }
  expect(
    said.filter((text) => text.includes('INTERNAL') || text.includes('Something went wrong')).length,
  ).toBeGreaterThan(5);
  await app.restart();
  said.push((await new HttpClient(app.url).get('/readyz')).body);

  const log = await waitFor(() => readFileSync(logFile, 'utf8'));
  expect(log.split('\n').filter((line) => line.includes('failed unexpectedly')).length).toBeGreaterThan(5);
  secrets.set('what was typed as a name', typedAsName);
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  // The set-up code is printed once, for the one who runs the machine; it is over with set-up, and in no log file.
  const printed = app.logs().replace(`Set-up code: ${setupCode}`, '');
  for (const [what, value] of secrets) {
    for (const [where, text] of [
      ['the log', log],
      ['the output', printed],
      ['an answer', said.join('\n')],
    ] as const) {
      if (where === 'an answer' && itsOwn.has(what)) continue;
      const at = text.indexOf(value);
      expect([what, where, at < 0 ? '' : text.slice(Math.max(0, at - 150), at + 60)]).toEqual([
        what,
        where,
        '',
      ]);
      expect([
        what,
        where,
        'encoded',
        text.includes(encodeURIComponent(value)) && encodeURIComponent(value) !== value,
      ]).toEqual([what, where, 'encoded', false]);
    }
  }
});

test('H1 a failing page names the id under which the log has the cause', async () => {
  await client.query('ALTER TABLE sessions RENAME TO sessions_gone');
  const answer = await new HttpClient(app.url, { session: 'x'.repeat(43) }).get('/settings');
  await client.query('ALTER TABLE sessions_gone RENAME TO sessions');
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(answer.body)?.[0];
  expect([answer.status, answer.headers['x-request-id']]).toEqual([500, id]);
  const line = await waitFor(() =>
    readFileSync(logFile, 'utf8')
      .split('\n')
      .find((each) => each.includes(id!) && each.includes('"error"')),
  );
  expect(JSON.parse(line)).toMatchObject({ level: 'error', requestId: id });
});

test('H1 the cookies that hold secrets are not repeated in pages', async () => {
  const owner = new HttpClient(app.url);
  await client.query('DELETE FROM rate_limits');
  await owner.form('/login', { login: 'the-owner', password: passwords.next });
  const token = owner.cookies.get('hearth')!;
  for (const target of [
    '/settings',
    '/settings.data',
    '/settings/sessions',
    '/settings/sessions.data',
    '/api/v1/me',
    '/api/v1/bootstrap',
  ]) {
    const { status, body } = await owner.get(target);
    expect([target, status < 300, body.includes(token), body.includes('argon2')]).toEqual([
      target,
      true,
      false,
      false,
    ]);
  }
});
