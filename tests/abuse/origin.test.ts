import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeBytes } from '../support/http-client.ts';
import { Refused, connectSocket } from '../support/socket-client.ts';
import { absentIds, apiRoutes, fill, pagePatterns } from './doors.ts';
import { type Edge, startEdge } from './edge.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let edge: Edge;
const publicOrigin = 'https://chat.example.org';

beforeAll(async () => {
  stage = await setStage();
  edge = await startEdge('chat.example.org');
});
afterAll(async () => {
  stage.expectCalm();
  await edge.close();
  await stage.close();
});

const foreignOrigins = () => {
  const { port } = new URL(stage.app.url);
  return [
    'https://evil.example',
    'null',
    `http://127.0.0.1:${Number(port) + 1}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://evil.example:${port}`,
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}/`,
  ];
};
const refused = 'This was sent from another page than this one.';

describe('mutations over HTTP', () => {
  test('C1 every page and resource route refuses a POST of a foreign, null or missing Origin', async () => {
    const [browser, visitor] = [stage.browser(stage.owner), stage.browser()];
    const ids = { ...absentIds(), communityId: stage.communityId, channelId: stage.channelId };
    const patterns = await pagePatterns();
    expect(patterns.length).toBeGreaterThan(15);
    for (const pattern of patterns) {
      const path = fill(pattern, ids);
      const data = path === '/' ? '/_root.data' : `${path}.data`;
      for (const target of [path, data, `${path}?index`]) {
        for (const origin of ['https://evil.example', 'null', '']) {
          const answer = await browser.form(target, { intent: 'delete', name: 'pwned' }, { Origin: origin });
          expect([target, origin, answer.status]).toEqual([target, origin, 403]);
          expect(answer.body).toContain(refused);
        }
        const own = await visitor.form(target, { nothing: 'of use' });
        expect([target, own.body.includes(refused)]).toEqual([target, false]);
      }
    }
    expect(await stage.world.db.prisma.channel.count({ where: { id: stage.channelId, name: 'pwned' } })).toBe(
      0,
    );
  });

  test('C1 every spelling that is not exactly our origin is foreign', async () => {
    const browser = stage.browser(stage.owner);
    for (const origin of foreignOrigins()) {
      const answer = await browser.form('/communities/new', { name: 'X' }, { Origin: origin });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
  });

  test('C1 every API route that changes something refuses a foreign Origin, with cookie and with bearer alike', async () => {
    const [browser, api] = [stage.browser(stage.member), stage.api(stage.member)];
    const changing = apiRoutes(stage.world).filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThanOrEqual(5);
    for (const { method, path } of changing) {
      const target = fill(path, { ...absentIds(), channelId: stage.channelId });
      for (const client of [browser, api]) {
        for (const Origin of ['https://evil.example', 'null']) {
          const answer = await client.json(method, target, {}, { Origin });
          expect([target, Origin, answer.status]).toEqual([target, Origin, 403]);
          expect(answer.json()).toMatchObject({ error: { code: 'FORBIDDEN', reason: 'origin.refused' } });
        }
      }
      // A cookie alone, as a foreign form without Origin would come: a header that only our own pages can set is missing.
      const bare = await browser.json(method, target, {}, { 'X-Hearth-Client': '' });
      expect([target, bare.status]).toEqual([target, 403]);
    }
    expect((await stage.api(stage.member).get('/api/v1/me')).status).toBe(200);
  });

  test('C1 the safe methods change nothing', async () => {
    const browser = stage.browser(stage.owner);
    const before = await stage.world.db.prisma.channel.count();
    for (const path of [
      '/logout',
      '/preferences',
      `/c/${stage.communityId}/channels/new?name=x&intent=delete`,
    ]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) await browser.send(method, path);
    }
    expect(await stage.world.db.prisma.channel.count()).toBe(before);
    expect((await browser.get('/api/v1/me')).status).toBe(200);
  });

  test('C1 no preflight of a foreign page is granted', async () => {
    const browser = stage.browser(stage.owner);
    for (const path of [
      '/api/v1/me',
      `/api/v1/channels/${stage.channelId}/messages`,
      '/login',
      '/socket.io/?EIO=4&transport=polling',
    ]) {
      const answer = await browser.send('OPTIONS', path, {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'x-hearth-client,content-type',
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('C5 JSON as text/plain, as a form or without a type is refused', async () => {
    const browser = stage.browser(stage.member);
    const path = `/api/v1/channels/${stage.channelId}/messages`;
    const body = JSON.stringify({ clientId: randomUUID(), body: 'from a form' });
    for (const type of [
      'text/plain',
      'text/plain; charset=application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
      '',
    ]) {
      const answer = await browser.send('POST', path, { Origin: stage.app.url, 'Content-Type': type }, body);
      expect([type, answer.status]).toEqual([type, 415]);
    }
    for (const type of ['text/plain', 'application/json', '']) {
      const answer = await browser.send(
        'POST',
        '/communities/new',
        { Origin: stage.app.url, 'Content-Type': type },
        body,
      );
      expect([type, answer.status]).toEqual([type, 415]);
    }
    expect((await browser.json('POST', path, JSON.parse(body))).status).toBe(200);
  });

  test('C5 the API has one spelling: under another a form does not reach it, nor does anything else', async () => {
    const browser = stage.browser(stage.member);
    const form = { Origin: stage.app.url, 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const base of ['/API/v1', '/api/V1', '/Api/v1', '/api/v1/..%2fv1', '//api/v1']) {
      const path = `${base}/channels/${stage.channelId}/messages`;
      const sent = [
        await browser.send('POST', path, form, `clientId=${randomUUID()}&body=hello`),
        await browser.json('POST', path, { clientId: randomUUID(), body: 'hello' }),
      ];
      for (const { status } of sent)
        expect([path, status]).toEqual([path, expect.toBeOneOf([404, 405, 415])]);
      expect([base, (await browser.get(`${base}/me`)).status]).toEqual([base, 404]);
    }
    for (const path of ['/api/v1/ME', '/HEALTHZ', '/Readyz'])
      expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
  });
});

describe('behind a proxy', () => {
  test('C2 the public host works through a trusted proxy, on pages, API and both transports', async () => {
    const { app, browser } = await stagedBehind(edge);
    const cookie = { Cookie: `__Host-hearth=${stage.owner.token}` };
    const page = await browser.form('/preferences', { theme: 'dark' }, { Origin: publicOrigin });
    expect(page.status).toBe(302);
    const sent = await browser.json(
      'POST',
      `/api/v1/channels/${stage.channelId}/messages`,
      { clientId: randomUUID(), body: 'hello' },
      { Origin: publicOrigin, ...cookie },
    );
    expect(sent.status).toBe(200);
    for (const transport of ['websocket', 'polling'] as const) {
      const socket = await connectSocket(edge.url, {
        headers: { Origin: publicOrigin, ...cookie },
        transports: [transport],
      });
      // Counters may be quicker.
      const hello = socket.heard.find(({ name }) => name === 'hello');
      expect(hello).toMatchObject({ payload: { accountId: stage.owner.id } });
      socket.close();
    }
    await app.stop();
  });

  test('C2 what a visitor claims about the way is replaced by the proxy, and a foreign page stays foreign', async () => {
    const { app, browser } = await stagedBehind(edge);
    const spoofed = {
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-For': '9.9.9.9',
    };
    for (const Origin of [
      'https://evil.example',
      'http://chat.example.org',
      'https://chat.example.org:8443',
      edge.url,
    ]) {
      const answer = await browser.form('/preferences', { theme: 'dark' }, { Origin, ...spoofed });
      expect([Origin, answer.status]).toEqual([Origin, 403]);
      await expect(
        connectSocket(edge.url, {
          headers: { Origin, ...spoofed, Cookie: `__Host-hearth=${stage.owner.token}` },
        }),
      ).rejects.toThrow(Refused);
    }
    await app.stop();
  });

  test('C2 without a trusted proxy X-Forwarded-Host and -Proto are not believed', async () => {
    const browser = stage.browser(stage.owner);
    const { port } = new URL(stage.app.url);
    const claims = [
      { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
      { Origin: 'http://evil.example', 'X-Forwarded-Host': 'evil.example' },
      { Origin: `https://127.0.0.1:${port}`, 'X-Forwarded-Proto': 'https' },
      { Origin: `http://127.0.0.1:1`, 'X-Forwarded-Port': '1', 'X-Forwarded-Host': '127.0.0.1:1' },
      { Origin: 'https://evil.example', Forwarded: 'host=evil.example;proto=https' },
    ];
    for (const headers of claims) {
      expect((await browser.form('/preferences', { theme: 'dark' }, headers)).status).toBe(403);
      await expect(
        connectSocket(stage.app.url, {
          headers: { ...headers, Cookie: `hearth=${stage.owner.token}` } as Record<string, string>,
        }),
      ).rejects.toThrow(Refused);
    }
  });

  test('C2 a spoofed X-Forwarded-Host leaves no trace in links and redirects', async () => {
    const headers = { 'X-Forwarded-Host': 'evil.example:666', 'X-Forwarded-Proto': 'https' };
    const signedOut = await stage.browser().get('/settings', headers);
    expect(signedOut.headers.location).toBe('/login?redirectTo=%2Fsettings');
    await stage.world.services.invites.createInvite(stage.owner.ctx, { communityId: stage.communityId });
    const invites = await stage.browser(stage.owner).get(`/c/${stage.communityId}/settings/invites`, headers);
    expect(invites.body).toContain(`${stage.app.url}/invite/`);
    expect(invites.body).not.toMatch(/evil\.example|:666/);
  });
});

describe('sockets', () => {
  const cookieOf = () => ({ Cookie: `hearth=${stage.member.token}` });

  test.each(['websocket', 'polling'] as const)(
    'C3 a foreign Origin is refused on %s, cookie or bearer',
    async (transport) => {
      for (const Origin of foreignOrigins()) {
        for (const credentials of [cookieOf(), { Authorization: `Bearer ${stage.member.token}` }]) {
          const headers = { Origin, ...credentials };
          await expect(connectSocket(stage.app.url, { headers, transports: [transport] })).rejects.toThrow(
            Refused,
          );
          await expect(
            connectSocket(stage.app.url, {
              headers,
              transports: [transport],
              auth: { token: stage.member.token },
            }),
          ).rejects.toThrow(Refused);
        }
      }
    },
  );

  test.each(['websocket', 'polling'] as const)(
    'C3 a missing Origin needs a bearer or our header on %s',
    async (transport) => {
      const transports = [transport];
      await expect(connectSocket(stage.app.url, { headers: cookieOf(), transports })).rejects.toThrow(
        Refused,
      );
      await expect(
        connectSocket(stage.app.url, { headers: { ...cookieOf(), 'X-Hearth-Client': '0' }, transports }),
      ).rejects.toThrow(Refused);
      for (const headers of [
        { ...cookieOf(), 'X-Hearth-Client': '1' },
        { Authorization: `Bearer ${stage.member.token}` },
      ]) {
        const socket = await connectSocket(stage.app.url, {
          headers: headers as Record<string, string>,
          transports,
        });
        expect(socket.heard[0]?.payload).toMatchObject({ accountId: stage.member.id });
        socket.close();
      }
    },
  );

  test('C3 our own origin works on both transports', async () => {
    for (const transport of ['websocket', 'polling'] as const) {
      const socket = await connectSocket(stage.app.url, {
        headers: { Origin: stage.app.url, ...cookieOf() },
        transports: [transport],
      });
      socket.close();
    }
  });

  describe('a connection that is open', () => {
    const polling = '/socket.io/?EIO=4&transport=polling';
    const open = async (person = stage.member) => {
      const own = { Origin: stage.app.url, Cookie: `hearth=${person.token}` };
      const opened = await stage.browser().get(polling, own);
      const sid = /"sid":"([^"]+)"/.exec(opened.body)![1]!;
      const path = `${polling}&sid=${sid}`;
      const come = await stage.browser().send('POST', path, { ...own, 'Content-Type': 'text/plain' }, '40');
      expect([opened.status, come.status]).toEqual([200, 200]);
      return { own, sid, path };
    };
    /** Who comes with the id of the connection, and what of the rest. */
    const intruders = (own: { Origin: string; Cookie: string }): [string, Record<string, string>][] => [
      ['a foreign page with the cookie', { ...own, Origin: 'https://evil.example' }],
      ['a foreign frame with the cookie', { ...own, Origin: 'null' }],
      ['the cookie and no Origin', { Cookie: own.Cookie }],
      ['nobody', { Origin: own.Origin }],
      ['a session that is none', { Origin: own.Origin, Cookie: `hearth=${'A'.repeat(43)}` }],
      ['somebody else', { Origin: own.Origin, Cookie: `hearth=${stage.owner.token}` }],
      ['somebody else’s program', { Authorization: `Bearer ${stage.owner.token}` }],
    ];

    test('C3 is polled, written to and upgraded by whom opened it alone', async () => {
      const { own, sid, path } = await open();
      for (const [who, headers] of intruders(own)) {
        const polled = await stage.browser().get(path, headers);
        expect([who, polled.status]).toEqual([who, 403]);
        expect(polled.body).not.toContain('hello');
        const type = { 'Content-Type': 'text/plain' };
        const written = await stage.browser().send('POST', path, { ...headers, ...type }, '41');
        expect([who, written.status]).toEqual([who, 403]);
        const upgraded = await upgrade(`/socket.io/?EIO=4&transport=websocket&sid=${sid}`, headers);
        expect([who, upgraded.split('\r\n')[0]]).toEqual([who, 'HTTP/1.1 403 Forbidden']);
      }
      const polled = await stage.browser().get(path, own);
      expect([polled.status, polled.body]).toEqual([200, expect.stringMatching(/^40\{"sid"/)]);
      expect(await upgrade(`/socket.io/?EIO=4&transport=websocket&sid=${sid}`, own)).toMatch(
        /^HTTP\/1.1 101 /,
      );
    });

    test('C3 is not taken over by naming another connection beside it', async () => {
      const [victim, attacker] = [await open(), await open(stage.owner)];
      for (const path of [`${victim.path}&sid=${attacker.sid}`, `${attacker.path}&sid=${victim.sid}`]) {
        const { body } = await stage.browser().get(path, attacker.own);
        expect(body).not.toContain(stage.member.id);
      }
    });

    test('C3 a token in the first packet is no way into polling, where nothing would hold the rest to it', async () => {
      const headers = { 'X-Hearth-Client': '1' };
      const auth = { token: stage.member.token };
      await expect(
        connectSocket(stage.app.url, { headers, auth, transports: ['polling'] }),
      ).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
      (await connectSocket(stage.app.url, { headers, auth, transports: ['websocket'] })).close();
    });
  });

  test('C3 a refused upgrade says 403 and why, under the policy of every answer', async () => {
    const answer = await upgrade('/socket.io/?EIO=4&transport=websocket', {
      Origin: 'https://evil.example',
      Cookie: `hearth=${stage.member.token}`,
    });
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(head).toMatch(/\r\nContent-Security-Policy: default-src 'self'/);
    expect(head).toMatch(/\r\nX-Content-Type-Options: nosniff/);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'FORBIDDEN', reason: 'origin.refused' } });
  });

  test('C3 polling is refused with 403 before anything else of the handshake is looked at', async () => {
    const answer = await stage
      .browser(stage.member)
      .get('/socket.io/?EIO=4&transport=polling', { Origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('sid');
  });
});

/** Asks for a WebSocket; the answer as it came, until the other side closed or said 101. */
async function upgrade(path: string, headers: Record<string, string>): Promise<string> {
  const lines = Object.entries({
    Host: `127.0.0.1:${stage.app.port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return (await exchangeBytes(stage.app.port, `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 500)).text;
}

async function stagedBehind(proxy: Edge) {
  const { startApp } = await import('../support/app-process.ts');
  const { HttpClient } = await import('../support/http-client.ts');
  const app = await startApp({
    databaseUrl: stage.world.databaseUrl,
    env: { HEARTH_TRUST_PROXY: 'loopback', HEARTH_DOMAIN: 'chat.example.org' },
  });
  proxy.pointAt(app.port);
  return { app, browser: new HttpClient(proxy.url) };
}
