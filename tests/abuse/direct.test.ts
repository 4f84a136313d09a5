import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SocketCommands } from '#contract/protocol';
import type { Person } from '../support/world.ts';
import type { Action, Things } from './matrix/action.ts';
import { type Door, doorsOf } from './matrix/attempt.ts';
import { type Stage, setStage } from './stage.ts';

// Conversations have no roles: who is in them, and who owns them. Every act, by every kind of person, through every door.

const kinds = ['anonymous', 'host', 'friend', 'member', 'owner'] as const;
type Kind = (typeof kinds)[number];

let stage: Stage;
let doors: Record<string, Door>;
let cast: Record<Kind, Person | undefined>;
let target: Person;
let guest: Person;

beforeAll(async () => {
  stage = await setStage();
  doors = doorsOf(stage);
  const people = await Promise.all(kinds.map(() => stage.person()));
  cast = Object.fromEntries(kinds.map((kind, index) => [kind, people[index]])) as typeof cast;
  cast.anonymous = undefined;
  await stage.world.db.prisma.account.update({ where: { id: cast.host!.id }, data: { isAdmin: true } });
  [target, guest] = [await stage.person(), await stage.person()];
  const pairs = [
    [cast.owner!, cast.member!],
    [cast.owner!, cast.friend!],
    [cast.owner!, target],
    [cast.owner!, guest],
    [cast.member!, guest],
  ] as const;
  for (const [one, other] of pairs) {
    await stage.world.services.friends.requestFriend(one.ctx, { username: other.username });
    await stage.world.services.friends.acceptFriend(other.ctx, { accountId: one.id });
  }
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

/**
 * A group of owner, member and target, with a message of the target's: written straight into the database, as nobody
 * may start so many.
 */
async function group(): Promise<{ id: string; messageId: string }> {
  const [id, messageId] = [randomUUID(), randomUUID()];
  const members = [cast.owner!, cast.member!, target].map((person) => person.id);
  const { pool } = stage.world.db;
  await pool.query(
    `INSERT INTO channels (id, kind, name, position, version, posted) VALUES ($1, 'group', '', 0, 1, 1)`,
    [id],
  );
  await pool.query(`INSERT INTO conversations (id, kind, name, owner_id) VALUES ($1, 'group', 'Group', $2)`, [
    id,
    members[0],
  ]);
  await pool.query(
    'INSERT INTO conversation_members (conversation_id, account_id) SELECT $1, u FROM unnest($2::uuid[]) u',
    [id, members],
  );
  await pool.query(
    `INSERT INTO messages (id, channel_id, seq, version, ordinal, author_id, client_id, body) VALUES ($1, $2, 1, 1, 1, $3, $4, 'between us')`,
    [messageId, id, target.id, randomUUID()],
  );
  await pool.query(
    `INSERT INTO polls (message_id, answers, votes, multiple, anonymous) VALUES ($1, '{a,b}', '{0,0}', false, false)`,
    [messageId],
  );
  return { id, messageId };
}

/** Everything about the conversation that an act could change. */
async function traceOf(id: string): Promise<string> {
  const { rows } = await stage.world.db.pool.query(
    `SELECT (SELECT row_to_json(v) FROM conversations v WHERE id = $1) AS v,
            (SELECT json_agg(m ORDER BY account_id) FROM conversation_members m WHERE conversation_id = $1) AS members,
            (SELECT row_to_json(c) FROM channels c WHERE id = $1) AS c,
            (SELECT json_agg(m ORDER BY id) FROM messages m WHERE channel_id = $1) AS messages,
            (SELECT json_agg(r ORDER BY account_id) FROM read_states r WHERE channel_id = $1) AS reads`,
    [id],
  );
  return JSON.stringify(rows);
}

interface Act {
  title: string;
  allowed: readonly Kind[];
  doors: (group: { id: string; messageId: string }) => Partial<Record<keyof Action, unknown>> & {
    view?: string;
    page?: { path: string; fields: Record<string, string> };
    api?: { method: string; path: string; body?: object };
    socket?: { [C in keyof SocketCommands]: [C, SocketCommands[C]['input']] }[keyof SocketCommands];
  };
}

const insiders: readonly Kind[] = ['member', 'owner'];
const settings = (id: string, fields: Record<string, string>) => ({ path: `/dm/${id}/settings`, fields });
const api = (method: string, path: string, body?: object) => ({
  method,
  path: `/api/v1/conversations/${path}`,
  ...(body && { body }),
});

const acts: Act[] = [
  { title: 'see it', allowed: insiders, doors: ({ id }) => ({ view: `/dm/${id}`, api: api('GET', id) }) },
  { title: 'see its settings', allowed: insiders, doors: ({ id }) => ({ view: `/dm/${id}/settings` }) },
  {
    title: 'see its pins',
    allowed: insiders,
    doors: ({ id }) => ({
      view: `/dm/${id}/pins`,
      api: { method: 'GET', path: `/api/v1/channels/${id}/pins` },
    }),
  },
  {
    title: 'forward from it, within it',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      api: {
        method: 'POST',
        path: `/api/v1/messages/${messageId}/forward`,
        body: { channelId: id, clientId: randomUUID() },
      },
      socket: ['message.forward', { messageId, channelId: id, clientId: randomUUID() }],
    }),
  },
  {
    title: 'see who reacted',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      view: `/dm/${id}/${messageId}/reactions`,
      api: { method: 'GET', path: `/api/v1/messages/${messageId}/reactions?emoji=%F0%9F%91%8D` },
      socket: ['reaction.list', { messageId, emoji: '👍' }],
    }),
  },
  {
    title: 'react',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      page: { path: `/dm/${id}/${messageId}/reactions`, fields: { intent: 'add 👍' } },
      api: { method: 'POST', path: `/api/v1/messages/${messageId}/reactions`, body: { emoji: '👍' } },
      socket: ['reaction.add', { messageId, emoji: '👍' }],
    }),
  },
  {
    title: 'clear the reactions of others',
    allowed: [],
    doors: ({ messageId }) => ({
      api: { method: 'POST', path: `/api/v1/messages/${messageId}/reactions/clear`, body: {} },
      socket: ['reaction.clear', { messageId }],
    }),
  },
  {
    title: 'see how a poll stands',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      view: `/dm/${id}/${messageId}/poll`,
      api: { method: 'GET', path: `/api/v1/messages/${messageId}/poll` },
      socket: ['poll.get', { messageId }],
    }),
  },
  {
    title: 'vote',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      page: { path: `/dm/${id}/${messageId}/poll`, fields: { intent: 'vote 1' } },
      api: { method: 'POST', path: `/api/v1/messages/${messageId}/poll/votes`, body: { answer: 1 } },
      socket: ['poll.vote', { messageId, answer: 1 }],
    }),
  },
  {
    title: 'end the poll of another',
    allowed: [],
    doors: ({ messageId }) => ({
      api: { method: 'POST', path: `/api/v1/messages/${messageId}/poll/end`, body: {} },
      socket: ['poll.end', { messageId }],
    }),
  },
  {
    title: 'read',
    allowed: insiders,
    doors: ({ id }) => ({
      api: { method: 'GET', path: `/api/v1/channels/${id}/messages` },
      socket: ['channel.history', { channelId: id }],
    }),
  },
  {
    title: 'catch up',
    allowed: insiders,
    doors: ({ id }) => ({
      api: { method: 'GET', path: `/api/v1/channels/${id}/changes?since=0` },
      socket: ['channel.changes', { channelId: id, since: 0 }],
    }),
  },
  {
    title: 'find a message by its address',
    allowed: insiders,
    doors: ({ id, messageId }) => ({
      view: `/dm/${id}/${messageId}`,
      socket: ['channel.history', { channelId: id, around: messageId }],
    }),
  },
  {
    title: 'write',
    allowed: insiders,
    doors: ({ id }) => ({
      page: { path: `/dm/${id}`, fields: { intent: 'send', clientId: randomUUID(), body: 'x' } },
      api: {
        method: 'POST',
        path: `/api/v1/channels/${id}/messages`,
        body: { clientId: randomUUID(), body: 'x' },
      },
      socket: ['message.send', { channelId: id, clientId: randomUUID(), body: 'x' }],
    }),
  },
  {
    title: 'say that one writes',
    allowed: insiders,
    doors: ({ id }) => ({ socket: ['channel.typing', { channelId: id }] }),
  },
  {
    title: 'note what was read',
    allowed: insiders,
    doors: ({ id }) => ({ socket: ['channel.read', { channelId: id, seq: 1 }] }),
  },
  {
    title: 'see how far the others have read',
    allowed: insiders,
    doors: ({ id }) => ({
      api: { method: 'GET', path: `/api/v1/channels/${id}/seen` },
      socket: ['channel.seen', { channelId: id }],
    }),
  },
  {
    title: 'pin',
    allowed: insiders,
    doors: ({ messageId }) => ({
      api: { method: 'POST', path: `/api/v1/messages/${messageId}/pin` },
      socket: ['message.pin', { messageId }],
    }),
  },
  {
    title: 'edit what another wrote',
    allowed: [],
    doors: ({ messageId }) => ({ socket: ['message.edit', { messageId, body: 'mine' }] }),
  },
  {
    title: 'delete what another wrote',
    allowed: [],
    doors: ({ messageId }) => ({
      api: { method: 'DELETE', path: `/api/v1/messages/${messageId}` },
      socket: ['message.delete', { messageId }],
    }),
  },
  {
    title: 'report it to moderators that there are none of',
    allowed: [],
    doors: ({ messageId }) => ({ socket: ['report.create', { messageId, reason: 'spam' }] }),
  },
  {
    title: 'rename it',
    allowed: insiders,
    doors: ({ id }) => ({
      page: settings(id, { intent: 'update', name: 'Other', colour: 'sky' }),
      api: api('PATCH', id, { name: 'Other' }),
    }),
  },
  {
    title: 'add a friend',
    allowed: insiders,
    doors: ({ id }) => ({
      page: settings(id, { intent: 'members', [`member:${guest.id}`]: 'on' }),
      api: api('POST', `${id}/members`, { memberIds: [guest.id] }),
    }),
  },
  {
    title: 'remove somebody',
    allowed: ['owner'],
    doors: ({ id }) => ({
      page: settings(id, { intent: `expel:${target.id}` }),
      api: api('DELETE', `${id}/members/${target.id}`),
    }),
  },
  {
    title: 'hand it over',
    allowed: ['owner'],
    doors: ({ id }) => ({
      page: settings(id, { intent: `owner:${target.id}` }),
      api: api('POST', `${id}/owner`, { accountId: target.id }),
    }),
  },
  {
    title: 'leave',
    allowed: insiders,
    doors: ({ id }) => ({ page: settings(id, { intent: 'leave' }), api: api('POST', `${id}/leave`) }),
  },
  {
    title: 'put it away',
    allowed: insiders,
    doors: ({ id }) => ({
      page: { path: `/dm/${id}`, fields: { intent: 'close' } },
      api: api('POST', `${id}/close`),
    }),
  },
  {
    title: 'decline a group',
    allowed: [],
    doors: ({ id }) => ({
      page: { path: `/dm/${id}`, fields: { intent: 'declined' } },
      api: api('POST', `${id}/answer`, { answer: 'declined' }),
    }),
  },
  {
    title: 'treat it as a channel of a community',
    allowed: [],
    doors: ({ id }) => ({
      view: `/c/${stage.communityId}/channels/${id}`,
      page: { path: `/c/${stage.communityId}/channels/${id}`, fields: { intent: 'delete' } },
      socket: ['messages.delete', { channelId: id, messageIds: [randomUUID()] }],
    }),
  },
];

/** One act as the doors take it. */
const actionOf = (act: ReturnType<Act['doors']>): Action =>
  ({
    useCase: '',
    needs: null,
    ...(act.view && { view: () => act.view }),
    ...(act.page && { page: () => act.page }),
    ...(act.api && { api: () => act.api }),
    ...(act.socket && { socket: () => act.socket }),
  }) as Action;
const nothing = {} as Things;

describe.each(acts)('Z1 Z15 $title', ({ allowed, doors: ways }) => {
  test('who may not is refused at every door, and nothing changes', async () => {
    const made = await group();
    const before = await traceOf(made.id);
    const wrong: object[] = [];
    for (const who of kinds.filter((kind) => !allowed.includes(kind)))
      for (const [name, door] of Object.entries(doors)) {
        const outcome = await door(actionOf(ways(made)), nothing, cast[who]);
        if (outcome !== undefined && outcome !== 'refused') wrong.push({ who, name, outcome });
      }
    expect(wrong).toEqual([]);
    expect(await traceOf(made.id)).toBe(before);
  });

  test('who may gets through at every door', async () => {
    const wrong: object[] = [];
    for (const who of allowed)
      for (const [name, door] of Object.entries(doors)) {
        const outcome = await door(actionOf(ways(await group())), nothing, cast[who]);
        if (outcome !== undefined && outcome !== 'allowed') wrong.push({ who, name, outcome });
      }
    expect(wrong).toEqual([]);
  });
});

test('Z4 nothing of a conversation reaches a socket of somebody who is not in it, or not any more', async () => {
  const made = await group();
  const outside = await Promise.all(
    [cast.host!, cast.friend!, stage.owner].map(async (person) => {
      const socket = await stage.socket(person);
      expect((await socket.call('channel.subscribe', { channelIds: [made.id] })).data.channelIds).toEqual([]);
      return socket;
    }),
  );
  const inside = await stage.socket(cast.member!);
  await inside.call('channel.subscribe', { channelIds: [made.id] });
  const writer = await stage.socket(target);
  await writer.call('message.send', { channelId: made.id, clientId: randomUUID(), body: 'first' });
  await expect.poll(() => inside.heard.filter(({ name }) => name === 'message.created').length).toBe(1);
  // Who is removed hears nothing more, within a second.
  await stage.world.services.conversations.removeMember(cast.owner!.ctx, {
    conversationId: made.id,
    accountId: cast.member!.id,
  });
  await expect
    .poll(() => inside.heard.some(({ name }) => name === 'conversation.removed'), { timeout: 1000 })
    .toBe(true);
  await writer.call('message.send', { channelId: made.id, clientId: randomUUID(), body: 'second' });
  const own = await stage.socket(cast.owner!);
  await expect.poll(() => own.heard.length).toBeGreaterThan(0);
  expect(inside.heard.filter(({ name }) => name === 'message.created')).toHaveLength(1);
  for (const { heard } of outside)
    expect(heard.filter(({ payload }) => JSON.stringify(payload).includes(made.id))).toEqual([]);
});
