import { readdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app-process.ts';
import { HttpClient, exchangeBytes } from '../support/http-client.ts';
import { absentIds, apiRoutes, fill, pagePatterns } from './doors.ts';
import { type Stage, setStage, surprises } from './stage.ts';

let stage: Stage;
/** The same under a public name, behind a proxy that ends https. */
let site: App;
beforeAll(async () => {
  stage = await setStage();
  site = await startApp({
    databaseUrl: stage.world.databaseUrl,
    env: { HEARTH_DOMAIN: 'chat.example.org', HEARTH_TRUST_PROXY: 'loopback' },
  });
});
afterAll(async () => {
  stage.expectCalm();
  expect(surprises(site.logs())).toEqual([]);
  await site.stop();
  await stage.close();
});

function policyOf(headers: IncomingHttpHeaders): Map<string, string[]> {
  const directives = String(headers['content-security-policy'] ?? '')
    .split(';')
    .map((each) => each.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

/** The policy of one response, said in what each part of it prevents. */
function expectSafe(what: string, headers: IncomingHttpHeaders): string {
  const policy = policyOf(headers);
  const nonce = /'nonce-([\w+/]{22}==)'/.exec(policy.get('script-src')?.join(' ') ?? '')?.[1] ?? '';
  expect([what, nonce.length]).toEqual([what, 24]);
  expect([what, Object.fromEntries(policy)]).toEqual([
    what,
    expect.objectContaining({
      'default-src': ["'self'"],
      'script-src': ["'self'", `'nonce-${nonce}'`],
      'style-src': ["'self'", `'nonce-${nonce}'`],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
    }),
  ]);
  expect([what, String(headers['content-security-policy']).match(/unsafe-|\*|https?:/)]).toEqual([
    what,
    null,
  ]);
  expect([
    what,
    headers['x-content-type-options'],
    headers['referrer-policy'],
    headers['cross-origin-opener-policy'],
  ]).toEqual([what, 'nosniff', 'same-origin', 'same-origin']);
  expect([what, headers['x-powered-by'], headers['server'], headers['access-control-allow-origin']]).toEqual([
    what,
    undefined,
    undefined,
    undefined,
  ]);
  return nonce;
}

const firstAsset = () => `/assets/${readdirSync(path.join('build', 'client', 'assets'))[0]}`;

/** Every kind of answer there is: what it is, how it is asked for, its status. */
async function everyKind(
  client: HttpClient,
  origin: string,
): Promise<[string, number, IncomingHttpHeaders][]> {
  const json = { 'Content-Type': 'application/json', 'X-Hearth-Client': '1' };
  const message = `/api/v1/channels/${stage.channelId}/messages`;
  const asked: [string, () => Promise<{ status: number; headers: IncomingHttpHeaders }>, number][] = [
    ['a page', () => client.get('/login'), 200],
    ['a page’s data', () => client.get('/login.data'), 200],
    ['a HEAD', () => client.send('HEAD', '/login'), 200],
    ['a redirect', () => client.get('/settings'), 302],
    ['a redirect’s data', () => client.get('/settings.data'), 202],
    [
      'a refused form',
      () => client.form('/login', { login: 'nobody', password: 'x' }, { Origin: origin }),
      401,
    ],
    ['an accepted form', () => client.form('/preferences', { theme: 'dark' }, { Origin: origin }), 302],
    ['a page that is not there', () => client.get('/no/such/page'), 404],
    ['a file', () => client.get('/favicon.svg'), 200],
    ['an asset', () => client.get(firstAsset()), 200],
    ['a part of an asset', () => client.get(firstAsset(), { Range: 'bytes=0-9' }), 206],
    ['a part beyond its end', () => client.get(firstAsset(), { Range: 'bytes=99999999-' }), 400],
    ['an asset that is not there', () => client.get('/assets/no-such.js'), 404],
    ['a folder of assets', () => client.get('/assets'), 404],
    ['a path that climbs', () => client.get('/assets/..%2f..%2fpackage.json'), 404],
    ['a path that cannot be read', () => client.get('/api/v1/communities/%ff/members'), 400],
    ['an address that cannot be read', () => client.get('//['), 400],
    ['an unknown method', () => client.send('PURGE', '/login'), 400],
    [
      'an answer of the API',
      () =>
        client.json('POST', '/api/v1/login', {
          login: stage.member.username,
          password: 'correct horse battery',
        }),
      200,
    ],
    ['a refusal of the API', () => client.get('/api/v1/me'), 401],
    ['a route that the API does not have', () => client.get('/api/v1/nothing'), 404],
    ['broken JSON', () => client.send('POST', '/api/v1/login', json, '{'), 400],
    ['a foreign Origin', () => client.form('/login', {}, { Origin: 'https://evil.example' }), 403],
    ['a wrong type', () => client.send('POST', message, { ...json, 'Content-Type': 'text/plain' }, 'x'), 415],
    [
      'a body without a length',
      () => client.send('POST', message, { ...json, 'Transfer-Encoding': 'chunked' }, '{}'),
      411,
    ],
    ['a body that is too large', () => client.send('POST', message, json, 'x'.repeat(300_000)), 413],
    ['a parameter given twice', () => client.get('/login?a=1&a=2'), 400],
    ['an expectation that nobody meets', () => client.get('/login', { Expect: 'the-unexpected' }), 200],
    ['health', () => client.get('/healthz'), 200],
    ['readiness', () => client.get('/readyz'), 200],
    [
      'a handshake of polling',
      () => client.get('/socket.io/?EIO=4&transport=polling', { 'X-Hearth-Client': '1' }),
      200,
    ],
    [
      'a handshake that is refused',
      () => client.get('/socket.io/?EIO=4&transport=polling', { Origin: 'https://evil.example' }),
      403,
    ],
    [
      'a handshake of an unknown version',
      () => client.get('/socket.io/?EIO=9&transport=polling', { 'X-Hearth-Client': '1' }),
      400,
    ],
    [
      'polling of nobody',
      () => client.get('/socket.io/?EIO=4&transport=polling&sid=none', { 'X-Hearth-Client': '1' }),
      400,
    ],
  ];
  const answers: [string, number, IncomingHttpHeaders][] = [];
  for (const [what, ask, status] of asked) {
    const { status: given, headers } = await ask();
    expect([what, given]).toEqual([what, status]);
    answers.push([what, given, headers]);
  }
  return answers;
}

describe('H3', () => {
  test('H3 every kind of answer carries the whole policy, with a nonce of its own, and no HSTS over plain http', async () => {
    const answers = await everyKind(stage.browser(), stage.app.url);
    const nonces = answers.map(([what, , headers]) => expectSafe(what, headers));
    expect(new Set(nonces).size).toBe(nonces.length);
    for (const [what, , headers] of answers)
      expect([what, headers['strict-transport-security']]).toEqual([what, undefined]);
  });

  test('H3 under a public name every answer over https says so for a year, and none over http', async () => {
    const secure = new HttpClient(site.url, { headers: { 'X-Forwarded-Proto': 'https' } });
    for (const [what, , headers] of await everyKind(secure, site.url.replace('http:', 'https:'))) {
      expectSafe(what, headers);
      expect([what, headers['strict-transport-security']]).toEqual([what, 'max-age=31536000']);
    }
    const plain = await new HttpClient(site.url).get('/login');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
    // Without a name the certificate may be the operator's own, and change: nobody is locked out of a LAN.
    const lan = await stage.browser().get('/login', { 'X-Forwarded-Proto': 'https' });
    expect(lan.headers['strict-transport-security']).toBeUndefined();
  });

  test('H3 every page and every route of the API, signed in and out', async () => {
    const ids = { ...absentIds(), communityId: stage.communityId, channelId: stage.channelId };
    for (const client of [stage.browser(stage.owner), stage.browser()]) {
      const paths = [
        ...(await pagePatterns()).map((pattern) => fill(pattern, ids)),
        ...apiRoutes(stage.world)
          .filter(({ method }) => method === 'GET')
          .map(({ path: route }) => fill(route, ids)),
      ];
      for (const each of paths) {
        const { headers } = await client.get(each);
        expectSafe(each, headers);
        // What is somebody's own is kept by nobody on the way.
        expect([each, headers['cache-control']]).toEqual([each, expect.stringMatching(/no-store/)]);
      }
    }
  });

  test('H3 an answer to what is no HTTP carries it too', async () => {
    for (const bytes of [
      'nonsense\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
    ]) {
      const { text } = await exchangeBytes(stage.app.port, bytes);
      expect(text).toMatch(/^HTTP\/1\.1 4(00|31) /);
      const headers = Object.fromEntries(
        text
          .split('\r\n')
          .slice(1)
          .filter(Boolean)
          .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      expectSafe(bytes.slice(0, 20), headers);
    }
  });

  test('H3 an unexpected failure carries it, names an id, and says nothing else', async () => {
    const { pool } = stage.world.db;
    await pool.query('ALTER TABLE sessions RENAME COLUMN token_hash TO canary_column');
    try {
      for (const each of ['/', '/login', '/settings', '/api/v1/me', '/login.data']) {
        const answer = await site2Get(each);
        expect([each, answer.status]).toEqual([each, 500]);
        expectSafe(each, answer.headers);
        expect(answer.body).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
        expect(answer.body).not.toMatch(
          /canary_column|token_hash|SELECT|sessions|node_modules|at .*\.ts|Prisma|postgres/i,
        );
      }
    } finally {
      await pool.query('ALTER TABLE sessions RENAME COLUMN canary_column TO token_hash');
    }
  });

  test('H3 the pages use no script, style or handler that the policy would stop', async () => {
    const browser = stage.browser(stage.owner);
    for (const each of [
      '/login',
      `/c/${stage.communityId}/${stage.channelId}`,
      `/c/${stage.communityId}/settings`,
      '/settings',
      '/no/such',
    ]) {
      const { body, headers } = await browser.get(each);
      const nonce = expectSafe(each, headers);
      for (const [tag] of body.matchAll(/<script\b[^>]*>/g))
        expect([each, tag.includes(`nonce="${nonce}"`) || /\ssrc="\//.test(tag)]).toEqual([each, true]);
      for (const [tag] of body.matchAll(/<style\b[^>]*>/g))
        expect([each, tag]).toEqual([each, expect.stringContaining(`nonce="${nonce}"`)]);
      const markup = body.replace(/<script\b[\s\S]*?<\/script>/g, '');
      expect([each, /<[^>]+\son\w+=/.exec(markup)?.[0]]).toEqual([each, undefined]);
      expect([each, /<[^>]+\sstyle="/.exec(markup)?.[0]]).toEqual([each, undefined]);
      expect([each, /(?:src|href|action)="(?:https?:)?\/\//.exec(markup)?.[0]]).toEqual([each, undefined]);
    }
  });
});

/** An app whose failures are wanted: its log is not held against it. */
let third: App | undefined;
async function site2Get(target: string) {
  third ??= await startApp({ databaseUrl: stage.world.databaseUrl });
  return new HttpClient(third.url, { session: randomUUID().replaceAll('-', '').padEnd(43, 'x') }).get(target);
}
afterAll(() => third?.stop());
