import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, HttpClient, exchangeBytes } from '../support/http-client.ts';
import { badRedirects, badSegments, badText, notInput, notText, xss } from '../support/hostile.ts';
import { type Ids, absentIds, apiRoutes, commandInputs, commandNames, fill, pagePatterns } from './doors.ts';
import { type Stage, setStage } from './stage.ts';

// Every page, API route and socket command of the running app, with what none of them should get.

let stage: Stage;
let ids: Ids;
beforeAll(async () => {
  stage = await setStage();
  const { categoryId } = await stage.world.services.channels.createCategory(stage.owner.ctx, {
    communityId: stage.communityId,
    name: 'c',
  });
  const { code } = await stage.world.services.invites.createInvite(stage.owner.ctx, {
    communityId: stage.communityId,
  });
  const { id: messageId } = await stage.world.send(stage.owner, stage.channelId);
  ids = { communityId: stage.communityId, channelId: stage.channelId, categoryId, messageId, code };
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const refusedAs = (answer: Answer) =>
  answer.body
    ? (answer.json() as { error?: { code: string; fields?: object; message: string } }).error
    : undefined;

describe('API', () => {
  test('S13 X8 Z22 each route refuses operators, unknown fields and __proto__ in a body', async () => {
    const person = await stage.person();
    const api = stage.api(person);
    const bodies: unknown[] = [
      { token: { not: '' } },
      { isAdmin: true, ownerId: stage.member.id },
      { constructor: { prototype: { isAdmin: true } } },
      [],
      [{}],
      'x',
      1,
      null,
      true,
    ];
    for (const { method, path } of apiRoutes(stage.world).filter(({ method }) => method !== 'GET')) {
      for (const body of bodies) {
        const answer = await api.json(method, fill(path, ids), body);
        expect([method, path, body, answer.status]).toEqual([method, path, body, 400]);
        expect(refusedAs(answer)?.code).toBe('INVALID');
      }
      const answer = await api.send(
        method,
        fill(path, ids),
        { 'X-Hearth-Client': '1', 'Content-Type': 'application/json' },
        '{"__proto__":{"isAdmin":true}}',
      );
      expect([method, path, answer.status, refusedAs(answer)?.message]).toEqual([
        method,
        path,
        400,
        expect.stringContaining('__proto__'),
      ]);
    }
    expect((await api.get('/api/v1/me')).json()).toMatchObject({ id: person.id, isAdmin: false });
  });

  test('S13 each route refuses operators in its query', async () => {
    const api = stage.api(stage.owner);
    for (const { path } of apiRoutes(stage.world).filter(({ method }) => method === 'GET')) {
      for (const query of [
        'token[not]=',
        'isAdmin=true',
        '__proto__[isAdmin]=1',
        'constructor=1',
        'before[gt]=0',
        'after=%00',
        'around=x',
      ]) {
        const answer = await api.get(`${fill(path, ids)}?${query}`);
        expect([path, query, answer.status]).toEqual([path, query, 400]);
      }
    }
  });

  test('nothing in the place of an id in a path is more than not found', async () => {
    const api = stage.api(stage.owner);
    for (const { method, path } of apiRoutes(stage.world)) {
      const [parameter] = /:\w+/.exec(path) ?? [];
      if (!parameter) continue;
      for (const segment of badSegments) {
        const body =
          method === 'GET' || method === 'DELETE' ? undefined : { clientId: randomUUID(), body: 'x' };
        const answer = await api.json(method, path.replace(parameter, segment), body);
        expect([path, segment.slice(0, 40), answer.status >= 400 && answer.status < 500]).toEqual([
          path,
          segment.slice(0, 40),
          true,
        ]);
      }
    }
  });

  test('broken JSON, deep JSON and a bomb are refused', async () => {
    const api = stage.api(stage.owner);
    const path = `/api/v1/channels/${ids.channelId}/messages`;
    const headers = { 'X-Hearth-Client': '1', 'Content-Type': 'application/json' };
    for (const body of [
      '{',
      '{"a":',
      'undefined',
      '{"a":1}}',
      '\u0000',
      '[1,',
      `${'['.repeat(100_000)}`,
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
    ]) {
      expect([body.slice(0, 20), (await api.send('POST', path, headers, body)).status]).toEqual([
        body.slice(0, 20),
        400,
      ]);
    }
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const answer = await api.send('POST', path, { ...headers, 'Content-Encoding': 'gzip' }, bomb);
    expect([bomb.length < 100_000, answer.status]).toEqual([true, 413]);
    expect((await api.send('POST', path, { ...headers, 'Content-Encoding': 'compress' }, 'x')).status).toBe(
      400,
    );
    expect(
      (await api.send('POST', path, { ...headers, 'Content-Type': 'application/json; charset=utf-7' }, '{}'))
        .status,
    ).toBe(400);
  });

  test('a route without input takes an empty body', async () => {
    const api = stage.api(stage.owner);
    const gone = await stage.world.send(stage.owner, ids.channelId);
    const headers = { 'X-Hearth-Client': '1' };
    expect((await api.send('DELETE', `/api/v1/messages/${gone.id}`, headers)).status).toBe(200);
    expect((await api.send('POST', `/api/v1/messages/${gone.id}/restore`, headers, '')).status).toBe(200);
    expect((await api.json('POST', `/api/v1/messages/${gone.id}/restore`, {})).status).toBe(200);
  });
});

describe('pages', () => {
  const fields = [
    'name',
    'topic',
    'categoryId',
    'index',
    'letter',
    'colour',
    'template',
    'login',
    'password',
    'username',
    'displayName',
    'email',
    'currentPassword',
    'newPassword',
    'code',
    'invite',
    'lifetime',
    'maxUses',
    'theme',
    'density',
    'locale',
    'redirectTo',
    'registration',
    'body',
    'clientId',
    'replyToId',
    'messageId',
    'stay',
  ];
  // What ends the stage for the tests after this one is tried with ids of nothing.
  const final = ['delete', 'end:', 'others'];
  const intents = [
    'save',
    'place',
    'category',
    'up',
    'down',
    'create',
    'revoke:',
    'claim',
    'owner',
    'community',
    'send',
    'edit',
    'restore',
    '',
    'constructor',
    '__proto__',
  ];
  const values = [
    ...badText.map((text) => text.slice(0, 9000)),
    ...xss.slice(0, 4),
    '-1',
    '1e9',
    '99999999999999999999',
    '[object Object]',
    '../../etc/passwd',
    "' OR 1=1 --",
    '$ne',
    '\u202Eevil',
    '\uFFFE',
    '💣'.repeat(300),
  ];

  test('no form makes a page fail, whatever stands in each field', async () => {
    const browser = stage.browser(stage.owner);
    const patterns = (await pagePatterns()).filter(
      (pattern) => pattern !== '/logout' && !pattern.endsWith('/leave'),
    );
    let turn = 0;
    for (const pattern of patterns) {
      for (const intent of [...intents, ...final]) {
        // Each field sees each value over the run of all pages and intents.
        const form = Object.fromEntries(fields.map((field) => [field, values[turn++ % values.length]!]));
        const path = fill(pattern, final.includes(intent) ? absentIds() : ids);
        const answer = await browser.form(turn % 2 ? path : `${path}${path === '/' ? '_root' : ''}.data`, {
          ...form,
          intent: intent + (intent.endsWith(':') ? form['code'] : ''),
        });
        expect([path, intent, answer.status < 500]).toEqual([path, intent, true]);
      }
    }
    stage.expectCalm();
  });

  test('Z22 a form with fields of power changes nothing but what it is for', async () => {
    const person = await stage.person();
    const browser = stage.browser(person);
    const power = {
      isAdmin: 'true',
      ownerId: person.id,
      accountId: stage.owner.id,
      id: stage.owner.id,
      role: 'administrator',
      permissions: 'administrator',
    };
    await browser.form('/preferences', { theme: 'dark', ...power });
    await browser.form(`/c/${ids.communityId}/settings`, {
      name: 'Pwned',
      letter: 'P',
      colour: 'rose',
      ...power,
    });
    await browser.form('/admin/registration', { registration: 'open', ...power });
    const { communityId } = await stage.world.community(stage.owner);
    const { code } = await stage.world.services.invites.createInvite(stage.owner.ctx, { communityId });
    const username = `n${randomUUID().slice(-10)}`;
    await stage
      .browser()
      .form(`/register?invite=${code}`, { username, password: 'correct horse battery', ...power });
    const made = await stage.world.db.prisma.account.findFirstOrThrow({
      where: { username },
      include: { members: { include: { roles: true } } },
    });
    expect(made).toMatchObject({ isAdmin: false, members: [{ communityId, roles: [] }] });
    expect(made.id).not.toBe(stage.owner.id);
    expect(await stage.world.db.prisma.account.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject(
      { isAdmin: false },
    );
    expect(
      await stage.world.db.prisma.community.findUniqueOrThrow({ where: { id: ids.communityId } }),
    ).toMatchObject({ name: 'Test', ownerId: stage.owner.id });
  });

  test('no address makes a page fail', async () => {
    const browser = stage.browser(stage.owner);
    for (const pattern of await pagePatterns()) {
      const [parameter] = /:\w+\??/.exec(pattern) ?? [];
      const filled = parameter
        ? badSegments.map((segment) => fill(pattern.replace(parameter, segment), ids))
        : [fill(pattern, ids)];
      for (const path of [
        ...filled,
        `${fill(pattern, ids)}?before=%00&after=x&invite=%ff&redirectTo=%00`,
        `${fill(pattern, ids)}.data?_routes=${'x'.repeat(500)}`,
      ]) {
        const answer = await browser.get(path);
        expect([path.slice(0, 120), answer.status < 500]).toEqual([path.slice(0, 120), true]);
      }
    }
  });

  test('no address outside of the pages makes the app fail or gives a file away', async () => {
    const browser = stage.browser(stage.owner);
    const paths = [
      '//[',
      '//[::',
      '/\\',
      '//',
      '/%',
      '/%00',
      '/%c0%ae%c0%ae/',
      '/.env',
      '/.git/config',
      '/package.json',
      '/../package.json',
      '/..%2fpackage.json',
      '/assets/../../server-main/main.js',
      '/assets/..%2f..%2fserver-main%2fmain.js',
      '/assets/%2e%2e/%2e%2e/server/index.js',
      '/assets',
      '/assets/',
      '//evil.example/assets',
      '/.vite/manifest.json',
      '/assets/.vite/manifest.json',
      '/__manifest',
      '/__manifest?paths=/a,/b&version=x',
      `/__manifest?paths=${'/a,'.repeat(2000)}`,
      '/api',
      '/api/',
      '/api/v1',
      '/api/v1/',
      '/api/v2/me',
      '/api/v1/../../login',
      '/socket.io',
      '/socket.io/',
      '/socket.io/?EIO=99&transport=polling',
      '/socket.io/?transport=__proto__&EIO=4',
      '/socket.io/?EIO=4&transport=polling&sid=__proto__',
      '/socket.io/?EIO=4&transport=polling&sid[]=x&sid[]=y',
      '/?_data=x',
      `/${'a/'.repeat(3000)}`,
      '*',
      'http://evil.example/',
      'http://evil.example/login',
    ];
    for (const path of paths) {
      const answer = await browser.get(path);
      expect([
        path.slice(0, 80),
        answer.status < 500,
        answer.body.includes('"dependencies"') || answer.body.includes('createServices'),
      ]).toEqual([path.slice(0, 80), true, false]);
      expect(String(answer.headers.location ?? '/')).toMatch(/^\/(?!\/)/);
    }
  });

  test('no Host header makes a page fail', async () => {
    const browser = stage.browser(stage.owner);
    for (const host of [
      '[',
      '[::1',
      'a b',
      'x:99999',
      'x:-1',
      'x:y',
      '%00',
      'evil.example/path',
      'evil.example#',
      'evil.example?',
      '@',
      'a@b',
      '\\',
      'xn--',
      'é',
      `${'a'.repeat(5000)}`,
      '127.0.0.1:80:80',
      '..',
      '::',
      '<script>',
    ]) {
      const answer = await browser.send('GET', '/login', { Host: Buffer.from(host).toString('latin1') });
      expect([host.slice(0, 40), answer.status < 500]).toEqual([host.slice(0, 40), true]);
      expect(answer.body).not.toContain('<script>pwned');
    }
  });

  test('no method makes a page fail', async () => {
    const browser = stage.browser(stage.owner);
    for (const method of [
      'OPTIONS',
      'HEAD',
      'TRACE',
      'PUT',
      'PATCH',
      'DELETE',
      'PROPFIND',
      'PURGE',
      'QUERY',
      'M-SEARCH',
    ]) {
      for (const path of [
        '/login',
        '/settings',
        `/c/${ids.communityId}`,
        '/api/v1/me',
        '/assets/x.js',
        '/healthz',
        '/no/such',
      ]) {
        const answer = await browser.send(method, path, { Origin: stage.app.url }, '');
        expect([method, path, answer.status < 500]).toEqual([method, path, true]);
        expect(answer.body).not.toContain(stage.owner.token);
      }
    }
  });

  test('X2 signing in leads nowhere else', async () => {
    const login = { login: stage.member.username, password: 'correct horse battery' };
    for (const target of badRedirects) {
      const query = `?redirectTo=${encodeURIComponent(target)}`;
      const answers = [
        await stage.browser(stage.member).get(`/login${query}`),
        await stage.browser(stage.member).get(`/register${query}`),
        await stage.browser().form('/preferences', { theme: 'dark', redirectTo: target }),
      ];
      for (const answer of answers)
        expect([
          target,
          answer.status,
          new URL(String(answer.headers.location), stage.app.url).origin,
        ]).toEqual([target, 302, stage.app.url]);
      // What a browser makes of it is what counts, after it dropped what it drops.
      for (const { headers } of answers) expect(headers.location).toMatch(/^\/(?![/\\])[^\s\\]*$/);
      expect(answers.flatMap(({ cookies }) => cookies).join()).not.toContain('planted');
    }
    const answer = await stage
      .browser()
      .form(`/login?redirectTo=${encodeURIComponent('//evil.example')}`, login);
    expect(answer.headers.location).toBe('/');
    const good = await stage
      .browser()
      .form(`/login?redirectTo=${encodeURIComponent('/settings?x=1#y')}`, login);
    expect(good.headers.location).toBe('/settings?x=1#y');
  });
});

describe('sockets', () => {
  test('S13 X8 Z22 each command refuses what is no input, and fields that nobody asked for', async () => {
    const socket = await stage.socket(stage.owner);
    for (const name of commandNames) {
      const good = commandInputs[name](ids) as Record<string, unknown>;
      // JSON has no functions, symbols and big numbers.
      const hostile = notInput.filter(
        (value) => typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint',
      );
      for (const input of [
        ...hostile,
        { ...good, isAdmin: true },
        { ...good, token: { not: '' } },
        JSON.parse('{"__proto__":{"x":1}}'),
        Buffer.from('binary'),
        { ...good, channelId: Buffer.from('x') },
      ]) {
        const answer = await socket.call(name, input);
        expect([name, input, answer]).toEqual([
          name,
          input,
          { ok: false, error: expect.objectContaining({ code: 'INVALID', fields: expect.any(Object) }) },
        ]);
      }
      for (const [field, value] of Object.entries(good)) {
        for (const wrong of [
          ...notText.filter((each) => typeof each !== typeof value && !Array.isArray(each)),
          badText[0],
          badText[1],
        ]) {
          const answer = await socket.call(name, { ...good, [field]: wrong });
          expect([name, field, answer.ok]).toEqual([name, field, false]);
        }
      }
    }
  });

  test('X11 unknown commands, names of built-in things and wrong arguments are answered, and nothing breaks', async () => {
    const socket = await stage.socket(stage.owner);
    for (const name of [
      '',
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      'message.created',
      'hello',
      'session.ended',
      'resync',
      'error',
      'message',
      'x'.repeat(10_000),
    ]) {
      expect([name.slice(0, 20), await socket.call(name, {})]).toEqual([
        name.slice(0, 20),
        { ok: false, error: expect.objectContaining({ code: 'NOT_FOUND' }) },
      ]);
    }
    expect(await socket.call('message.send')).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(await socket.call('message.send', {}, {}, [], 1, null)).toMatchObject({
      ok: false,
      error: { code: 'INVALID' },
    });
    expect(
      await socket.call('channel.history', commandInputs['channel.history'](ids), 'more', { and: 'more' }),
    ).toMatchObject({ ok: true });
  });

  test('X11 a command without an acknowledgement does its work, or does nothing', async () => {
    const socket = await stage.socket(stage.owner);
    const clientId = randomUUID();
    for (const name of [...commandNames, 'error', 'nonsense']) {
      socket.socket.emit(name);
      socket.socket.emit(name, null);
      socket.socket.emit(name, { channelId: {} });
      socket.socket.emit(name, 'a', 'b', 'c');
    }
    socket.socket.emit('message.send', {
      channelId: ids.channelId,
      clientId,
      body: 'without an acknowledgement',
    });
    expect(
      await socket.call('message.send', { channelId: ids.channelId, clientId, body: 'again' }),
    ).toMatchObject({ ok: true, data: { body: 'without an acknowledgement' } });
    expect(socket.ended()).toBeUndefined();
  });
});

describe('the protocol itself', () => {
  const raw = (lines: string[], body = '') =>
    exchangeBytes(stage.app.port, `${lines.join('\r\n')}\r\n\r\n${body}`);
  const host = () => `Host: 127.0.0.1:${stage.app.port}`;
  const origin = () => `Origin: ${stage.app.url}`;

  test('X12 two lengths, a length with chunks, and odd chunks are refused, and what follows is not taken for a request', async () => {
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    const form = 'Content-Type: application/x-www-form-urlencoded';
    const requests: string[][] = [
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked', 'Content-Length: 5'],
      ['Content-Length: 5', 'Content-Length: 6'],
      ['Content-Length: 5', 'Content-Length: 5'],
      ['Content-Length: 5, 6'],
      ['Content-Length: +5'],
      ['Content-Length: 0x5'],
      ['Content-Length: -1'],
      ['Transfer-Encoding: chunked, identity'],
      ['Transfer-Encoding: xchunked'],
      ['Transfer-Encoding: \x0bchunked'],
      ['Transfer-Encoding:chunked', 'Transfer-Encoding: identity'],
      ['Transfer-Encoding: chunked'],
    ];
    for (const headers of requests) {
      for (const method of ['POST', 'GET']) {
        const answer = await raw(
          [`${method} /login HTTP/1.1`, host(), origin(), form, ...headers],
          `0\r\n\r\n${smuggled}`,
        );
        expect([method, headers, answer.text.slice(9, 12), answer.closed]).toEqual([
          method,
          headers,
          expect.stringMatching(/^4(00|11)$/),
          true,
        ]);
        expect([headers, answer.text.includes('"status":"ok"')]).toEqual([headers, false]);
      }
    }
  });

  test('X12 a request without a Host, with two, or with a broken line is refused', async () => {
    const requests: string[][] = [
      ['GET /login HTTP/1.1'],
      ['GET /login HTTP/1.1', host(), 'Host: evil.example'],
      ['GET /login HTTP/1.1', 'Host: evil.example', host()],
      ['GET /login HTTP/1.1', host(), 'X: a\x00b'],
      ['GET /login HTTP/1.1', host(), ' folded'],
      ['GET /login HTTP/1.1', host(), 'No colon'],
      ['GET /login HTTP/1.1', host(), 'Spa ce: x'],
      ['GET /lo gin HTTP/1.1', host()],
      ['GET /login HTTP/9.9', host()],
    ];
    for (const lines of requests) {
      const { text } = await raw([...lines, 'Connection: close']);
      expect([lines, text.slice(0, 12)]).toEqual([lines, 'HTTP/1.1 400']);
    }
    const { text } = await raw(['GET /login HTTP/1.1', host(), `X: ${'a'.repeat(100_000)}`]);
    expect(text.slice(0, 12)).toBe('HTTP/1.1 431');
  });

  test('X12 a parameter or a field that comes twice is refused, not chosen from', async () => {
    const api = stage.api(stage.owner);
    expect((await api.get(`/api/v1/channels/${ids.channelId}/messages?before=1&before=2`)).status).toBe(400);
    const browser = stage.browser(stage.member);
    for (const path of [
      '/login?redirectTo=/a&redirectTo=//evil.example',
      `/c/${ids.communityId}/members?after=a&after=b`,
      '/register?invite=a&invite=b',
    ]) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 400]);
    }
    const twice: [string, string][] = [
      ['login', 'a'],
      ['login', stage.member.username],
      ['password', 'x'],
    ];
    expect((await browser.form('/login', twice)).status).toBe(400);
    const parts = ['theme', 'theme']
      .map((name) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\ndark\r\n`)
      .join('');
    const multipart = await browser.send(
      'POST',
      '/preferences',
      { Origin: stage.app.url, 'Content-Type': 'multipart/form-data; boundary=x' },
      `${parts}--x--\r\n`,
    );
    expect(multipart.status).toBe(400);
  });

  test('a file where a field should be, and broken multipart, are refused', async () => {
    const browser = stage.browser(stage.owner);
    const type = { Origin: stage.app.url, 'Content-Type': 'multipart/form-data; boundary=x' };
    const file =
      '--x\r\nContent-Disposition: form-data; name="theme"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\ndark\r\n--x--\r\n';
    for (const body of [
      file,
      '--x',
      'nonsense',
      '--x\r\n\r\n--x--\r\n',
      '--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--\r\n',
      `${'--x\r\n'.repeat(10_000)}`,
    ]) {
      expect([body.slice(0, 30), (await browser.send('POST', '/preferences', type, body)).status]).toEqual([
        body.slice(0, 30),
        400,
      ]);
    }
    expect(
      (await browser.send('POST', '/preferences', { ...type, 'Content-Type': 'multipart/form-data' }, file))
        .status,
    ).toBe(400);
  });

  test('thousands of fields, parts and cookies are read in no time', async () => {
    const browser = stage.browser(stage.owner);
    const start = performance.now();
    const fields = Array.from({ length: 20_000 }, (_, n): [string, string] => [`f${n}`, '']);
    await browser.form('/preferences', fields);
    const part = (n: number) => `--x\r\nContent-Disposition: form-data; name="f${n}"\r\n\r\n\r\n`;
    await browser.send(
      'POST',
      '/preferences',
      { Origin: stage.app.url, 'Content-Type': 'multipart/form-data; boundary=x' },
      `${Array.from({ length: 4000 }, (_, n) => part(n)).join('')}--x--\r\n`,
    );
    await browser.get('/login', { Cookie: 'a=b;'.repeat(3500) });
    await browser.get('/login', { 'Accept-Language': 'de;q=0.1,'.repeat(1500) });
    await browser.get('/login', { 'User-Agent': 'a'.repeat(15_000) });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('a client that says nothing of itself is served all the same', async () => {
  const plain = new HttpClient(stage.app.url);
  expect((await plain.get('/login', { 'User-Agent': '', Accept: '', 'Accept-Language': '' })).status).toBe(
    200,
  );
  plain.close();
});
