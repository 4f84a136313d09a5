import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpClient } from '../support/http-client.ts';
import { type Community, password, setUp } from './people.ts';
import { type Stack, startStack } from './stack.ts';

// What must not work, once more through the edge: it stands between the app and whoever lies about where they come from.

let stack: Stack;
let community: Community;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.destroy());

/** Of what the edge answers by itself. */
const ownPolicy = "default-src 'none'; frame-ancestors 'none'";
const visitor = (url = stack.url) => new HttpClient(url);
const claim = (code: string) => visitor().form('/setup', { intent: 'claim', code });

test('T2 without the code from the log nobody becomes owner', async () => {
  expect((await claim('AAAA-BBBB-CCCC')).status).toBe(403);
  const owner = { intent: 'owner', username: 'intruder', password };
  expect((await visitor().form('/setup', owner)).status).toBe(403);
  expect((await visitor().form('/register', { username: 'intruder', password })).headers.location).toBe(
    '/setup',
  );
  const { rows } = await stack.database.query('SELECT id FROM accounts', []);
  expect(rows).toEqual([]);
});

test('T1 of five set-ups at the same moment one makes the owner', async () => {
  const made = await setUp(stack, 5);
  community = made;
  expect(made.answers.filter((status) => status === 302)).toHaveLength(1);
  expect(made.answers.filter((status) => status === 409 || status === 404)).toHaveLength(4);
  const { rows } = await stack.database.query('SELECT is_admin AS "isAdmin" FROM accounts', []);
  expect(rows).toEqual([{ isAdmin: true }]);
});

test('T3 afterwards there is no set-up, and the code opens nothing', async () => {
  expect((await visitor().get('/setup')).status).toBe(404);
  expect((await claim(await stack.setupCode())).status).toBe(404);
});

test('C2 the real host works, and what a visitor says about it is ignored', async () => {
  const form = { login: community.owner.username, password };
  const evil = 'https://evil.example';
  const lies = [
    { 'X-Forwarded-Host': 'evil.example' },
    {
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example;proto=http',
    },
  ];
  for (const lie of [{}, ...lies]) {
    const own = await visitor().form('/login', form, lie);
    expect([lie, own.status]).toEqual([lie, 302]);
    // Over https whatever is claimed, so its cookie is one that only https carries.
    expect(own.cookies.join()).toMatch(/__Host-hearth=[^;]+;.*Secure/);
    const foreign = await visitor().form('/login', form, { Origin: evil, ...lie });
    expect([lie, foreign.status]).toEqual([lie, 403]);
  }
  const plain = await visitor(stack.plainUrl).form('/login', form, { 'X-Forwarded-Proto': 'https' });
  expect(plain.cookies.join()).not.toMatch(/__Host-|Secure/);
});

test('R2 whoever makes up addresses shares one limit with themselves', async () => {
  const { username } = await community.member();
  const statuses = [];
  for (let n = 1; n <= 8; n += 1) {
    const lie = {
      'X-Forwarded-For': `198.51.100.${n}`,
      'X-Real-IP': `198.51.100.${n}`,
      Forwarded: `for=198.51.100.${n}`,
    };
    statuses.push(
      (await visitor().json('POST', '/api/v1/login', { login: username, password: 'wrong' }, lie)).status,
    );
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
});

test('R5 a body of 100 MB is refused, and everybody else is served meanwhile', async () => {
  const [before] = await stack.containers('app');
  for (const path of [
    '/login',
    '/api/v1/login',
    '/setup',
    '/no/such',
    '/livekit/rtc',
    '/socket.io/?EIO=4&transport=polling',
  ]) {
    const outcome = await pour(path, 100 * 1024 * 1024);
    expect([path, outcome]).toEqual([path, expect.stringMatching(/^(4\d\d|closed)$/)]);
    expect((await visitor().get('/readyz')).status).toBe(200);
  }
  const [after] = await stack.containers('app');
  expect(after!.State.StartedAt).toBe(before!.State.StartedAt);
});

test('H3 every kind of answer carries its policy, and none promises https for ever', async () => {
  const pages = [
    '/login',
    '/settings',
    '/no/such',
    '/favicon.svg',
    '/api/v1/me',
    '/readyz',
    '/login?a=1&a=2',
    '/assets/none.js',
  ];
  for (const client of [visitor(), visitor(stack.plainUrl)]) {
    for (const path of pages) {
      const { headers } = await client.get(path);
      const policy = String(headers['content-security-policy']);
      expect([path, policy]).toEqual([
        path,
        expect.stringMatching(/script-src 'self' 'nonce-.*frame-ancestors 'none'/),
      ]);
      expect([path, headers['x-content-type-options'], headers.server]).toEqual([path, 'nosniff', undefined]);
      // The certificate is the box's own: a browser told to insist on it could be locked out.
      expect([path, headers['strict-transport-security']]).toEqual([path, undefined]);
    }
    for (const path of ['/internal/x', '/hearth-root.crt']) {
      const { headers } = await client.get(path);
      expect([
        path,
        headers['content-security-policy'],
        headers['x-content-type-options'],
        headers.server,
      ]).toEqual([path, "default-src 'none'; frame-ancestors 'none'", 'nosniff', undefined]);
    }
  }
});

test('what is between the services is nobody else’s, however it is spelt', async () => {
  const spellings = [
    ...['/internal/tls/ask?domain=x.example', '/Internal/tls/ask?domain=x.example', '//internal/tls/ask'],
    ...['/./internal/tls/ask', '/%69nternal/tls/ask', '/x/../internal/tls/ask', '/internal/livekit/webhook'],
  ];
  for (const client of [visitor(), visitor(stack.plainUrl)]) {
    for (const path of spellings) {
      for (const method of ['GET', 'POST']) {
        const { status, headers } = await client.send(method, path, { Origin: client.url });
        // The edge's own answer: the app was not even asked.
        expect([method, path, status, headers['content-security-policy']]).toEqual([
          method,
          path,
          404,
          ownPolicy,
        ]);
      }
    }
    // To the app this is a page of another name.
    expect((await client.get('/internal%2ftls/ask')).status).toBe(404);
  }
});

test('a program whose handshake does not say that it speaks HTTP is let in as well', async () => {
  const alpn = await Promise.all(
    [undefined, ['http/1.1']].map(
      (ALPNProtocols) =>
        new Promise((resolve, reject) => {
          const target = new URL('/login', stack.url);
          const options = { agent: false, ...(ALPNProtocols && { ALPNProtocols }) };
          const outgoing = request(target, options, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          });
          outgoing.on('error', reject).end();
        }),
    ),
  );
  expect(alpn).toEqual([200, 200]);
});

test('while the app is restarted everybody waits a moment, and nobody sees an error', async () => {
  let over = false;
  const comers = Array.from({ length: 4 }, async () => {
    const client = visitor();
    const statuses = [];
    while (!over) statuses.push((await client.get('/login')).status);
    client.close();
    return statuses;
  });
  for (const restart of [
    ['restart', 'app'],
    ['kill', 'app'],
    ['start', 'app'],
  ])
    await stack.compose(...restart);
  await stack.untilHealthy('app');
  over = true;
  const statuses = (await Promise.all(comers)).flat();
  expect(statuses.length).toBeGreaterThan(20);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

/** Sends a body of that size, as far as it is taken; the answer's status, or that the connection was closed. */
function pour(path: string, size: number): Promise<string> {
  const { hostname, port } = new URL(stack.url);
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': size,
    Origin: stack.url,
  };
  const chunk = Buffer.alloc(256 * 1024, 'x');
  return new Promise((resolve) => {
    const outgoing = request({ hostname, port, path, method: 'POST', headers, agent: false }, (answer) => {
      resolve(String(answer.statusCode));
      outgoing.destroy();
    });
    outgoing.on('error', () => resolve('closed'));
    let sent = 0;
    const more = () => {
      while (sent < size && !outgoing.destroyed) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', more);
      }
      outgoing.end();
    };
    more();
  });
}
