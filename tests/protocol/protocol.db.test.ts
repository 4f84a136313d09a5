import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { communityColours, communityLimits } from '#contract/communities';
import { messageLimits } from '#contract/messages';
import { pollLimits } from '#contract/polls';
import { reactionLimits } from '#contract/reactions';
import { presenceLimits } from '#contract/presence';
import { profileLimits } from '#contract/profiles';
import { allPermissions } from '#contract/permissions';
import {
  type ErrorReason,
  type FieldProblem,
  type ServerEvents,
  type SocketCommands,
  errorStatus,
} from '#contract/protocol';
import { searchLimits } from '#contract/search';
import { readConfig } from '#server/platform/config.ts';
import { bodyMax } from '#server/http/guard.ts';
import { type TestGateway, startGateway } from '../support/gateway.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';
import { Examples, packetOf } from './examples.ts';
import { type HttpRequest, stepsOf, tableOf } from './page.ts';
import { type Wire, openWire } from './wire.ts';
import { type Story, prepareStory } from './story.ts';

// The page is the program: what stands in docs/realtime-protocol.md is sent, and what comes is compared with it.

const page = readFileSync('docs/realtime-protocol.md', 'utf8');
const steps = stepsOf(page);
let world: World;
let server: TestGateway;
let story: Story;

beforeAll(async () => {
  world = await createWorld();
  server = await startGateway(world.databaseUrl, {
    env: { HEARTH_MESSAGES_PER_SECOND: '1', HEARTH_MESSAGES_BURST: '20' },
  });
  story = await prepareStory(world, server);
}, 60_000);
afterAll(async () => {
  story?.close();
  await server?.close();
  await world?.close();
});

test('every example of the page is what the server takes and gives', { timeout: 60_000 }, async () => {
  const examples = new Examples();
  const wires: Wire[] = [];
  onTestFinished(() => wires.forEach((wire) => wire.close()));
  let answer: Response | undefined;

  for (const step of steps) {
    const where = `line ${step.line} of the page`;
    if (step.kind === 'meanwhile') await story.happens(step.what);
    else if (step.kind === 'request' && step.request.headers['upgrade'])
      wires.push(await openWire(server.url, realRequest(step.request, examples)));
    else if (step.kind === 'request') answer = await send(realRequest(step.request, examples));
    else if (step.kind === 'response') {
      if (!answer) throw new Error(`${where}: an answer without a request`);
      const { status, headers, body } = step.response;
      const text = await answer.text();
      expect({ where, status: answer.status, type: answer.headers.get('content-type') }).toEqual({
        where,
        status,
        type: headers['content-type'],
      });
      expect(bodyDifferences(examples, body, text), where).toEqual([]);
      answer = undefined;
    } else {
      const wire = wires.at(-1);
      if (!wire) throw new Error(`${where}: a frame without a connection`);
      if (step.from === 'client') {
        wire.send(examples.toReal(step.text));
        continue;
      }
      const expected = packetOf(step.text);
      const packet = await wire.receive(expected.head).catch((cause: unknown) => {
        throw new Error(
          `${where}: ${expected.head} did not come, but: ${wire.rest().join(' ').slice(0, 500)}`,
          { cause },
        );
      });
      expect(examples.differences(expected.payload, packet.payload), where).toEqual([]);
    }
  }
  expect(story.left(), 'what happens on no page').toEqual([]);
  // Counters and the inbox come when they come; everything else that came is on the page.
  const unexpected = wires
    .flatMap((wire) => wire.rest())
    .filter((frame) => !/^42\["(?:channel\.counters|notifications\.updated)"/.test(frame));
  expect(unexpected).toEqual([]);
});

function realRequest(request: HttpRequest, examples: Examples): HttpRequest {
  const { host: _host, connection: _connection, ...headers } = request.headers;
  return {
    ...request,
    path: examples.toReal(request.path),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, examples.toReal(value)]),
    ),
    body: request.body === undefined ? undefined : examples.toReal(request.body),
  };
}

const send = ({ method, path, headers, body }: HttpRequest): Promise<Response> =>
  fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) });

/** Bodies are JSON, packets of the polling transport, or plain words. */
function bodyDifferences(examples: Examples, example: string, actual: string): string[] {
  if (example.startsWith('{')) return examples.differences(JSON.parse(example), JSON.parse(actual));
  if (!/^\d/.test(example)) return example === actual ? [] : [`"${actual}" and not "${example}"`];
  // Packets that came together with the one that is shown are events.
  const [first = '', ...more] = actual.split('\x1e');
  expect(more.every((packet) => packet.startsWith('42'))).toBe(true);
  const [expected, packet] = [packetOf(example), packetOf(first)];
  return [
    ...(expected.head === packet.head ? [] : [`packet ${packet.head}`]),
    ...examples.differences(expected.payload, packet.payload),
  ];
}

describe('coming in', () => {
  const path = '/socket.io/?EIO=4&transport=websocket';
  const handshake = (headers: Record<string, string>) =>
    openWire(server.url, { method: 'GET', path, headers, body: undefined });

  test('the token may come with the first packet', async () => {
    const wire = await handshake({ 'x-hearth-client': '1' });
    onTestFinished(() => wire.close());
    wire.send(`40${JSON.stringify({ token: story.token })}`);
    expect((await wire.receive('42 hello')).payload).toMatchObject(['hello', { build: 'test-build' }]);
  });

  test('a handshake that could be a foreign page’s is refused', async () => {
    await expect(handshake({})).rejects.toThrow('refused');
    const headers = { authorization: `Bearer ${story.token}`, origin: 'https://elsewhere.example' };
    await expect(handshake(headers)).rejects.toThrow('refused');
    const own = await handshake({ ...headers, origin: server.url });
    own.close();
  });
});

describe('heartbeat', () => {
  test('a connection that answers pings lives, one that does not ends', async () => {
    server.heartbeat(200, 300);
    onTestFinished(() => server.heartbeat(20_000, 15_000));
    const headers = { authorization: `Bearer ${story.token}` };
    const request = {
      method: 'GET',
      path: '/socket.io/?EIO=4&transport=websocket',
      headers,
      body: undefined,
    };
    const answering = await openWire(server.url, request);
    const silent = await openWire(server.url, request, { pong: false });
    onTestFinished(() => answering.close());
    for (const wire of [answering, silent]) wire.send('40');
    await waitFor(() => silent.isClosed(), { timeout: 4000, message: 'the silent one to end' });
    expect(answering.isClosed()).toBe(false);
    expect(answering.pings()).toBeGreaterThan(0);
  });
});

describe('the tables', () => {
  // Records, so that the compiler asks for whatever is added to a contract.
  const events: Record<keyof ServerEvents, true> = {
    hello: true,
    resync: true,
    'session.ended': true,
    'message.created': true,
    'message.updated': true,
    'poll.changed': true,
    'poll.own': true,
    'reaction.changed': true,
    'reaction.cleared': true,
    'channel.counters': true,
    'channel.read': true,
    'channel.seen': true,
    'channel.mentions': true,
    'notifications.updated': true,
    'channel.typing': true,
    'community.updated': true,
    'community.removed': true,
    'member.updated': true,
    'presence.changed': true,
    'presence.own': true,
    'conversation.updated': true,
    'conversation.removed': true,
    'relation.updated': true,
    'thread.updated': true,
    'thread.followed': true,
    'thread.removed': true,
    'saved.changed': true,
    'scheduled.changed': true,
  };
  const commands: Record<keyof SocketCommands, true> = {
    'bootstrap.get': true,
    'channel.subscribe': true,
    'channel.unsubscribe': true,
    'channel.changes': true,
    'channel.history': true,
    'channel.read': true,
    'channel.unread': true,
    'channel.seen': true,
    'message.forward': true,
    'preview.list': true,
    'inbox.list': true,
    'inbox.read': true,
    'inbox.read_all': true,
    'notifications.place': true,
    'notifications.preferences': true,
    'community.read': true,
    'channel.typing': true,
    'presence.watch': true,
    'presence.activity': true,
    'presence.choose': true,
    'status.set': true,
    'profile.note': true,
    'message.send': true,
    'message.edit': true,
    'message.delete': true,
    'message.restore': true,
    'message.pin': true,
    'message.unpin': true,
    'messages.delete': true,
    'messages.restore': true,
    'poll.get': true,
    'poll.vote': true,
    'poll.retract': true,
    'poll.end': true,
    'poll.voters': true,
    'reaction.add': true,
    'reaction.remove': true,
    'reaction.clear': true,
    'reaction.list': true,
    'report.create': true,
    'thread.create': true,
    'thread.follow': true,
    'post.list': true,
    'saved.list': true,
    'saved.find': true,
    'saved.save': true,
    'saved.remove': true,
    'scheduled.list': true,
    'scheduled.counts': true,
    'scheduled.create': true,
    'scheduled.change': true,
    'scheduled.send': true,
    'scheduled.remove': true,
    'search.messages': true,
    'search.people': true,
  };
  const problems: Record<FieldProblem, true> = {
    required: true,
    too_short: true,
    too_long: true,
    invalid: true,
    taken: true,
    unknown_field: true,
    wrong: true,
  };
  /** Whether the API and the socket can give it; the others are for the pages. */
  const reasons: Record<ErrorReason, boolean> = {
    'login.failed': true,
    'limit.reached': true,
    'message.undo_expired': true,
    'origin.refused': true,
    'account.other': true,
    'reply.gone': true,
    'scheduled.sending': true,
    'message.reactions_full': true,
    'poll.ended': true,
    'poll.anonymous': true,
    'search.too_broad': true,
    'person.unknown': true,
    'person.blocked': true,
    'conversation.closed': true,
    'message.filtered': true,
    'message.held': true,
    'message.refused': true,
    'channel.slow_mode': true,
    'channel.pins_full': true,
    'report.again': true,
    'held.author_gone': false,
    'moderation.decided': false,
    'member.banned': false,
    'password.wrong': false,
    'registration.closed': false,
    'setup.code_wrong': false,
    'setup.taken': false,
    'invite.gone': false,
    'invite.paused': false,
    'join.refused': false,
    'join.questions_changed': false,
    'community.owner_cannot_leave': false,
    'community.creation_closed': false,
    'role.beyond': false,
    'role.everyone': false,
    'override.locks_out': false,
    'registration.off': false,
    'account.waiting': true,
    'account.owns_communities': false,
    'admin.last': false,
    'admin.self': false,
    'reset.gone': false,
    'community.not_archived': false,
    'confirm.differs': false,
    'community.owner_no_member': false,
  };
  const frames = steps.flatMap((step) => (step.kind === 'frame' ? [step.text] : []));

  test('events: all of them, each with an example', () => {
    const named = tableOf(page, 'event').map(([name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(events)));
    const shown = frames.flatMap((text) => /^42\["([^"]+)"/.exec(text)?.[1] ?? []);
    expect(new Set(shown)).toEqual(new Set(Object.keys(events)));
  });

  test('commands: all of them, each with an example', () => {
    const named = tableOf(page, 'command').map(([name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(commands)));
    const shown = frames.flatMap((text) => /^42\d+\["([^"]+)"/.exec(text)?.[1] ?? []);
    expect(new Set(shown)).toEqual(new Set(Object.keys(commands)));
  });

  test('errors: all codes with their status, problems and reasons', () => {
    const rows = tableOf(page, 'code').map(([code, status]) => [code, Number(status)]);
    expect(rows).toEqual(Object.entries(errorStatus));
    for (const problem of Object.keys(problems)) expect(page).toContain(`\`${problem}\``);
    for (const [reason, isHere] of Object.entries(reasons)) {
      if (isHere) expect(page).toContain(`\`${reason}\``);
      else expect(page).not.toContain(reason);
    }
  });

  test('fields: each that an example shows is explained', () => {
    const names = steps.flatMap((step) =>
      step.kind === 'frame' ? [...step.text.matchAll(/"(\w+)":/g)].map(([, name]) => name!) : [],
    );
    // Of the transport, and the parts of the syntax tree, which have tables of their own kind.
    const known = new Set(['sid', 'upgrades', 'pingTimeout', 'ok', 'data', 'error', 't', 'c', 'colour']);
    expect([...new Set(names)].filter((name) => !known.has(name) && !page.includes(`\`${name}\``))).toEqual(
      [],
    );
  });

  test('colours and permissions', () => {
    for (const name of [...communityColours, ...allPermissions]) expect(page).toContain(`\`${name}\``);
  });

  test('limits and defaults', () => {
    const { limits } = readConfig({ HEARTH_DATABASE_URL: 'postgresql://localhost/none' });
    const payload = packetOf(frames.find((text) => text.startsWith('0{'))!).payload as { maxPayload: number };
    const values = [...tableOf(page, 'limit'), ...tableOf(page, 'setting')].map(([name, value]) => [
      name,
      Number(value!.replaceAll(',', '')),
    ]);
    expect(Object.fromEntries(values)).toEqual({
      'characters of a message': messageLimits.bodyMax,
      'characters of the question of a poll': pollLimits.questionMax,
      'characters of an answer of a poll': pollLimits.answerMax,
      'answers of a poll': pollLimits.answersMax,
      'people of a page of who voted': pollLimits.pageSize,
      'different reactions of a message': reactionLimits.kindsMax,
      'people of a page of who reacted': reactionLimits.pageSize,
      'messages of a page of history': messageLimits.pageSize,
      'changes of an answer to channel.changes': messageLimits.changesMax,
      'seconds to restore a deleted message': messageLimits.undoMs / 1000,
      'members of a page': communityLimits.memberPage,
      'channels that one connection is subscribed to': 50, // server/realtime/gateway.db.test.ts counts them
      'people that one connection follows': presenceLimits.watchedMax,
      'characters of a custom status': presenceLimits.statusMax,
      'characters of a note about somebody': profileLimits.noteMax,
      'hits of a page of a search': searchLimits.page,
      'seconds that a search may take': 2, // server/platform/database.ts
      'bytes of a packet': payload.maxPayload,
      'bytes of an HTTP body': bodyMax,
      'messages a second of one account, on average': limits.messagesPerSecond,
      'messages of one account at once': limits.messagesBurst,
      'searches a second of one account, on average': limits.messagesPerSecond / 2,
      'searches of one account at once': limits.messagesBurst,
      'names that one account looks up a second, on average': limits.messagesPerSecond * 2,
      'names that one account looks up at once': limits.messagesBurst * 2,
      'commands and requests a second of one account, on average': limits.messagesPerSecond * 10,
      'commands and requests of one account at once': limits.messagesBurst * 20,
      'requests a second of one network without a session, on average': limits.messagesPerSecond * 40,
      'requests of one network without a session at once': limits.messagesBurst * 80,
      'connections of one account': limits.socketsPerAccount,
      'failed log-ins to one account from one network, in 15 minutes': limits.loginFailures,
      'failed log-ins from one network, in an hour': limits.networkLoginFailures,
    });
  });
});
