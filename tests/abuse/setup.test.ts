import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import pg from 'pg';
import { type App, startApp } from '../support/app-process.ts';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { HttpClient } from '../support/http-client.ts';
import { surprises } from './stage.ts';

const password = 'correct horse battery';
const ownerForm = (n: number) => ({ intent: 'owner', username: `contender-${n}`, password });
const communityForm = { intent: 'community', name: 'First', letter: 'F', colour: 'moss', template: 'empty' };

let database: TestDatabase;
let client: pg.Client;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // Whoever knocks this often is paced otherwise, and hears 429 instead of 404.
  app = await startApp({ databaseUrl: database.url, env: { HEARTH_MESSAGES_BURST: '1000' } });
});
afterAll(async () => {
  expect(app.exited()).toBeUndefined();
  expect(surprises(app.logs())).toEqual([]);
  await app.stop();
  await client.end();
  await database.drop();
});

const browser = () => new HttpClient(app.url);
const claim = (visitor: HttpClient, code: string) => visitor.form('/setup', { intent: 'claim', code });
const count = async (table: string): Promise<number> =>
  (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;

describe('before there is an owner', () => {
  beforeEach(() => client.query('DELETE FROM rate_limits'));

  test('T2 a wrong code is refused, and guessing ends after ten', async () => {
    const visitor = browser();
    const answers = [];
    for (let guess = 0; guess < 12; guess += 1) answers.push(await claim(visitor, `AAAA-BBB${guess}`));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(403), 429, 429]);
    expect(answers[0]!.cookies).toEqual([]);
    // The limit holds for the right code too.
    expect((await claim(visitor, app.setupCode)).status).toBe(429);
  });

  test('T2 guesses at the same moment are no more than ten either', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => claim(browser(), `AAAA-CC${n}`)));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  test('T2 without the code nobody becomes owner, whatever claim they make up', async () => {
    const later = Date.now() + 3_600_000;
    const forged = [
      '',
      '.',
      `${later}.`,
      `${later}.AAAA`,
      `${later}.${'A'.repeat(43)}`,
      `999999999999999.${'x'.repeat(43)}`,
      'NaN.x',
      '-1.x',
      '[object Object]',
      `${later}.${'A'.repeat(43)}.${later}`,
    ];
    for (const value of forged) {
      const visitor = browser();
      if (value) visitor.cookies.set('hearth-setup', value);
      const answer = await visitor.form('/setup', ownerForm(0));
      expect([value, answer.status]).toEqual([value, 403]);
      // The wizard is at the code again.
      expect(answer.body).toContain('name="code"');
    }
    // The last step is for the owner, and there is none.
    const answer = await browser().form('/setup', communityForm);
    expect(answer.headers.location ?? answer.status).toMatch(/^\/login/);
    expect(await count('accounts')).toBe(0);
    expect(await count('communities')).toBe(0);
  });

  test('T2 a claim that was changed or has run out is worth nothing', async () => {
    const visitor = browser();
    expect((await claim(visitor, app.setupCode)).status).toBe(302);
    const [expires = '', signature = ''] = (visitor.cookies.get('hearth-setup') ?? '').split('.');
    expect(Number(expires)).toBeLessThanOrEqual(Date.now() + 3_600_000);
    for (const value of [
      `${Number(expires) + 1}.${signature}`,
      `${Date.now() - 1000}.${signature}`,
      `${expires}.${signature.slice(0, -1)}`,
      `${expires}.${signature}A`,
    ]) {
      visitor.cookies.set('hearth-setup', value);
      expect([value, (await visitor.form('/setup', ownerForm(0))).status]).toEqual([value, 403]);
    }
    expect(await count('accounts')).toBe(0);
  });

  test('T2 pages and API are closed: there is no account to sign in to, and registration needs an invite', async () => {
    const login = await browser().json('POST', '/api/v1/login', { login: 'contender-1', password });
    expect(login.status).toBe(401);
    expect((await browser().form('/register', { username: 'first', password })).headers.location).toBe(
      '/setup',
    );
    expect((await browser().form('/communities/new', communityForm)).headers.location).toMatch(/^\/login/);
    expect(await count('accounts')).toBe(0);
  });
});

describe('the race', () => {
  test('T1 of five set-ups at a barrier one makes the owner, and nothing is left of the others', async () => {
    const contenders = Array.from({ length: 5 }, browser);
    for (const contender of contenders) expect((await claim(contender, app.setupCode)).status).toBe(302);

    const answers = await Promise.all(
      contenders.map((contender, n) => contender.form('/setup', ownerForm(n))),
    );
    const winners = answers.filter(({ status }) => status === 302);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409 || status === 404)).toHaveLength(4);

    const won = answers.indexOf(winners[0]!);
    const { rows } = await client.query(
      'SELECT a.username, a.is_admin FROM accounts a JOIN instance i ON i.owner_id = a.id',
    );
    expect(rows).toEqual([{ username: `contender-${won}`, is_admin: true }]);
    expect(await count('accounts')).toBe(1);
    expect(await count('sessions')).toBe(1);
    for (const loser of contenders.filter((_, n) => n !== won)) {
      expect((await loser.get('/api/v1/me')).status).toBe(401);
      expect((await loser.form('/setup', communityForm)).status).not.toBe(200);
    }
    expect(await count('communities')).toBe(0);

    // The winner goes on, twice at once: one community.
    const last = await Promise.all([1, 2, 3].map(() => contenders[won]!.form('/setup', communityForm)));
    expect(last.filter(({ status }) => status === 302)).toHaveLength(1);
    expect(await count('communities')).toBe(1);
  });

  test('T3 afterwards every set-up route is 404 to everybody, and changes nothing', async () => {
    const owner = browser();
    const { rows } = await client.query(`SELECT username FROM accounts`);
    await owner.form('/login', { login: rows[0].username, password });
    expect((await owner.get('/api/v1/me')).status).toBe(200);
    const withClaim = browser();
    withClaim.cookies.set('hearth-setup', `${Date.now() + 1000}.${'A'.repeat(43)}`);
    for (const visitor of [owner, withClaim, browser()]) {
      for (const path of ['/setup', '/setup.data', '/setup?index', '/SETUP', '/setup/', '/setup/restore']) {
        expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
        for (const form of [{ intent: 'claim', code: app.setupCode }, ownerForm(7), communityForm]) {
          const answer = await visitor.form(path, form);
          expect([path, form.intent, answer.status]).toEqual([path, form.intent, 404]);
        }
      }
    }
    expect([await count('accounts'), await count('communities')]).toEqual([1, 1]);
  });

  test('T3 a restart with a code does not open it again', async () => {
    await app.restart();
    expect(app.logs().slice(app.logs().lastIndexOf('Hearth is ready'))).not.toContain('Set-up code');
    expect((await browser().get('/setup')).status).toBe(404);
    expect((await claim(browser(), app.setupCode)).status).toBe(404);
  });
});
