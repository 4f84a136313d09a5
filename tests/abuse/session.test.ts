import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HttpClient } from '../support/http-client.ts';
import { Refused, type SocketClient, asBrowser, connectSocket } from '../support/socket-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Person, testPassword } from '../support/world.ts';
import { type Stage, setStage } from './stage.ts';

// One app that is both sites: a request is https when the trusted proxy, which is this test, says so.
let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ HEARTH_TRUST_PROXY: 'loopback', HEARTH_LOGIN_FAILURES: '1000' });
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

interface Site {
  name: string;
  cookie: string;
  secure: boolean;
  /** A browser of this site with these cookies. */
  browser: (cookies?: Record<string, string>) => HttpClient;
}

const httpsHeaders = () => ({
  'X-Forwarded-Proto': 'https',
  Origin: stage.app.url.replace('http:', 'https:'),
});
const sites: Site[] = [false, true].map((secure) => ({
  name: secure ? 'https' : 'http',
  cookie: secure ? '__Host-hearth' : 'hearth',
  secure,
  browser: (cookies = {}) => {
    const client = new HttpClient(stage.app.url, secure ? { headers: httpsHeaders() } : {});
    for (const [name, value] of Object.entries(cookies)) client.cookies.set(name, value);
    return client;
  },
}));

const logIn = (browser: HttpClient, person: Person, password = testPassword) =>
  browser.form('/login', { login: person.username, password });
const statusOfMe = async (browser: HttpClient): Promise<number> => (await browser.get('/api/v1/me')).status;
const sessionsOf = (person: Person) =>
  stage.world.db.prisma.session.count({ where: { accountId: person.id } });

test('a page that means another account than its cookie is refused, and does nothing', async () => {
  const { owner, member, channelId, world } = stage;
  const browser = new HttpClient(stage.app.url, { session: owner.token, headers: { Origin: stage.app.url } });
  const path = `/api/v1/channels/${channelId}/messages`;
  const send = (accountId: string) =>
    browser.json(
      'POST',
      path,
      { clientId: crypto.randomUUID(), body: 'whose?' },
      { 'X-Hearth-Account': accountId },
    );
  const refused = await send(member.id);
  expect([refused.status, refused.json().error.reason]).toEqual([401, 'account.other']);
  expect((await world.services.messages.getPage(owner.ctx, { channelId })).messages).toEqual([]);
  expect((await send(owner.id)).status).toBe(200);
  browser.close();
});

describe.each(sites)('over $name', (site) => {
  let person: Person;
  beforeEach(async () => {
    person = await stage.person();
  });

  test('S1 the cookie is out of reach of scripts, other sites and other hosts, and is 256 random bits', async () => {
    const answer = await logIn(site.browser(), person);
    expect(answer.status).toBe(302);
    const [line = '', ...others] = answer.cookies;
    expect(others).toEqual([]);
    const [pair = '', ...attributes] = line.split('; ');
    expect(pair).toMatch(new RegExp(`^${site.cookie}=[\\w-]{43}$`));
    const flags = attributes.filter((attribute) => !attribute.startsWith('Expires=')).sort();
    expect(flags).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', ...(site.secure ? ['Secure'] : [])].sort());
  });

  test('S1 the database keeps the hash of a token, never the token', async () => {
    const browser = site.browser();
    await logIn(browser, person);
    const token = browser.cookies.get(site.cookie) ?? '';
    const tokenHash = createHash('sha256').update(token).digest();
    expect(await stage.world.db.prisma.session.count({ where: { accountId: person.id, tokenHash } })).toBe(1);
    const { rows } = await stage.world.db.pool.query(
      'SELECT count(*)::int AS n FROM sessions s WHERE s::text LIKE $1',
      [`%${token}%`],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('S1 a cookie of the other site is no key here', async () => {
    const other = sites.find(({ name }) => name !== site.name)!;
    const wrong = site.browser({ [other.cookie]: person.token });
    expect(await statusOfMe(wrong)).toBe(401);
    expect(await statusOfMe(site.browser({ [site.cookie]: person.token }))).toBe(200);
  });

  test('S2 a log-in never adopts an id that was planted', async () => {
    const planted = 'A'.repeat(43);
    const browser = site.browser({ [site.cookie]: planted });
    await logIn(browser, person);
    expect(browser.cookies.get(site.cookie)).not.toBe(planted);
    expect(await statusOfMe(site.browser({ [site.cookie]: planted }))).toBe(401);
  });

  test('S2 a log-in changes the id, and the one before is dead', async () => {
    const browser = site.browser();
    await logIn(browser, person);
    const first = browser.cookies.get(site.cookie) ?? '';
    await logIn(browser, person);
    const second = browser.cookies.get(site.cookie) ?? '';
    expect(second).not.toBe(first);
    expect(await statusOfMe(site.browser({ [site.cookie]: first }))).toBe(401);
    expect(await statusOfMe(browser)).toBe(200);
  });

  test('S2 signing in as somebody else leaves no way back into the account before', async () => {
    const browser = site.browser();
    await logIn(browser, person);
    const first = browser.cookies.get(site.cookie) ?? '';
    await logIn(browser, await stage.person());
    expect(await statusOfMe(site.browser({ [site.cookie]: first }))).toBe(401);
  });

  test('S3 after a log-out its cookie opens neither pages nor API nor sockets, and open sockets end within a second', async () => {
    const browser = site.browser();
    await logIn(browser, person);
    const token = browser.cookies.get(site.cookie) ?? '';
    const headers = {
      ...(site.secure ? httpsHeaders() : { Origin: stage.app.url }),
      Cookie: `${site.cookie}=${token}`,
    };
    const open = await Promise.all(
      (['websocket', 'polling'] as const).map((transport) =>
        connectSocket(stage.app.url, { headers, transports: [transport] }),
      ),
    );
    const out = await browser.form('/logout', {});
    expect(out.cookies.join()).toMatch(new RegExp(`^${site.cookie}=; Path=/; Expires=Thu, 01 Jan 1970`));
    await waitFor(() => open.every((socket) => socket.ended()), {
      timeout: 1000,
      message: 'both sockets to end',
    });
    for (const socket of open) expect(socket.heard.at(-1)?.name).toBe('session.ended');

    const replay = site.browser({ [site.cookie]: token });
    expect(await statusOfMe(replay)).toBe(401);
    expect((await replay.get('/settings')).headers.location).toBe('/login?redirectTo=%2Fsettings');
    expect((await replay.get('/settings.data')).body).not.toContain(person.username);
    await expect(connectSocket(stage.app.url, { headers })).rejects.toMatchObject({
      data: { code: 'UNAUTHENTICATED' },
    });
  });
});

describe('ending other sessions', () => {
  let person: Person;
  let devices: { bearer: string; cookie: string; socket: SocketClient };
  beforeEach(async () => {
    person = await stage.person();
    const login = await stage
      .api()
      .json('POST', '/api/v1/login', { login: person.username, password: testPassword });
    devices = { bearer: login.json().token, cookie: person.token, socket: await stage.socket(person) };
  });
  const newPassword = 'another battery staple';

  test('S4 a change of password ends every session and token, and the page goes on with a new one', async () => {
    const browser = sites[0]!.browser();
    await logIn(browser, person);
    const before = browser.cookies.get('hearth');
    const answer = await browser.form('/settings?index', { currentPassword: testPassword, newPassword });
    expect(answer.headers.location).toBe('/settings?changed');
    await waitFor(() => devices.socket.ended(), { timeout: 1000, message: 'the socket to end' });

    expect(browser.cookies.get('hearth')).not.toBe(before);
    expect(await statusOfMe(browser)).toBe(200);
    expect(await sessionsOf(person)).toBe(1);
    for (const cookie of [devices.cookie, before ?? ''])
      expect(await statusOfMe(sites[0]!.browser({ hearth: cookie }))).toBe(401);
    expect(
      (await stage.api().json('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${devices.bearer}` }))
        .status,
    ).toBe(401);
    await expect(connectSocket(stage.app.url, asBrowser(stage.app.url, devices.cookie))).rejects.toThrow(
      Refused,
    );

    expect((await logIn(sites[0]!.browser(), person)).status).toBe(401);
    expect((await logIn(sites[0]!.browser(), person, newPassword)).status).toBe(302);
  });

  test('S4 a wrong current password changes nothing and ends nothing', async () => {
    const browser = sites[0]!.browser({ hearth: person.token });
    const answer = await browser.form('/settings?index', {
      currentPassword: 'not the password',
      newPassword,
    });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain(newPassword);
    expect(await statusOfMe(browser)).toBe(200);
    expect(devices.socket.ended()).toBeUndefined();
    expect((await logIn(sites[0]!.browser(), person)).status).toBe(302);
  });

  test('S4 of changes at the same moment one password wins, and it alone opens the account', async () => {
    const wanted = Array.from({ length: 4 }, (_, n) => `a new password ${n}`);
    await Promise.all(
      wanted.map((each) =>
        sites[0]!
          .browser({ hearth: person.token })
          .form('/settings?index', { currentPassword: testPassword, newPassword: each }),
      ),
    );
    const opens = await Promise.all(
      wanted.map(async (each) => (await logIn(sites[0]!.browser(), person, each)).status),
    );
    expect(opens.filter((status) => status === 302)).toHaveLength(1);
    expect((await logIn(sites[0]!.browser(), person)).status).toBe(401);
  });

  test('a session of somebody else cannot be ended', async () => {
    const victim = await stage.world.db.prisma.session.findFirstOrThrow({
      where: { accountId: stage.owner.id },
    });
    const answer = await sites[0]!
      .browser({ hearth: person.token })
      .form('/settings/sessions', { intent: `end:${victim.id}` });
    expect(answer.status).toBe(404);
    expect(await stage.world.db.prisma.session.count({ where: { id: victim.id } })).toBe(1);
  });

  test('the token of an expired session opens nothing, though its row is still there', async () => {
    await stage.world.db.pool.query(
      `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE account_id = $1`,
      [person.id],
    );
    expect(await statusOfMe(sites[0]!.browser({ hearth: devices.cookie }))).toBe(401);
    await expect(connectSocket(stage.app.url, asBrowser(stage.app.url, devices.cookie))).rejects.toThrow(
      Refused,
    );
  });

  test('a disabled account is out, whatever it holds', async () => {
    await stage.world.db.prisma.account.update({
      where: { id: person.id },
      data: { disabledAt: new Date() },
    });
    expect(await statusOfMe(sites[0]!.browser({ hearth: devices.cookie }))).toBe(401);
    expect(
      (await stage.api().json('POST', '/api/v1/login', { login: person.username, password: testPassword }))
        .status,
    ).toBe(401);
  });
});

describe('known and unknown accounts', () => {
  const attempt = (login: string) =>
    stage.api().json('POST', '/api/v1/login', { login, password: 'not the password' });

  test('S14 answer with the same status, headers and body', async () => {
    const { username } = await stage.person();
    const [known, unknown, mail] = await Promise.all([
      attempt(username),
      attempt('nobody-here'),
      attempt('nobody@example.org'),
    ]);
    const shape = ({ status, headers, body }: typeof known) => ({
      status,
      body,
      names: Object.keys(headers).sort(),
    });
    expect(known.status).toBe(401);
    expect(shape(unknown)).toEqual(shape(known));
    expect(shape(mail)).toEqual(shape(known));
    const page = async (login: string) =>
      (await stage.browser().form('/login', { login, password: 'x' })).body
        .replaceAll(login, '…')
        .replace(/[\w+/]{22}==|[0-9a-f-]{36}/g, '…');
    expect(await page('nobody-here')).toBe(await page(username));
  });

  test('S14 take the same time', async () => {
    const { username } = await stage.person();
    const known: number[] = [];
    const unknown: number[] = [];
    const time = async (login: string) => {
      const start = performance.now();
      await attempt(login);
      return performance.now() - start;
    };
    // In turn, so that a busy moment of the machine falls on both.
    for (let round = 0; round < 9; round += 1) {
      known.push(await time(username));
      unknown.push(await time(`nobody-${round}`));
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[4]!;
    // Without the hash's work an unknown name would answer in a twentieth of the time.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
    expect(median(unknown) / median(known)).toBeLessThan(2);
  });
});
