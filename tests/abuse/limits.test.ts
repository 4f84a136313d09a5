import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app-process.ts';
import { HttpClient } from '../support/http-client.ts';
import { asBrowser, connectSocket } from '../support/socket-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { testPassword } from '../support/world.ts';
import { apiRoutes, commandInputs, fill, absentIds, pagePatterns } from './doors.ts';
import { type Stage, setStage, surprises } from './stage.ts';

/** With the limits as they come, and behind a trusted proxy that names the visitors' addresses. */
let stage: Stage;
/** The same database without a proxy. */
let bare: App;
beforeAll(async () => {
  stage = await setStage({
    HEARTH_TRUST_PROXY: 'loopback',
    HEARTH_MESSAGES_PER_SECOND: '5',
    HEARTH_MESSAGES_BURST: '10',
  });
  bare = await startApp({ databaseUrl: stage.world.databaseUrl });
});
beforeEach(() => stage.world.db.pool.query('DELETE FROM rate_limits'));
afterAll(async () => {
  stage.expectCalm();
  expect(surprises(bare.logs())).toEqual([]);
  await bare.stop();
  await stage.close();
});

const tally = (statuses: number[]) =>
  Object.fromEntries(
    [...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]),
  );
const logIn = async (
  login: string,
  password: string,
  headers: Record<string, string> = {},
  url = stage.app.url,
): Promise<number> => {
  const client = new HttpClient(url);
  const { status } = await client.json('POST', '/api/v1/login', { login, password }, headers);
  client.close();
  return status;
};
const from = (address: string) => ({ 'X-Forwarded-For': address });

describe('log-ins', () => {
  test('R1 of 50 wrong passwords at the same moment exactly five are tried', async () => {
    const { username } = await stage.person();
    const statuses = await Promise.all(Array.from({ length: 50 }, () => logIn(username, 'wrong password')));
    expect(tally(statuses)).toEqual({ 401: 5, 429: 45 });
    // Neither does the right one pass now: otherwise the limit would only slow the answer.
    expect(await logIn(username, testPassword)).toBe(429);
  });

  test('R1 the limit is the account’s, however its name is spelt, and its e-mail address is no second one', async () => {
    const person = await stage.person(`Olga${randomUUID().slice(0, 6)}`);
    const email = `${person.username.toLowerCase()}@example.org`;
    await stage.world.db.prisma.account.update({
      where: { id: person.id },
      data: { email, emailKey: email },
    });
    const spellings = [
      person.username,
      person.username.toUpperCase(),
      person.username.replace('O', 'О'),
      person.username.replace('O', '0'),
      ` ${person.username} `,
      `Ｏ${person.username.slice(1)}`,
      email,
      email.toUpperCase(),
      ` ${email}`,
    ];
    const statuses = await Promise.all(
      Array.from({ length: 45 }, (_, n) => logIn(spellings[n % spellings.length]!, 'wrong password')),
    );
    // Five by the name, and five by the address of which none is looked at: it says nothing of whose it is.
    expect(tally(statuses)).toEqual({ 401: 10, 429: 35 });
    await stage.world.db.pool.query('DELETE FROM rate_limits');
    const spent = await Promise.all(
      Array.from({ length: 5 }, () => logIn(person.username, 'wrong password')),
    );
    expect([tally(spent), await logIn(email, testPassword)]).toEqual([{ 401: 5 }, 401]);
  });

  test('R1 pages, API and a change of password from one session count exactly too', async () => {
    const person = await stage.person();
    const page = await Promise.all(
      Array.from({ length: 20 }, () =>
        stage.browser().form('/login', { login: person.username, password: 'wrong' }),
      ),
    );
    expect(tally(page.map(({ status }) => status))).toEqual({ 401: 5, 429: 15 });
    const { headers, body } = await stage
      .api()
      .json('POST', '/api/v1/login', { login: person.username, password: 'wrong' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(60);
    expect(JSON.parse(body)).toMatchObject({
      error: { code: 'RATE_LIMITED', retryAfter: Number(headers['retry-after']) },
    });
    const change = await Promise.all(
      Array.from({ length: 20 }, () =>
        stage
          .browser(person)
          .form('/settings?index', { currentPassword: 'wrong', newPassword: 'another battery staple' }),
      ),
    );
    expect(tally(change.map(({ status }) => status))).toEqual({ 400: 5, 429: 15 });
  });

  test('R1 success counts nothing: somebody signs in again and again', async () => {
    const { username } = await stage.person();
    for (let round = 0; round < 7; round += 1) expect(await logIn(username, testPassword)).toBe(200);
  });

  test('R2 a new X-Forwarded-For for each guess is one visitor to an app that trusts no proxy', async () => {
    const { username } = await stage.person();
    const forged = (n: number) => ({
      'X-Forwarded-For': `203.0.113.${n}`,
      'X-Real-IP': `203.0.113.${n}`,
      Forwarded: `for=203.0.113.${n}`,
      'CF-Connecting-IP': `203.0.113.${n}`,
      'True-Client-IP': `203.0.113.${n}`,
    });
    const statuses = await Promise.all(
      Array.from({ length: 30 }, (_, n) => logIn(username, 'wrong password', forged(n), bare.url)),
    );
    expect(tally(statuses)).toEqual({ 401: 5, 429: 25 });
  });

  test('R2 behind a trusted proxy what the visitor wrote before its entry counts for nothing', async () => {
    const { username } = await stage.person();
    const statuses = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        logIn(username, 'wrong password', from(`198.51.100.${n}, 10.9.8.${n}, 203.0.113.77`)),
      ),
    );
    expect(tally(statuses)).toEqual({ 401: 5, 429: 25 });
  });

  test('R2 addresses within one IPv6 /64, and one IPv4 in two notations, are one visitor', async () => {
    const { username } = await stage.person();
    const within = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        logIn(username, 'wrong password', from(`2001:db8:0:7::${n.toString(16)}`)),
      ),
    );
    expect(tally(within)).toEqual({ 401: 5, 429: 7 });
    const mapped = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        logIn(username, 'wrong password', from(n % 2 ? '192.0.2.5' : '::ffff:192.0.2.5')),
      ),
    );
    expect(tally(mapped)).toEqual({ 401: 5, 429: 7 });
  });

  test('R4 an attacker elsewhere does not lock a person out, nor do neighbours behind one address', async () => {
    const victim = await stage.person();
    await Promise.all(
      Array.from({ length: 10 }, () => logIn(victim.username, 'wrong password', from('198.51.100.66'))),
    );
    expect(await logIn(victim.username, testPassword, from('203.0.113.10'))).toBe(200);
    const neighbours = await Promise.all(Array.from({ length: 12 }, () => stage.person()));
    await Promise.all(
      neighbours.map(({ username }) => logIn(username, 'a typing mistake', from('203.0.113.20'))),
    );
    const statuses = await Promise.all(
      neighbours.map(({ username }) => logIn(username, testPassword, from('203.0.113.20'))),
    );
    expect(tally(statuses)).toEqual({ 200: 12 });
  });

  test('R4 nor does an attacker behind one address lock out those who are signed in there', async () => {
    const strict = await startApp({
      databaseUrl: stage.world.databaseUrl,
      env: { HEARTH_TRUST_PROXY: 'loopback', HEARTH_NETWORK_LOGIN_FAILURES: '10' },
    });
    const [neighbour, elsewhere] = [await stage.person(), await stage.person()];
    const shared = '203.0.113.30';
    await stage.world.db.prisma.session.updateMany({
      where: { accountId: neighbour.id },
      data: { network: shared },
    });
    const attempt = (login: string, password: string, address = shared) =>
      logIn(login, password, from(address), strict.url);
    const attack = await Promise.all(Array.from({ length: 30 }, (_, n) => attempt(`made-up-${n}`, 'wrong')));
    expect(tally(attack)).toEqual({ 401: 10, 429: 20 });
    expect(await attempt(neighbour.username, testPassword)).toBe(200);
    const refused = [attempt(neighbour.username, 'wrong'), attempt(elsewhere.username, testPassword)];
    expect(tally(await Promise.all(refused))).toEqual({ 429: 2 });
    expect(await attempt(elsewhere.username, testPassword, '203.0.113.31')).toBe(200);
    await strict.stop();
  });

  test(
    'S17 a storm of 100 log-ins leaves memory bounded and the chat quick',
    { timeout: 90_000 },
    async () => {
      const storm = await startApp({
        databaseUrl: stage.world.databaseUrl,
        env: {
          HEARTH_MESSAGES_PER_SECOND: '100000',
          HEARTH_MESSAGES_BURST: '100000',
          HEARTH_NETWORK_LOGIN_FAILURES: '10000',
        },
      });
      const socket = await connectSocket(storm.url, asBrowser(storm.url, stage.member.token));
      const send = async () => {
        const start = performance.now();
        const answer = await socket.call('message.send', {
          channelId: stage.channelId,
          clientId: randomUUID(),
          body: 'still quick?',
        });
        expect(answer.ok).toBe(true);
        return performance.now() - start;
      };
      for (let warm = 0; warm < 20; warm += 1) await send();
      const before = residentMb(storm.pid);
      let peak = before;
      let over = false;
      const began = performance.now();
      const logins = Promise.all(
        Array.from({ length: 100 }, (_, n) => logIn(`storm-${n}`, 'wrong password', {}, storm.url)),
      ).finally(() => (over = true));
      const times: number[] = [];
      while (!over || times.length < 100) {
        times.push(await send());
        await sleep(10); // a person's rhythm would be slower still; without it the test itself would be the load
        if (times.length % 5 === 0) peak = Math.max(peak, residentMb(storm.pid));
      }
      expect(tally(await logins)).toEqual({ 401: 100 });
      // The storm was one: it went on while messages were sent, not before or after them.
      expect(performance.now() - began).toBeGreaterThan(1000);
      times.sort((a, b) => a - b);
      expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(500);
      // Two hashes of 64 MiB at a time; a hundred would take six gigabytes.
      expect(peak - before).toBeLessThan(300);
      socket.close();
      await storm.stop();
    },
  );
});

const residentMb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

describe('bodies', () => {
  test('R5 a body of 100 MB is refused at its head, by every page, route, file and the sockets’ door', async () => {
    const paths = [
      ...(await pagePatterns()).map((pattern) => fill(pattern, absentIds())),
      ...apiRoutes(stage.world).map(({ path }) => fill(path, absentIds())),
      '/assets/x.js',
      '/favicon.svg',
      '/no/such',
      '/login.data',
    ];
    const length = { 'Content-Length': String(100 * 1024 * 1024) };
    for (const path of new Set(paths)) {
      for (const [method, type] of [
        ['POST', 'application/json'],
        ['POST', 'multipart/form-data; boundary=x'],
        ['PUT', 'text/plain'],
        ['GET', 'text/plain'],
      ] as const) {
        const head = [
          `${method} ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${stage.app.port}`,
          `Origin: ${stage.app.url}`,
          `Content-Type: ${type}`,
          `Content-Length: ${length['Content-Length']}`,
        ];
        const { status, closed } = await firstLine(head.join('\r\n'));
        expect([method, path, status, closed]).toEqual([method, path, 413, true]);
      }
    }
  });

  test('R5 who sends on all the same is cut off, and costs no memory', async () => {
    const before = residentMb(stage.app.pid);
    const sent = await Promise.all(
      Array.from({ length: 5 }, () =>
        pour(
          `POST /login HTTP/1.1\r\nHost: 127.0.0.1:${stage.app.port}\r\nOrigin: ${stage.app.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 104857600\r\n\r\n`,
        ),
      ),
    );
    // What fits into the buffers of both ends is gone before the answer is there.
    for (const megabytes of sent) expect(megabytes).toBeLessThan(50);
    expect(residentMb(stage.app.pid) - before).toBeLessThan(100);
  });

  test('R5 a body without a length, and one longer than it says, end there', async () => {
    const chunked = await firstLine(
      `POST /login HTTP/1.1\r\nHost: 127.0.0.1:${stage.app.port}\r\nOrigin: ${stage.app.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked`,
    );
    expect(chunked).toEqual({ status: 411, closed: true });
  });

  test('R5 polling takes no more than a frame of a socket either', async () => {
    const browser = stage.browser(stage.member);
    const headers = { Origin: stage.app.url };
    const opened = await browser.get('/socket.io/?EIO=4&transport=polling', headers);
    const sid = /"sid":"([^"]+)"/.exec(opened.body)?.[1];
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    expect(
      (await browser.send('POST', path, { ...headers, 'Content-Type': 'text/plain' }, '40')).status,
    ).toBe(200);
    const outcome = await browser
      .send(
        'POST',
        path,
        { ...headers, 'Content-Type': 'text/plain' },
        `42["message.send","${'x'.repeat(1_000_000)}"]`,
      )
      .then(
        ({ status }) => status,
        () => 413,
      );
    expect(outcome).toBe(413);
  });
});

describe('floods by members', () => {
  const burst = 10;

  test('messages, edits and undos share one pace, over sockets and the API alike', async () => {
    const person = await stage.person();
    await stage.world.join(person, stage.communityId);
    const socket = await stage.socket(person);
    const api = stage.api(person);
    const first = await socket.call(
      'message.send',
      commandInputs['message.send']({ ...absentIds(), channelId: stage.channelId }),
    );
    const { id } = first.data;
    const codes = await Promise.all(
      Array.from({ length: 45 }, async (_, n) => {
        if (n % 3 === 0)
          return (
            await socket.call('message.send', {
              channelId: stage.channelId,
              clientId: randomUUID(),
              body: 'flood',
            })
          ).error?.code;
        if (n % 3 === 1)
          return (await socket.call('message.edit', { messageId: id, body: `flood ${n}` })).error?.code;
        return (await api.json('PATCH', `/api/v1/messages/${id}`, { body: `flood ${n}` })).json().error
          ?.code as string | undefined;
      }),
    );
    const done = codes.filter((code) => code === undefined).length;
    expect(done).toBeGreaterThanOrEqual(burst - 1);
    // Five more a second come back while the storm lasts.
    expect(done).toBeLessThanOrEqual(burst + 10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(45 - done);
  });

  test('a limit on messages counts the person, not the window', async () => {
    const person = await stage.person();
    await stage.world.join(person, stage.communityId);
    const windows = await Promise.all(Array.from({ length: 8 }, () => stage.socket(person)));
    const answers = await Promise.all(
      windows.flatMap((socket) =>
        Array.from({ length: 5 }, () =>
          socket.call('message.send', { channelId: stage.channelId, clientId: randomUUID(), body: 'flood' }),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(burst + 10);
  });

  test('commands have a limit that more windows do not raise', async () => {
    const person = await stage.person();
    await stage.world.join(person, stage.communityId);
    const windows = await Promise.all(Array.from({ length: 5 }, () => stage.socket(person)));
    const answers = await Promise.all(
      windows.flatMap((socket) =>
        Array.from({ length: 120 }, () => socket.call('channel.unsubscribe', { channelIds: [] })),
      ),
    );
    const refused = answers.filter(({ error }) => error?.code === 'RATE_LIMITED');
    // 200 at once and 50 a second.
    expect(answers.length - refused.length).toBeLessThan(420);
    expect(refused[0]?.error).toMatchObject({ retryAfter: expect.any(Number) });
  });

  test('R5 who goes on all the same is cut off, and their other windows are not', async () => {
    const person = await stage.person();
    const [flood, quiet] = [await stage.socket(person), await stage.socket(person)];
    for (let n = 0; n < 2000; n += 1) flood.socket.emit('channel.unsubscribe', { channelIds: [] });
    await waitFor(() => flood.ended(), { message: 'the flood to be cut off' });
    expect(quiet.ended()).toBeUndefined();
    await waitFor(async () => (await quiet.call('channel.unsubscribe', { channelIds: [] })).ok);
  });

  test('R5 requests to the API and commands share one pace, which the next person does not feel', async () => {
    const [person, other] = [await stage.person(), await stage.person()];
    const [api, socket] = [stage.api(person), await stage.socket(person)];
    const began = performance.now();
    const [answers, acks] = await Promise.all([
      Promise.all(Array.from({ length: 450 }, () => api.get('/api/v1/me'))),
      Promise.all(Array.from({ length: 150 }, () => socket.call('channel.unsubscribe', { channelIds: [] }))),
    ]);
    const seconds = (performance.now() - began) / 1000;
    const refused = answers.filter(({ status }) => status === 429);
    const granted = answers.length - refused.length + acks.filter(({ ok }) => ok).length;
    expect(granted).toBeGreaterThanOrEqual(199);
    expect(granted).toBeLessThanOrEqual(201 + 50 * seconds);
    expect(refused[0]!.headers['retry-after']).toBe('1');
    expect(refused[0]!.json()).toMatchObject({ error: { code: 'RATE_LIMITED', retryAfter: 1 } });
    expect((await stage.api(other).get('/api/v1/me')).status).toBe(200);
  });

  test('R5 forms of pages are paced more strictly', async () => {
    const browser = stage.browser(await stage.person());
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => browser.form('/preferences', { theme: 'dark' })),
    );
    const seconds = (performance.now() - began) / 1000;
    const { 302: done, 429: refused, ...others } = tally(answers.map(({ status }) => status));
    expect(others).toEqual({});
    expect(done).toBeGreaterThanOrEqual(19);
    expect(done).toBeLessThanOrEqual(21 + 5 * seconds);
    expect(refused).toBe(60 - done!);
  });

  test('R5 strangers are paced by their network, which the next network does not feel', async () => {
    const visitor = stage.browser();
    const ask = (address: string) => visitor.get('/api/v1/me', from(address));
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 1500 }, () => ask('203.0.113.90')));
    const other = await ask('203.0.113.91');
    const seconds = (performance.now() - began) / 1000;
    const { 401: answered, ...refused } = tally(answers.map(({ status }) => status));
    expect(Object.keys(refused)).toEqual(['429']);
    expect(answered).toBeLessThanOrEqual(801 + 200 * seconds);
    expect(other.status).toBe(401);
    // Who is signed in is not counted with the strangers around them.
    expect(
      (await stage.api(stage.member).json('GET', '/api/v1/me', undefined, from('203.0.113.90'))).status,
    ).toBe(200);
  });

  test('a hundred notes of typing make a few', async () => {
    const person = await stage.person();
    await stage.world.join(person, stage.communityId);
    const [listener, writer] = [await stage.socket(stage.owner), await stage.socket(person)];
    await listener.call('channel.subscribe', { channelIds: [stage.channelId] });
    await Promise.all(
      Array.from({ length: 100 }, () => writer.call('channel.typing', { channelId: stage.channelId })),
    );
    const fence = (
      await writer.call('message.send', {
        channelId: stage.channelId,
        clientId: randomUUID(),
        body: 'enough',
      })
    ).data;
    await waitFor(() => listener.heard.some(({ payload }) => payload.message?.id === fence.id));
    const notes = listener.heard.filter(
      ({ name, payload }) => name === 'channel.typing' && payload.accountId === person.id,
    );
    expect(notes.length).toBeGreaterThanOrEqual(1);
    expect(notes.length).toBeLessThanOrEqual(4);
  });

  test('60 windows opened at the same moment are 50', async () => {
    const person = await stage.person();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () => connectSocket(stage.app.url, asBrowser(stage.app.url, person.token))),
    );
    const open = outcomes
      .flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      .filter((socket) => !socket.ended());
    expect(open).toHaveLength(50);
    await expect(connectSocket(stage.app.url, asBrowser(stage.app.url, person.token))).rejects.toMatchObject({
      data: { code: 'RATE_LIMITED' },
    });
    open[0]!.close();
    const again = await waitFor(() =>
      connectSocket(stage.app.url, asBrowser(stage.app.url, person.token)).catch(() => undefined),
    );
    for (const socket of [...open, again]) socket.close();
  });

  test('one socket subscribes to 50 channels and no more', async () => {
    const person = await stage.person();
    const { communityId } = await stage.world.community(person);
    const channelIds: string[] = [];
    for (let n = 0; n < 51; n += 1)
      channelIds.push(
        (
          await stage.world.services.channels.createChannel(person.ctx, {
            communityId,
            categoryId: null,
            name: `c${n}`,
          })
        ).channelId,
      );
    const socket = await stage.socket(person);
    expect(await socket.call('channel.subscribe', { channelIds })).toMatchObject({
      ok: false,
      error: { code: 'INVALID' },
    });
    expect(
      (await socket.call('channel.subscribe', { channelIds: channelIds.slice(0, 50) })).data.channelIds,
    ).toHaveLength(50);
    expect(await socket.call('channel.subscribe', { channelIds: [channelIds[50]!] })).toMatchObject({
      ok: false,
      error: { reason: 'limit.reached' },
    });
  });
});

/** Sends a request's head alone; the status that came and whether the other side then closed. */
function firstLine(head: string): Promise<{ status: number; closed: boolean }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(stage.app.port, '127.0.0.1', () => socket.write(`${head}\r\n\r\n`));
    const done = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ status: Number(text.slice(9, 12)), closed });
    };
    const timer = setTimeout(done, 3000, false);
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => done(true)).on('close', () => done(true));
  });
}

/** Sends a head and then as much as the other side takes, 100 MB at most; how many megabytes it took. */
function pour(head: string): Promise<number> {
  return new Promise((resolve) => {
    const piece = Buffer.alloc(1024 * 1024, 0x61);
    const socket = connect(stage.app.port, '127.0.0.1');
    const done = () => {
      socket.destroy();
      resolve(socket.bytesWritten / piece.length);
    };
    const more = () => {
      while (socket.bytesWritten < 100 * piece.length && socket.writable) if (!socket.write(piece)) return;
      if (socket.bytesWritten >= 100 * piece.length) done();
    };
    socket.on('drain', more).on('error', done).on('close', done);
    socket.write(head, more);
  });
}
