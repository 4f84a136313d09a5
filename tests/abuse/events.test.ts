import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Permission } from '#contract/permissions';
import type { PostDto } from '#contract/forums';
import type { ServerEvents } from '#contract/protocol';
import type { SocketClient } from '../support/socket-client.ts';
import type { Person } from '../support/world.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Stage, announceChange, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const secret = 'CANARY';

interface Cast {
  communityId: string;
  openId: string;
  secretId: string;
  /** By what lets them see the restricted channel. */
  inside: Record<string, Person>;
  outside: Record<string, Person>;
}

/** A community with one open and one restricted channel, and a person for each way to be allowed or not. */
async function castPlay(): Promise<Cast> {
  const { world, owner } = stage;
  const { prisma } = world.db;
  const { communityId, channelId: openId } = await world.community(owner);
  const { categoryId } = await world.services.channels.createCategory(owner.ctx, {
    communityId,
    name: 'plain',
  });
  const { channelId: secretId } = await world.services.channels.createChannel(owner.ctx, {
    communityId,
    categoryId,
    name: `${secret} room`,
    topic: `${secret} topic`,
  });
  await prisma.channel.update({ where: { id: secretId }, data: { synced: false } });
  const everyone = await prisma.role.findFirstOrThrow({ where: { communityId, isEveryone: true } });

  const join = async () => {
    const person = await stage.person();
    await world.join(person, communityId);
    return person;
  };
  const withRole = async (name: string, permissions: Permission[]) => {
    const person = await join();
    const role = await prisma.role.create({
      data: { id: randomUUID(), communityId, name, position: 1, permissions },
    });
    await prisma.memberRole.create({ data: { communityId, accountId: person.id, roleId: role.id } });
    return { person, roleId: role.id };
  };
  const admin = await withRole('admin', ['administrator']);
  const staff = await withRole('staff', []);
  const manager = await withRole('manager', [
    'channel.manage',
    'message.manage',
    'community.manage',
    'role.manage',
    'invite.manage',
  ]);
  const named = await join();
  const shut = await withRole('shut', []);
  const plain = await join();
  const overrides: { roleId?: string; accountId?: string; allow: string[]; deny: string[] }[] = [
    { roleId: everyone.id, allow: [], deny: ['channel.view'] },
    { roleId: staff.roleId, allow: ['channel.view'], deny: [] },
    { roleId: shut.roleId, allow: ['channel.view'], deny: [] },
    { accountId: shut.person.id, allow: [], deny: ['channel.view'] },
    { accountId: named.id, allow: ['channel.view'], deny: [] },
  ];
  await prisma.override.createMany({
    data: overrides.map((each) => ({ id: randomUUID(), channelId: secretId, ...each })),
  });

  const elsewhere = await stage.person();
  await world.join(elsewhere, stage.communityId);
  const left = await join();
  await world.services.communities.leaveCommunity(left.ctx, { communityId });
  await announceChange(world, communityId);
  return {
    ...{ communityId, openId, secretId },
    inside: { owner, admin: admin.person, 'by role': staff.person, 'by name': named },
    outside: {
      member: plain,
      'manager who may not see it': manager.person,
      'denied by name': shut.person,
      'who left': left,
      'member of another place': elsewhere,
      stranger: stage.outsider,
    },
  };
}

async function connectAll(people: Record<string, Person>): Promise<[string, SocketClient][]> {
  return Promise.all(
    Object.entries(people).map(async ([who, person]): Promise<[string, SocketClient]> => [
      who,
      await stage.socket(person),
    ]),
  );
}

const names = (socket: SocketClient) => new Set(socket.heard.map(({ name }) => name));

test('Z4 what happens in a restricted channel reaches those who may see it, and nobody else in any form', async () => {
  const { communityId, openId, secretId, inside, outside } = await castPlay();
  const [allowed, kept] = [await connectAll(inside), await connectAll(outside)];
  for (const [who, socket] of [...allowed, ...kept]) {
    const { data } = await socket.call('channel.subscribe', { channelIds: [secretId, openId] });
    const shouldBe =
      who in inside
        ? [secretId, openId]
        : ['who left', 'member of another place', 'stranger'].includes(who)
          ? []
          : [openId];
    expect([who, data.channelIds]).toEqual([who, shouldBe]);
  }
  // A second window of each that has nothing open: it hears counters and structure only.
  const idle = await connectAll({ ...inside, ...outside });

  const [, acting] = allowed[0]!;
  const [, other] = allowed[1]!;
  const sent = (
    await acting.call('message.send', {
      channelId: secretId,
      clientId: randomUUID(),
      body: `${secret} **text**`,
    })
  ).data;
  await acting.call('message.send', {
    channelId: secretId,
    clientId: randomUUID(),
    body: `${secret} reply`,
    replyToId: sent.id,
  });
  const everybody = Object.values({ ...inside, ...outside }).map(({ id }) => `<@${id}>`);
  await acting.call('message.send', {
    channelId: secretId,
    clientId: randomUUID(),
    body: `${secret} @everyone @here ${everybody.join(' ')}`,
  });
  await acting.call('message.edit', { messageId: sent.id, body: `${secret} edited` });
  await acting.call('message.delete', { messageId: sent.id });
  await acting.call('message.restore', { messageId: sent.id });
  await other.call('channel.typing', { channelId: secretId });
  await acting.call('channel.read', { channelId: secretId, seq: sent.seq });
  await stage.world.services.channels.updateChannel(stage.owner.ctx, {
    channelId: secretId,
    name: `${secret} renamed`,
    topic: `${secret} new topic`,
  });

  for (const [who, socket] of allowed) {
    const seen = await waitFor(
      () =>
        names(socket).has('community.updated') && names(socket).has('message.updated') && [...names(socket)],
      { message: `${who} to hear it` },
    );
    expect(seen).toContain('message.created');
  }
  expect(names(allowed[2]![1])).toContain('channel.typing');
  for (const [who, socket] of idle.filter(([who]) => who in inside)) {
    await waitFor(
      () =>
        socket.heard.some(
          ({ name, payload }) =>
            name === 'channel.counters' &&
            payload.channels.some((channel: { channelId: string }) => channel.channelId === secretId),
        ),
      { message: `${who}'s other window to hear the counters` },
    );
  }
  for (const [who, socket] of idle.filter(([who]) => who in inside && inside[who] !== stage.owner))
    await waitFor(
      () =>
        socket.heard.some(
          ({ name, payload }) => name === 'channel.mentions' && payload.channelId === secretId,
        ),
      { message: `${who} to hear that they are named` },
    );
  // What the others may hear comes later on the same way: once it is there, all before it would be too.
  const last = (
    await acting.call('message.send', { channelId: openId, clientId: randomUUID(), body: 'in the open' })
  ).data;
  const inCommunity = ([who]: [string, unknown]) =>
    !['who left', 'member of another place', 'stranger'].includes(who);
  for (const [, socket] of kept.filter(inCommunity))
    await waitFor(() => socket.heard.some(({ payload }) => payload.message?.id === last.id));
  for (const [, socket] of idle.filter(inCommunity))
    await waitFor(() =>
      socket.heard.some(
        ({ name, payload }) => name === 'channel.counters' && JSON.stringify(payload).includes(openId),
      ),
    );

  for (const [who, socket] of [...kept, ...idle.filter(([each]) => each in outside)]) {
    const text = JSON.stringify(socket.heard);
    expect([who, text.includes(secretId), text.includes(secret), text.includes(sent.id)]).toEqual([
      who,
      false,
      false,
      false,
    ]);
    if (!inCommunity([who, socket])) expect([who, text.includes(communityId)]).toEqual([who, false]);
    for (const command of ['channel.history', 'channel.changes']) {
      const answer = await socket.call(command, {
        channelId: secretId,
        ...(command === 'channel.changes' && { since: 0 }),
      });
      expect([who, answer]).toEqual([
        who,
        { ok: false, error: { code: 'NOT_FOUND', message: expect.any(String) } },
      ]);
    }
    expect([who, JSON.stringify(await socket.call('bootstrap.get', {})).includes(secretId)]).toEqual([
      who,
      false,
    ]);
  }
});

test('Z3 who lost a channel or left hears nothing more within a second, and a replayed subscription is refused', async () => {
  const { communityId, openId, secretId, inside } = await castPlay();
  const [named, staff, admin] = [inside['by name']!, inside['by role']!, inside['admin']!];
  const losing = await connectAll({ named, staff, admin });
  const observer = await stage.socket(stage.owner);
  for (const [, socket] of [...losing, ['owner', observer] as const])
    await socket.call('channel.subscribe', { channelIds: [secretId, openId] });
  const { prisma } = stage.world.db;

  // One loses an override, one a role, one the membership.
  await prisma.override.deleteMany({ where: { channelId: secretId, accountId: named.id } });
  await prisma.memberRole.deleteMany({ where: { communityId, accountId: staff.id } });
  await announceChange(stage.world, communityId);
  await stage.world.services.communities.leaveCommunity(admin.ctx, { communityId });
  const changed = performance.now();
  for (const [who, socket] of losing) {
    const event = who === 'admin' ? 'community.removed' : 'community.updated';
    await waitFor(() => names(socket).has(event), {
      timeout: 1000 - (performance.now() - changed),
      message: `${who} to hear of it`,
    });
  }

  const marks = losing.map(([, socket]) => socket.heard.length);
  await observer.call('message.send', {
    channelId: secretId,
    clientId: randomUUID(),
    body: `${secret} afterwards`,
  });
  for (const [who, socket] of losing) {
    expect([who, (await socket.call('channel.subscribe', { channelIds: [secretId] })).data]).toEqual([
      who,
      { channelIds: [] },
    ]);
    for (const [command, input] of Object.entries({
      'channel.typing': { channelId: secretId },
      'channel.read': { channelId: secretId, seq: 1 },
      'channel.history': { channelId: secretId },
      'channel.changes': { channelId: secretId, since: 0 },
      'message.send': { channelId: secretId, clientId: randomUUID(), body: 'still here' },
    })) {
      expect([who, command, await socket.call(command, input)]).toEqual([
        who,
        command,
        { ok: false, error: { code: 'NOT_FOUND', message: expect.any(String) } },
      ]);
    }
  }
  const last = (
    await observer.call('message.send', { channelId: openId, clientId: randomUUID(), body: 'in the open' })
  ).data;
  for (const [index, [who, socket]] of losing.entries()) {
    if (who !== 'admin')
      await waitFor(() => socket.heard.some(({ payload }) => payload.message?.id === last.id));
    expect([who, JSON.stringify(socket.heard.slice(marks[index])).includes(secretId)]).toEqual([who, false]);
  }
  // It comes back with the right, not before.
  await prisma.override.create({
    data: { id: randomUUID(), channelId: secretId, accountId: named.id, allow: ['channel.view'], deny: [] },
  });
  await announceChange(stage.world, communityId);
  await waitFor(
    async () =>
      (await losing[0]![1].call('channel.subscribe', { channelIds: [secretId] })).ok &&
      (await losing[0]![1].call('channel.history', { channelId: secretId })).ok,
  );
});

test('Z3 a channel that is hidden while somebody subscribes again and again is closed to them all the same', async () => {
  const { communityId, channelId } = await stage.world.community(stage.owner);
  const member = await stage.person();
  await stage.world.join(member, communityId);
  const [socket, observer] = [await stage.socket(member), await stage.socket(stage.owner)];
  let busy = true;
  const storm = (async () => {
    while (busy) await socket.call('channel.subscribe', { channelIds: [channelId] });
  })();
  const everyone = await stage.world.db.prisma.role.findFirstOrThrow({
    where: { communityId, isEveryone: true },
  });
  await stage.world.db.prisma.override.create({
    data: { id: randomUUID(), channelId, roleId: everyone.id, allow: [], deny: ['channel.view'] },
  });
  await announceChange(stage.world, communityId);
  const gone = (heard: SocketClient['heard'][number]) =>
    heard.name === 'community.updated' && heard.payload.community.channels.length === 0;
  await waitFor(() => socket.heard.some(gone), { timeout: 1000, message: 'the channel to go' });
  busy = false;
  await storm;
  const mark = socket.heard.length;
  await observer.call('message.send', { channelId, clientId: randomUUID(), body: secret });
  await observer.call('channel.history', { channelId });
  await socket.call('bootstrap.get', {});
  expect(JSON.stringify(socket.heard.slice(mark))).not.toContain(channelId);
});

/** What an event may carry: `true` is any plain value, a list stands for each of its items. */
type Shape = true | { [field: string]: Shape } | [Shape];

const account: Shape = { id: true, username: true, displayName: true, nickname: true, roleId: true };
const reply: Shape = { id: true, seq: true, author: account, excerpt: true, mentioned: [account] };
// A message's tree is its author's own text.
const tree: Shape = [
  { t: true, v: true, lang: true, href: true, level: true, start: true, c: [] as unknown as Shape },
];
const poll: Shape = {
  ...{ answers: [true], multiple: true, anonymous: true, endsAt: true },
  ...{ rev: true, votes: [true], voters: true, ended: true },
  // Of the receiver alone, and of one that nobody has voted in.
  mine: [true],
};
const message: Shape = {
  ...{
    id: true,
    pinnedAt: true,
    channelId: true,
    seq: true,
    version: true,
    ordinal: true,
    author: account,
    body: true,
    tree,
    replyTo: reply,
    forward: { messageId: true, body: true, tree, createdAt: true },
    mentioned: [account],
  },
  // None, or left out: whose they are is each reader's own.
  reactions: [{}],
  poll,
  ...{ createdAt: true, editedAt: true, deletedAt: true, clientId: true },
};
const face: Shape = { nickname: true, roleId: true };
const channel: Shape = {
  id: true,
  categoryId: true,
  kind: true,
  name: true,
  topic: true,
  position: true,
  ...{ isPrivate: true, synced: true, locked: true, slowMode: true },
  permissions: [true],
};
const role: Shape = {
  ...{ id: true, name: true, colour: true, icon: true },
  ...{ position: true, isEveryone: true, hoist: true, mentionable: true },
};
const community: Shape = {
  ...{
    id: true,
    name: true,
    colour: true,
    letter: true,
    ownerId: true,
    memberCount: true,
    permissions: [true],
  },
  ...{ roles: [role], roleIds: [true], rank: true, timeoutUntil: true, invitesPaused: true },
  ...{ joinRequests: true, raidAlarm: true, openReports: true, heldMessages: true },
  ...{ categories: [{ id: true, name: true, position: true }], channels: [channel] },
};
const person: Shape = { id: true, username: true, displayName: true };
const conversation: Shape = {
  ...{ id: true, kind: true, name: true, colour: true, ownerId: true, members: [person] },
  ...{ permissions: [true], answer: true, closedAt: true, createdAt: true, activeAt: true },
};
const thread: Shape = {
  ...{ id: true, communityId: true, parentId: true, rootId: true, name: true, createdById: true },
  ...{ posted: true, activeAt: true, isArchived: true, locked: true, archiveAfter: true },
  ...{ tagIds: [true], isPinned: true },
};
const allowed: Record<keyof ServerEvents, Shape> = {
  'message.created': { message },
  'message.updated': { message },
  'poll.changed': {
    ...{ channelId: true, messageId: true, rev: true, votes: [true], voters: true },
    ...{ ended: true, version: true },
  },
  'poll.own': { channelId: true, messageId: true, poll },
  'reaction.changed': {
    ...{ channelId: true, messageId: true, emoji: true, count: true },
    ...{ accountId: true, added: true, version: true },
  },
  'reaction.cleared': { channelId: true, messageId: true, emoji: true, version: true },
  'channel.counters': { channels: [{ channelId: true, version: true, posted: true }] },
  'channel.seen': { channelId: true, accountId: true, seq: true },
  'channel.read': {
    ...{ channelId: true, readSeq: true, readOrdinal: true, rewinds: true },
    ...{ mentions: [[true]], version: true },
  },
  'notifications.updated': {
    notifications: {
      unread: true,
      places: [{ placeId: true, place: true, level: true, muted: true, mutedUntil: true }],
      preferences: {
        ...{ desktop: true, sound: true, previews: true, timeZone: true },
        ...{ quiet: true, quietDays: [true], quietFrom: true, quietTo: true },
      },
    },
  },
  'channel.mentions': { channelId: true, marks: [{ seq: true, version: true, on: true }] },
  'channel.typing': { channelId: true, accountId: true, displayName: true },
  'community.updated': { community },
  'community.removed': { communityId: true },
  'member.updated': { communityId: true, members: [{ accountId: true, face }] },
  'conversation.updated': { conversation },
  'conversation.removed': { conversationId: true },
  'relation.updated': { account: person, state: true, since: true },
  'thread.updated': { thread },
  'thread.followed': { thread, isFollowed: true },
  'thread.removed': { threadId: true },
  'presence.changed': { people: [{ accountId: true, state: true, status: { emoji: true, text: true } }] },
  'presence.own': {
    own: { chosen: true, version: true, status: { emoji: true, text: true, endsAt: true } },
  },
  'saved.changed': { at: true },
  'scheduled.changed': { at: true },
  hello: { accountId: true, build: true, serverTime: true },
  resync: {},
  'session.ended': {},
};

/** Paths in a payload that its shape does not have. */
function strays(value: unknown, shape: Shape | undefined, path: string): string[] {
  if (value === null || shape === tree) return [];
  if (Array.isArray(value))
    return Array.isArray(shape)
      ? value.flatMap((item, index) => strays(item, shape[0], `${path}[${index}]`))
      : [path];
  if (typeof value !== 'object') return shape === true ? [] : [path];
  if (shape === undefined || shape === true || Array.isArray(shape)) return [path];
  return Object.entries(value).flatMap(([field, inner]) =>
    field in shape ? strays(inner, shape[field], `${path}.${field}`) : [`${path}.${field}`],
  );
}

test('Z5 every event carries the fields of its list and nothing else; no secret is in any', async () => {
  const { communityId, openId, inside } = await castPlay();
  const author = inside['by role']!;
  const email = `${secret.toLowerCase()}@example.org`;
  await stage.world.db.prisma.account.update({ where: { id: author.id }, data: { email, emailKey: email } });
  const [writer, reader, leaver] = [
    await stage.socket(author),
    await stage.socket(stage.owner),
    await stage.socket(inside['by name']!),
  ];
  for (const socket of [writer, reader, leaver])
    await socket.call('channel.subscribe', { channelIds: [openId] });

  const first = (
    await writer.call('message.send', {
      channelId: openId,
      clientId: randomUUID(),
      body: '# All\n> of **it** [a](https://b.example)\n```js\nx\n```',
    })
  ).data;
  const second = (
    await writer.call('message.send', {
      channelId: openId,
      clientId: randomUUID(),
      body: 'a reply',
      replyToId: first.id,
    })
  ).data;
  await writer.call('message.forward', {
    ...{ messageId: first.id, channelId: openId, clientId: randomUUID() },
  });
  await writer.call('message.edit', { messageId: second.id, body: 'edited' });
  await writer.call('message.delete', { messageId: second.id });
  await writer.call('message.restore', { messageId: second.id });
  await writer.call('reaction.add', { messageId: first.id, emoji: '👍' });
  await writer.call('message.edit', { messageId: first.id, body: 'edited too' });
  await reader.call('reaction.clear', { messageId: first.id });
  const asked = await writer.call('message.send', {
    ...{ channelId: openId, clientId: randomUUID(), body: 'Which?' },
    poll: { answers: ['a', 'b'], multiple: false, anonymous: true, hours: 1 },
  });
  await writer.call('poll.vote', { messageId: asked.data.id, answer: 1 });
  await reader.call('presence.watch', { accountIds: [author.id, stage.outsider.id] });
  await writer.call('status.set', { emoji: '🌱', text: 'growing', seconds: 60 });
  await writer.call('presence.choose', { state: 'dnd' });
  await writer.call('channel.typing', { channelId: openId });
  await reader.call('channel.read', { channelId: openId, seq: second.seq });
  await reader.call('channel.unsubscribe', { channelIds: [openId] });
  await writer.call('message.send', {
    channelId: openId,
    clientId: randomUUID(),
    body: `counted <@${stage.owner.id}>`,
  });
  await reader.call('notifications.preferences', { sound: false });
  await writer.call('saved.save', { messageId: first.id });
  await writer.call('scheduled.create', {
    ...{ channelId: openId, clientId: randomUUID(), body: 'later' },
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await waitFor(() => names(reader).has('channel.mentions'), { message: 'the mention' });
  await stage.world.services.communities.updateCommunity(stage.owner.ctx, { communityId, name: 'Renamed' });
  await stage.world.services.members.setNickname(stage.owner.ctx, {
    communityId,
    accountId: author.id,
    nickname: 'Renamed',
  });
  const api = (person: Person, path: string, body: object) =>
    stage.api(person).json('POST', `/api/v1${path}`, body);
  await api(author, '/friends', { username: stage.owner.username });
  await api(stage.owner, `/friends/${author.id}/accept`, {});
  const made = await api(author, '/conversations/group', { memberIds: [stage.owner.id], name: 'Group' });
  const groupId = JSON.parse(made.body).id as string;
  const inGroup = await api(stage.owner, `/channels/${groupId}/messages`, {
    clientId: randomUUID(),
    body: 'is that read?',
  });
  await writer.call('channel.read', { channelId: groupId, seq: JSON.parse(inGroup.body).seq });
  await writer.call('thread.create', { messageId: first.id });
  const { channelId: forumId } = await stage.world.services.channels.createChannel(stage.owner.ctx, {
    ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
  });
  const post = { clientId: randomUUID(), title: 'Soon gone', body: 'from the forum' };
  const posted = await api(author, `/channels/${forumId}/posts`, post);
  await stage.api(author).json('DELETE', `/api/v1/threads/${(JSON.parse(posted.body) as PostDto).thread.id}`);
  await stage.api(author).json('DELETE', `/api/v1/conversations/${groupId}/members/${stage.owner.id}`);
  await stage.world.services.communities.leaveCommunity(inside['by name']!.ctx, { communityId });
  await waitFor(() => names(reader).has('presence.changed'));
  // The app loses its ear on the database for a moment: everybody is told to look again.
  await waitFor(() => names(leaver).has('community.removed'));
  await stage.world.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'hearth-listen'`,
  );
  await waitFor(() => names(reader).has('resync'));
  await stage.world.services.accounts.logOut(author.ctx);
  await waitFor(() => names(writer).has('session.ended'));

  const heard = [writer, reader, leaver].flatMap((socket) => socket.heard);
  await waitFor(
    () => new Set(heard.concat(reader.heard).map(({ name }) => name)).size === Object.keys(allowed).length,
    { message: 'every kind of event' },
  );
  for (const { name, payload } of heard)
    expect([name, strays(payload, allowed[name], name)]).toEqual([name, []]);
  const text = JSON.stringify(heard);
  for (const person of [author, stage.owner, inside['by name']!])
    expect([text.includes(person.token), text.includes(person.ctx.network)]).toEqual([false, false]);
  expect(text).not.toMatch(/@example\.org|argon2|password|hash|token|sessionId|network|userAgent/i);
});
