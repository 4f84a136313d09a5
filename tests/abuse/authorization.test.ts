import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../support/http-client.ts';
import { connectRaw, connectSocket } from '../support/socket-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Ids, absentIds, apiRoutes, commandInputs, commandNames, fill, pagePatterns } from './doors.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
/** Things that are there: in the community, and in its hidden channel. */
let real: Ids;
let hidden: Ids;
beforeAll(async () => {
  stage = await setStage();
  const { world, owner, communityId, channelId, hiddenId } = stage;
  const { categoryId } = await world.services.channels.createCategory(owner.ctx, { communityId, name: 'c' });
  const { code } = await world.services.invites.createInvite(owner.ctx, { communityId });
  const poll = { answers: ['CANARY 1', 'CANARY 2'], multiple: false, anonymous: false, hours: null };
  real = {
    communityId,
    channelId,
    categoryId,
    code,
    messageId: (await world.send(owner, channelId, 'CANARY open', { poll })).id,
  };
  hidden = {
    ...real,
    channelId: hiddenId,
    messageId: (await world.send(owner, hiddenId, 'CANARY hidden', { poll })).id,
  };
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

/** Everything of an answer but what differs from one request to the next. */
const bytesOf = ({ status, headers, body }: Answer) => {
  const { date: _, 'x-request-id': _id, 'content-security-policy': _csp, ...rest } = headers;
  return { status, headers: rest, body };
};
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A page repeats its own address, and has nonces and the time. */
const masked = (answer: Answer) => ({
  status: answer.status,
  location: answer.headers.location?.replace(uuid, 'ID'),
  body: answer.body.replace(uuid, 'ID').replace(/nonce="[^"]*"|"[\w+/]{22}=="|\b1\d{12}\b/g, '…'),
});

/** A body that is right in form, for a route that takes one. */
function bodyFor(path: string): object {
  if (/messages\/(delete|restore)$/.test(path)) return { messageIds: [randomUUID()] };
  if (path.endsWith('/threads/:threadId/pin')) return { pinned: true };
  const last = path.split('/').at(-1)!;
  const text = { clientId: randomUUID(), body: 'x' };
  return (
    bodies[last] ?? (path.startsWith('/api/v1/messages') ? { body: 'x' } : last === 'messages' ? text : {})
  );
}
const bodies: Record<string, object> = {
  answer: { answer: 'accepted' },
  follow: { following: true },
  forward: { channelId: randomUUID(), clientId: randomUUID() },
  lock: { locked: true },
  members: { memberIds: [randomUUID()] },
  note: { body: 'x' },
  posts: { clientId: randomUUID(), title: 'x', body: 'x' },
  tags: { tagIds: [] },
  owner: { accountId: randomUUID() },
  reactions: { emoji: '👍' },
  votes: { answer: 0 },
  reports: { reason: 'spam' },
  unread: { seq: 1 },
  ...Object.fromEntries(
    ['accept', 'clear', 'close', 'end', 'leave', 'pin', 'restore', 'thread'].map((each) => [each, {}]),
  ),
};

/** They answer with what is the viewer’s own, which changes as they go. */
const own: readonly string[] = ['bootstrap.get', 'presence.choose', 'status.set'];

describe('foreign and absent', () => {
  test('Z21 each API route answers a foreign id as one that names nothing, byte for byte', async () => {
    for (const [client, foreign] of [
      [stage.api(stage.outsider), real],
      [stage.api(stage.member), hidden],
    ] as const) {
      for (const { method, path } of apiRoutes(stage.world)) {
        if (!path.includes(':') || (foreign === hidden && path.includes(':communityId'))) continue;
        const asks = path.endsWith('reactions');
        const body = method === 'GET' || (method === 'DELETE' && !asks) ? undefined : bodyFor(path);
        const query = path.endsWith('changes')
          ? '?since=0'
          : asks && method === 'GET'
            ? `?emoji=${encodeURIComponent('👍')}`
            : path.endsWith('voters')
              ? '?answer=0'
              : '';
        const ask = async (ids: Ids) => bytesOf(await client.json(method, fill(path, ids) + query, body));
        const [there, absent] = [await ask(foreign), await ask(absentIds())];
        expect([method, path, there.status]).toEqual([method, path, 404]);
        expect([method, path, there]).toEqual([method, path, absent]);
      }
    }
  });

  test('Z21 each socket command does too', async () => {
    for (const [socket, foreign] of [
      [await stage.socket(stage.outsider), real],
      [await stage.socket(stage.member), hidden],
    ] as const) {
      for (const name of commandNames.filter((each) => !own.includes(each))) {
        // The hidden channel is in a community that its member may read.
        if (['community.read', 'search.people'].includes(name) && foreign === hidden) continue;
        // Whom one watches is named in the answer, with what strangers are told of anybody.
        const ask = async (ids: Ids) =>
          JSON.stringify(await socket.call(name, commandInputs[name](ids))).replace(uuid, 'ID');
        expect([name, await ask(foreign)]).toEqual([name, await ask(absentIds())]);
      }
      // As a reply and as a place to jump to.
      const within = { channelId: (await stage.world.community(stage.owner)).channelId };
      for (const messageId of [foreign.messageId, randomUUID()]) {
        expect(await socket.call('channel.history', { ...within, around: messageId })).toEqual({
          ok: false,
          error: { code: 'NOT_FOUND', message: 'That does not exist, or you cannot see it.' },
        });
      }
    }
  });

  test('Z21 each page and its data do too, looked at and posted to', async () => {
    for (const [browser, foreign] of [
      [stage.browser(stage.outsider), real],
      [stage.browser(stage.member), hidden],
    ] as const) {
      for (const pattern of await pagePatterns()) {
        if (!(foreign === hidden ? /:(channel|message)Id/ : /:\w+Id/).test(pattern)) continue;
        const absent =
          foreign === hidden
            ? { ...absentIds(), communityId: real.communityId, categoryId: real.categoryId }
            : absentIds();
        for (const suffix of ['', '.data']) {
          const ask = async (ids: Ids) => masked(await browser.get(fill(pattern, ids) + suffix));
          const there = await ask(foreign);
          expect([pattern, suffix, there]).toEqual([pattern, suffix, await ask(absent)]);
          expect([pattern, there.body.includes('CANARY')]).toEqual([pattern, false]);
          if (foreign === real) expect([pattern, there.status]).toEqual([pattern, 404]);
        }
        for (const intent of ['save', 'delete', 'place', 'create', 'revoke:NOSUCHCODE22', 'up']) {
          const form = {
            intent,
            name: 'Pwned',
            letter: 'P',
            colour: 'rose',
            topic: '',
            index: '0',
            lifetime: '3600',
          };
          const ask = async (ids: Ids) => masked(await browser.form(fill(pattern, ids), form));
          const there = await ask(foreign);
          expect([pattern, intent, there]).toEqual([pattern, intent, await ask(absent)]);
        }
      }
    }
    expect(await stage.world.db.prisma.channel.count({ where: { name: 'Pwned' } })).toBe(0);
    expect(await stage.world.db.prisma.community.count({ where: { name: 'Pwned' } })).toBe(0);
  });
});

describe('one channel is not another', () => {
  test('Z6 a reply to a message of another channel is refused as one to nothing, though both may be seen', async () => {
    const { world, owner } = stage;
    const { channelId: elsewhere } = await world.community(owner);
    const socket = await stage.socket(owner);
    const api = stage.api(owner);
    const ask = async (replyToId: string) => {
      const input = { clientId: randomUUID(), body: 'a reply', replyToId };
      const http = await api.json('POST', `/api/v1/channels/${elsewhere}/messages`, input);
      return [await socket.call('message.send', { channelId: elsewhere, ...input }), http.status, http.body];
    };
    const deleted = (await world.send(owner, elsewhere)).id;
    await world.services.messages.deleteMessage(owner.ctx, { messageId: deleted });
    const refused = await ask(randomUUID());
    expect(refused).toMatchObject([{ ok: false, error: { code: 'NOT_FOUND' } }, 404, expect.any(String)]);
    for (const id of [real.messageId, hidden.messageId, deleted]) expect(await ask(id)).toEqual(refused);
    expect(await world.db.prisma.message.count({ where: { channelId: elsewhere, deletedAt: null } })).toBe(0);
  });

  test('Z6 the database itself holds a reply to its channel', async () => {
    const { channelId: elsewhere } = await stage.world.community(stage.owner);
    const { id } = await stage.world.send(stage.owner, elsewhere);
    await expect(
      stage.world.db.pool.query('UPDATE messages SET reply_to_id = $1 WHERE id = $2', [real.messageId, id]),
    ).rejects.toMatchObject({ code: '23503' });
  });

  test('Z6 a retry in another channel does not answer with the message of the first', async () => {
    const { channelId: elsewhere } = await stage.world.community(stage.owner);
    const socket = await stage.socket(stage.owner);
    const clientId = randomUUID();
    await socket.call('message.send', { channelId: hidden.channelId, clientId, body: 'CANARY first' });
    const answer = await socket.call('message.send', { channelId: elsewhere, clientId, body: 'second' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });

  test('Z6 somebody else’s clientId is nobody’s key to their message', async () => {
    const clientId = randomUUID();
    await stage.world.send(stage.owner, hidden.channelId, 'CANARY mine', { clientId });
    const socket = await stage.socket(stage.member);
    expect(
      await socket.call('message.send', { channelId: real.channelId, clientId, body: 'theirs' }),
    ).toMatchObject({ ok: true, data: { body: 'theirs', author: { id: stage.member.id } } });
  });
});

describe('without a session', () => {
  test('Z7 no socket gets in, by any credential that is none', async () => {
    const headers = { 'X-Hearth-Client': '1' };
    const credentials = [
      { headers },
      { headers: { ...headers, Cookie: 'hearth=' } },
      { headers: { ...headers, Cookie: `hearth=${'A'.repeat(43)}` } },
      { headers: { ...headers, Authorization: 'Bearer ' } },
      { headers: { ...headers, Authorization: `Basic ${stage.owner.token}` } },
      { headers, auth: { token: { not: '' } } },
      { headers, auth: { token: [stage.owner.token] } },
      { headers, auth: { token: stage.owner.token.slice(0, 42) } },
      { headers, auth: { token: `${stage.owner.token} ` } },
      { headers, auth: { session: stage.owner.token, accountId: stage.owner.id } },
    ];
    for (const each of credentials) {
      await expect(
        connectSocket(stage.app.url, each as { headers: Record<string, string> }),
      ).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
    // A token of one's own in the handshake counts before a cookie that a page brought along.
    const both = {
      headers: { Origin: stage.app.url, Cookie: `hearth=${stage.owner.token}` },
      auth: { token: 'x' },
    };
    await expect(connectSocket(stage.app.url, both)).rejects.toMatchObject({
      data: { code: 'UNAUTHENTICATED' },
    });
  });

  test('Z7 every command fired before, instead of and after the refused handshake does nothing', async () => {
    const before = await stage.world.db.pool.query(
      'SELECT (SELECT max(version) FROM channels) AS version, (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM read_states) AS reads',
    );
    const socket = await connectRaw(stage.app.port, { 'X-Hearth-Client': '1' });
    const fire = () => {
      for (const [index, name] of commandNames.entries()) {
        socket.frame(`42${index}${JSON.stringify([name, commandInputs[name](real)])}`);
        socket.frame(`42/admin,${index}${JSON.stringify([name, commandInputs[name](real)])}`);
      }
    };
    socket.frame('40');
    await waitFor(() => socket.received().includes('44{'), { message: 'the refusal' });
    expect(socket.received()).toContain('UNAUTHENTICATED');
    fire();
    socket.frame('40/admin,');
    fire();
    // Its answers, if there were any, would come before this one's.
    socket.frame('40');
    await waitFor(() => socket.closed() || socket.received().split('44{').length > 2, {
      message: 'the end or a second refusal',
    });
    expect(socket.received()).not.toMatch(/43\d*\[/);
    socket.close();

    const eager = await connectRaw(stage.app.port, { 'X-Hearth-Client': '1' });
    for (const [index, name] of commandNames.entries())
      eager.frame(`42${index}${JSON.stringify([name, commandInputs[name](real)])}`);
    eager.frame('40');
    await waitFor(() => eager.closed() || eager.received().includes('44{'));
    expect(eager.received()).not.toMatch(/43\d*\[/);
    eager.close();
    const after = await stage.world.db.pool.query(
      'SELECT (SELECT max(version) FROM channels) AS version, (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM read_states) AS reads',
    );
    expect(after.rows).toEqual(before.rows);
  });

  test('Z7 pages lead to the log-in and the API answers 401, with no word of what is inside', async () => {
    const [browser, api] = [stage.browser(), stage.api()];
    for (const pattern of await pagePatterns()) {
      for (const suffix of ['', '.data']) {
        const answer = await browser.get(
          pattern === '/' && suffix ? '/_root.data' : fill(pattern, real) + suffix,
        );
        expect([
          pattern,
          answer.body.includes('CANARY'),
          answer.body.includes(stage.owner.username) && !pattern.startsWith('/invite'),
        ]).toEqual([pattern, false, false]);
        if (/^\/(c|settings|welcome|communities)\b/.test(pattern) && !suffix)
          expect([pattern, answer.headers.location]).toEqual([
            pattern,
            expect.stringMatching(/^\/login\?redirectTo=/),
          ]);
      }
    }
    for (const { method, path } of apiRoutes(stage.world).filter(({ path }) => !/log(in|out)$/.test(path))) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : bodyFor(path);
      const answer = await api.json(
        method,
        fill(path, real) + (path.endsWith('changes') ? '?since=0' : ''),
        body,
      );
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });
});

describe('what is somebody else’s', () => {
  test('a member changes neither the community, its channels, its invites nor other people’s messages', async () => {
    const browser = stage.browser(stage.member);
    const attempts: [string, Record<string, string>][] = [
      [`/c/${real.communityId}/settings`, { name: 'Pwned', letter: 'P', colour: 'rose' }],
      [`/c/${real.communityId}/channels/new`, { name: 'Pwned', topic: '' }],
      [`/c/${real.communityId}/categories/new`, { name: 'Pwned' }],
      [`/c/${real.communityId}/channels/${real.channelId}`, { intent: 'save', name: 'Pwned', topic: '' }],
      [`/c/${real.communityId}/channels/${real.channelId}`, { intent: 'delete' }],
      [`/c/${real.communityId}/channels/${real.channelId}`, { intent: 'place', index: '0' }],
      [`/c/${real.communityId}/categories/${real.categoryId}`, { intent: 'delete' }],
      [`/c/${real.communityId}/settings/invites`, { intent: `revoke:${real.code}` }],
      ['/admin/registration', { registration: 'open' }],
      ...['/admin/address', `/welcome/${real.communityId}/address`].flatMap((path) =>
        ['check', 'save'].map((intent): [string, Record<string, string>] => [
          path,
          { intent, mode: 'lan', lanName: 'pwned.local' },
        ]),
      ),
    ];
    for (const [path, form] of attempts)
      expect([path, form, (await browser.form(path, form)).status]).toEqual([
        path,
        form,
        expect.toSatisfy((status: number) => status === 403 || status === 404),
      ]);
    const socket = await stage.socket(stage.member);
    for (const [command, input] of [
      ['message.edit', { messageId: real.messageId, body: 'Pwned' }],
      ['message.delete', { messageId: real.messageId }],
    ] as const) {
      expect([command, await socket.call(command, input)]).toEqual([
        command,
        { ok: false, error: { code: 'FORBIDDEN', message: expect.any(String) } },
      ]);
    }
    const { prisma } = stage.world.db;
    expect(
      await prisma.message.count({ where: { id: real.messageId, body: 'CANARY open', deletedAt: null } }),
    ).toBe(1);
    expect(await prisma.invite.count({ where: { code: real.code, revokedAt: null } })).toBe(1);
    expect(await prisma.instance.findFirstOrThrow()).toMatchObject({
      registration: 'open',
      addressName: null,
    });
    await prisma.instance.updateMany({ data: { registration: 'invite' } });
    await browser.form('/admin/registration', { registration: 'open', membersCreateCommunities: 'on' });
    expect((await prisma.instance.findFirstOrThrow()).registration).toBe('invite');
  });

  test('members see one another without addresses, networks and sessions', async () => {
    const email = 'canary@example.org';
    await stage.world.db.prisma.account.update({
      where: { id: stage.owner.id },
      data: { email, emailKey: email },
    });
    const pages = await Promise.all(
      [
        `/c/${real.communityId}/members`,
        `/c/${real.communityId}/members.data`,
        `/c/${real.communityId}/${real.channelId}`,
        `/c/${real.communityId}/settings`,
      ].map((path) => stage.browser(stage.member).get(path)),
    );
    const lists = await Promise.all(
      ['bootstrap', `communities/${real.communityId}/members`, `channels/${real.channelId}/messages`].map(
        (path) => stage.api(stage.member).get(`/api/v1/${path}`),
      ),
    );
    for (const { body, status } of [...pages, ...lists])
      expect([
        status,
        body.includes(email),
        body.includes(stage.owner.ctx.network),
        body.includes('argon2'),
      ]).toEqual([200, false, false, false]);
  });
});
