import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '#contract/permissions';
import { type Person, type World, createWorld, testPassword } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await createWorld();
  owner = await world.person();
});
afterAll(() => world.close());

const members = () => world.services.members;
const code = (error: { code: string; reason?: string }) => error.reason ?? error.code;

interface Place {
  communityId: string;
  channelId: string;
  /** May do everything this domain knows, at position 5. */
  moderator: Person;
  /** The same at position 5. */
  equal: Person;
  member: Person;
}

const moderating: Permission[] = [
  'member.kick',
  'member.ban',
  'member.timeout',
  'nickname.manage',
  'role.manage',
];

async function newMember(communityId: string): Promise<Person> {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
}

async function giveRole(
  communityId: string,
  accountId: string,
  role: { position: number; permissions?: Permission[]; colour?: string; hoist?: boolean; name?: string },
): Promise<string> {
  const id = randomUUID();
  await world.db.prisma.role.create({ data: { id, communityId, name: 'role', permissions: [], ...role } });
  await world.db.prisma.memberRole.create({ data: { communityId, accountId, roleId: id } });
  world.services.directory.forget(communityId);
  return id;
}

async function makePlace(): Promise<Place> {
  const { communityId, channelId } = await world.community(owner);
  const [moderator, equal, member] = [
    await newMember(communityId),
    await newMember(communityId),
    await newMember(communityId),
  ];
  for (const { id } of [moderator, equal])
    await giveRole(communityId, id, { position: 5, permissions: moderating });
  return { communityId, channelId, moderator, equal, member };
}

const isMember = async (communityId: string, { id }: Person) =>
  (await world.db.prisma.member.count({ where: { communityId, accountId: id } })) === 1;
const auditOf = async (communityId: string, { id }: Person) =>
  (
    await world.db.prisma.auditEntry.findMany({
      where: { communityId, targetId: id },
      orderBy: { id: 'asc' },
    })
  ).map(({ action, reason }) => (reason ? `${action}: ${reason}` : action));
async function comeBack(person: Person, communityId: string) {
  const { code: invite } = await world.services.invites.createInvite(owner.ctx, { communityId });
  return world.services.invites.acceptInvite(person.ctx, { code: invite });
}
const forGood = { seconds: null, sweep: 0 as const };

describe('who may act on whom', () => {
  test('Z9 nobody acts on an equal, a higher or themselves, nor on the owner; a member on nobody', async () => {
    const { communityId, moderator, equal, member } = await makePlace();
    const acts: Record<string, (by: Person, on: Person) => Promise<unknown>> = {
      kick: (by, on) => members().kickMember(by.ctx, { communityId, accountId: on.id }),
      ban: (by, on) => members().banMember(by.ctx, { communityId, accountId: on.id, ...forGood }),
      'ban by name': (by, on) =>
        members().banUsername(by.ctx, { communityId, username: on.username, ...forGood }),
      timeout: (by, on) => members().timeOutMember(by.ctx, { communityId, accountId: on.id, seconds: 60 }),
      'end of timeout': (by, on) => members().endTimeout(by.ctx, { communityId, accountId: on.id }),
      transfer: (by, on) =>
        members().transferOwnership(by.ctx, { communityId, accountId: on.id, password: testPassword }),
    };
    const outsider = await world.person();
    for (const [name, act] of Object.entries(acts)) {
      for (const on of [equal, moderator, owner])
        expect([name, await act(moderator, on).catch(code)]).toEqual([name, 'FORBIDDEN']);
      expect([name, await act(member, moderator).catch(code)]).toEqual([name, 'FORBIDDEN']);
      expect([name, await act(owner, owner).catch(code)]).toEqual([name, 'FORBIDDEN']);
      expect([name, await act(outsider, member).catch(code)]).toEqual([name, 'NOT_FOUND']);
    }
    for (const on of [equal, owner]) {
      const rename = members().setNickname(moderator.ctx, { communityId, accountId: on.id, nickname: 'X' });
      await expect(rename).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await Promise.all([equal, moderator, owner].map((each) => isMember(communityId, each)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('who is timed out acts on nobody', async () => {
    const { communityId, moderator, member } = await makePlace();
    await members().timeOutMember(owner.ctx, { communityId, accountId: moderator.id, seconds: 600 });
    await expect(
      members().kickMember(moderator.ctx, { communityId, accountId: member.id }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('kick', () => {
  test('ends the membership with its roles and overrides; the person may come back', async () => {
    const { communityId, channelId, moderator, member } = await makePlace();
    await giveRole(communityId, member.id, { position: 1 });
    await world.db.prisma.override.create({
      data: { id: randomUUID(), channelId, accountId: member.id, allow: ['message.manage'], deny: [] },
    });
    await members().kickMember(moderator.ctx, { communityId, accountId: member.id, reason: 'noise' });
    expect(await isMember(communityId, member)).toBe(false);
    expect(await auditOf(communityId, member)).toEqual(['member.kick: noise']);
    expect(world.told.changed).toContain(communityId);
    await comeBack(member, communityId);
    const view = (await world.services.directory.community(communityId))!;
    expect(view.rolesOf(member.id)).toEqual([]);
    expect(view.permissionsOf(member.id, channelId).has('message.manage')).toBe(false);
  });
});

describe('ban', () => {
  test('keeps somebody out until it is lifted; blanks what they wrote lately, and nothing else', async () => {
    const { communityId, channelId, moderator, member } = await makePlace();
    const elsewhere = await world.community(owner);
    await world.join(member, elsewhere.communityId);
    const kept = await world.send(member, elsewhere.channelId, 'elsewhere');
    const old = await world.send(member, channelId, 'old');
    await world.db.prisma.message.update({
      where: { id: old.id },
      data: { createdAt: new Date(Date.now() - 2 * 3600_000) },
    });
    const other = await world.send(moderator, channelId, 'of somebody else');
    for (let n = 0; n < 3; n += 1) await world.send(member, channelId, `spam ${n}`);
    const before = await world.db.prisma.channel.findUniqueOrThrow({ where: { id: channelId } });
    world.told.updated.length = 0;
    expect(
      await members().banMember(moderator.ctx, {
        communityId,
        accountId: member.id,
        seconds: null,
        sweep: 3600,
        reason: 'spam',
      }),
    ).toEqual({ deletedMessages: 3 });
    const left = await world.db.prisma.message.findMany({
      where: { authorId: member.id, deletedAt: null },
      select: { id: true },
    });
    expect(left.map(({ id }) => id).sort()).toEqual([kept.id, old.id].sort());
    expect((await world.db.prisma.message.findUniqueOrThrow({ where: { id: other.id } })).body).not.toBe('');
    const after = await world.db.prisma.channel.findUniqueOrThrow({ where: { id: channelId } });
    expect([after.version, after.posted]).toEqual([before.version + 3, before.posted]);
    expect(world.told.updated.map(({ version, body }) => [version, body])).toEqual([
      [before.version + 1, null],
      [before.version + 2, null],
      [before.version + 3, null],
    ]);

    expect(await comeBack(member, communityId).catch(code)).toBe('member.banned');
    const page = await members().listBans(moderator.ctx, { communityId });
    expect(page.bans).toMatchObject([{ account: { id: member.id }, reason: 'spam', expiresAt: null }]);
    expect((await members().listBans(moderator.ctx, { communityId, query: 'nobody' })).bans).toEqual([]);
    await members().unbanMember(moderator.ctx, { communityId, accountId: member.id });
    await expect(
      members().unbanMember(moderator.ctx, { communityId, accountId: member.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await comeBack(member, communityId);
    expect(await auditOf(communityId, member)).toEqual(['member.ban: spam', 'member.unban']);
  });

  test('a refused return uses nothing of the invite up', async () => {
    const { communityId, member } = await makePlace();
    await members().banMember(owner.ctx, { communityId, accountId: member.id, ...forGood });
    const invite = await world.services.invites.createInvite(owner.ctx, { communityId, maxUses: 1 });
    expect(await world.services.invites.acceptInvite(member.ctx, { code: invite.code }).catch(code)).toBe(
      'member.banned',
    );
    await world.services.invites.acceptInvite((await world.person()).ctx, { code: invite.code });
  });

  test('ends by itself at its time', async () => {
    const { communityId, member } = await makePlace();
    await members().banMember(owner.ctx, { communityId, accountId: member.id, seconds: 3600, sweep: 0 });
    expect(await comeBack(member, communityId).catch(code)).toBe('member.banned');
    await world.db.prisma.ban.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect((await members().listBans(owner.ctx, { communityId })).bans).toEqual([]);
    await comeBack(member, communityId);
  });

  test('reaches who never came, by username; not who does not exist', async () => {
    const { communityId, moderator } = await makePlace();
    const stranger = await world.person();
    // Nobody learns by an id that there is such an account.
    await expect(
      members().banMember(moderator.ctx, { communityId, accountId: stranger.id, ...forGood }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await members().banUsername(moderator.ctx, {
      communityId,
      username: stranger.username.toUpperCase(),
      ...forGood,
    });
    expect(await comeBack(stranger, communityId).catch(code)).toBe('member.banned');
    await expect(
      members().banUsername(moderator.ctx, { communityId, username: 'nobody-at-all', ...forGood }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', fields: { username: 'wrong' } });
  });

  test('blanks many messages in portions, and says so once a portion', async () => {
    const { communityId, channelId, member } = await makePlace();
    const { version } = await world.db.prisma.channel.findUniqueOrThrow({ where: { id: channelId } });
    await world.db.prisma.message.createMany({
      data: Array.from({ length: 450 }, (_, n) => ({
        id: randomUUID(),
        channelId,
        authorId: member.id,
        clientId: randomUUID(),
        body: `m${n}`,
        ...{ seq: version + n + 1, version: version + n + 1, ordinal: n + 1 },
      })),
    });
    await world.db.prisma.channel.update({
      where: { id: channelId },
      data: { version: version + 450, posted: 450 },
    });
    world.told.moved.length = 0;
    const { deletedMessages } = await members().banMember(owner.ctx, {
      communityId,
      accountId: member.id,
      seconds: null,
      sweep: 604_800,
    });
    const rows = await world.db.prisma.message.findMany({
      where: { channelId },
      orderBy: { version: 'asc' },
    });
    expect([deletedMessages, world.told.moved.length]).toEqual([450, 2]);
    expect(rows.map((row) => row.version)).toEqual(
      Array.from({ length: 450 }, (_, n) => version + 450 + n + 1),
    );
    expect(rows.every(({ body, deletedAt }) => body === '' && deletedAt !== null)).toBe(true);
  });
});

describe('timeout', () => {
  test('leaves the reading, until it is ended or over', async () => {
    const { communityId, channelId, moderator, member } = await makePlace();
    const refused = () => world.send(member, channelId).then(() => 'sent', code);
    await members().timeOutMember(moderator.ctx, { communityId, accountId: member.id, seconds: 600 });
    expect(await refused()).toBe('FORBIDDEN');
    await world.services.messages.getPage(member.ctx, { channelId });
    const { communities } = await world.services.communities.getBootstrap(member.ctx);
    expect(communities.find(({ id }) => id === communityId)?.timeoutUntil).not.toBeNull();
    await members().endTimeout(moderator.ctx, { communityId, accountId: member.id });
    expect(await refused()).toBe('sent');

    await members().timeOutMember(moderator.ctx, { communityId, accountId: member.id, seconds: 60 });
    expect(await members().endPastTimeouts()).toBe(0);
    expect(await refused()).toBe('FORBIDDEN');
    world.advance(61_000);
    world.told.changed.length = 0;
    expect(await members().endPastTimeouts()).toBe(1);
    expect(world.told.changed).toEqual([communityId]);
    expect(await refused()).toBe('sent');
    expect(await auditOf(communityId, member)).toEqual([
      'member.timeout',
      'member.timeout_end',
      'member.timeout',
    ]);
  });
});

describe('nicknames', () => {
  test('show in messages, replies and typing notes, without a query more for a message', async () => {
    const { communityId, channelId, member, moderator } = await makePlace();
    const roleId = await giveRole(communityId, member.id, { position: 1, colour: 'teal' });
    const first = await world.send(member, channelId, 'first');
    expect(first.author).toEqual({
      id: member.id,
      username: member.username,
      displayName: member.username,
      roleId,
    });
    await members().setNickname(member.ctx, { communityId, accountId: member.id, nickname: 'Nick' });
    expect((await world.send(member, channelId, 'second')).author).toMatchObject({
      nickname: 'Nick',
      roleId,
    });
    const reply = await world.send(moderator, channelId, 'a reply', { replyToId: first.id });
    expect(reply.replyTo?.author).toMatchObject({ nickname: 'Nick' });
    const page = await world.services.messages.getPage(owner.ctx, { channelId });
    expect(page.messages.map(({ author }) => author?.nickname)).toEqual(['Nick', 'Nick', undefined]);
    await world.services.channels.noteTyping(member.ctx, { channelId });
    expect(world.told.typing.at(-1)).toMatchObject({ displayName: 'Nick' });
    const { faces } = await world.services.communities.getBootstrap(member.ctx);
    expect(faces[communityId]).toEqual({ nickname: 'Nick', roleId });
  });

  test('one sets one’s own if one may, that of lower ones with the right to, and takes it back', async () => {
    const { communityId, moderator, member } = await makePlace();
    const set = (by: Person, on: Person, nickname: string) =>
      members()
        .setNickname(by.ctx, { communityId, accountId: on.id, nickname })
        .then(() => 'set', code);
    expect(await set(member, member, 'Mine')).toBe('set');
    expect(await set(member, moderator, 'Yours')).toBe('FORBIDDEN');
    expect(await set(moderator, member, 'Given')).toBe('set');
    const everyone = await world.db.prisma.role.findFirstOrThrow({
      where: { communityId, isEveryone: true },
    });
    await world.db.prisma.role.update({
      where: { id: everyone.id },
      data: { permissions: everyone.permissions.filter((name) => name !== 'nickname.change') },
    });
    world.services.directory.forget(communityId);
    expect(await set(member, member, 'Again')).toBe('FORBIDDEN');
    expect(await set(moderator, moderator, 'Own')).toBe('set');
    expect(await set(moderator, member, '')).toBe('set');
    const row = await world.db.prisma.member.findFirstOrThrow({
      where: { communityId, accountId: member.id },
    });
    expect(row.nickname).toBeNull();
    expect(await auditOf(communityId, member)).toEqual(Array(3).fill('member.nickname'));
  });
});

describe('the owner', () => {
  test('hands the community over with their password, and stays as its highest administrator', async () => {
    const { communityId, member } = await makePlace();
    const low = await giveRole(communityId, owner.id, { position: 2, permissions: ['administrator'] });
    await world.db.prisma.memberRole.deleteMany({ where: { roleId: low } });
    world.services.directory.forget(communityId);
    const transfer = (accountId: string, password = testPassword) =>
      members()
        .transferOwnership(owner.ctx, { communityId, accountId, password })
        .then(() => 'done', code);
    expect(await transfer(member.id, 'not my password')).toBe('password.wrong');
    expect(await transfer((await world.person()).id)).toBe('NOT_FOUND');
    expect(await transfer(member.id)).toBe('done');
    const view = (await world.services.directory.community(communityId))!;
    expect([view.ownerId, view.rolesOf(owner.id).map(({ id }) => id)]).toEqual([member.id, [low]]);
    expect(await transfer(owner.id)).toBe('FORBIDDEN');
  });
});

describe('moderators', () => {
  test('note what others need to know; it stays when the person has left', async () => {
    const { communityId, moderator, equal, member } = await makePlace();
    const note = { communityId, accountId: member.id, body: 'was warned' };
    await members().addNote(moderator.ctx, note);
    await expect(members().addNote(member.ctx, note)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await members().kickMember(moderator.ctx, { communityId, accountId: member.id, reason: 'again' });
    const profile = await members().getMember(equal.ctx, { communityId, accountId: member.id });
    expect(profile).toMatchObject({
      member: null,
      may: ['ban', 'note'],
      record: {
        notes: [{ body: 'was warned', author: { id: moderator.id } }],
        history: [{ action: 'member.kick', reason: 'again' }, { action: 'member.note' }],
      },
    });
    const noteId = profile.record!.notes[0]!.id;
    await expect(members().deleteNote(equal.ctx, { communityId, noteId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await members().deleteNote(owner.ctx, { communityId, noteId });
  });

  test('see more of a member than members do, and nothing of who was never here', async () => {
    const { communityId, moderator, equal, member } = await makePlace();
    const of = (by: Person, on: Person) => members().getMember(by.ctx, { communityId, accountId: on.id });
    expect(await of(moderator, member)).toMatchObject({
      may: ['nickname', 'roles', 'timeout', 'kick', 'ban', 'note'],
      record: { origin: { by: owner.username, code: null } },
    });
    expect(await of(moderator, equal)).toMatchObject({ may: ['note'] });
    expect(await of(member, moderator)).toMatchObject({ may: [], record: null });
    expect(await of(member, member)).toMatchObject({ may: ['nickname'], record: null });
    expect((await of(owner, member)).may).toContain('transfer');
    const stranger = await world.person();
    for (const by of [moderator, member])
      await expect(of(by, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await members().kickMember(owner.ctx, { communityId, accountId: member.id });
    await expect(of(member, moderator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const plain = await newMember(communityId);
    await expect(of(plain, member)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('list members by name or by when they came, search and filter; members do not', async () => {
    const { communityId, moderator, member, equal } = await makePlace();
    await members().setNickname(owner.ctx, { communityId, accountId: member.id, nickname: 'Ägidius' });
    const roleId = await giveRole(communityId, equal.id, { position: 1 });
    const list = async (more: object) =>
      (await members().listLines(moderator.ctx, { communityId, ...more })).members.map(
        ({ account }) => account.id,
      );
    expect(await list({ query: 'agid' })).toEqual([member.id]);
    expect(await list({ roleId })).toEqual([equal.id]);
    expect(await list({ sort: 'joined' })).toEqual([member.id, equal.id, moderator.id, owner.id]);
    expect((await list({}))[0]).toBe(member.id);
    await expect(members().listLines(member.ctx, { communityId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(members().listBans(member.ctx, { communityId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('at once', () => {
  test('two moderators who ban, kick and time out one member leave one outcome', async () => {
    const { communityId, moderator, equal, member } = await makePlace();
    const ref = { communityId, accountId: member.id };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => {
        const { ctx } = n % 2 ? moderator : equal;
        if (n % 5 === 0)
          return members()
            .banMember(ctx, { ...ref, ...forGood })
            .then(() => 'ban', code);
        if (n % 5 === 1)
          return members()
            .kickMember(ctx, ref)
            .then(() => 'kick', code);
        return members()
          .timeOutMember(ctx, { ...ref, seconds: 60 })
          .then(() => 'timeout', code);
      }),
    );
    expect(await isMember(communityId, member)).toBe(false);
    const bans = await world.db.prisma.ban.count({ where: ref });
    expect(bans).toBe(outcomes.includes('ban') ? 1 : 0);
    expect(outcomes.filter((each) => each === 'kick').length).toBeLessThanOrEqual(1);
    expect(outcomes.filter((each) => !['ban', 'kick', 'timeout', 'NOT_FOUND'].includes(each))).toEqual([]);
    // The log tells exactly what was done.
    expect((await auditOf(communityId, member)).length).toBe(
      outcomes.filter((each) => each !== 'NOT_FOUND').length,
    );
  }, 30_000);

  test('a ban and many joins: who is banned is no member', async () => {
    const { communityId } = await makePlace();
    const people = await Promise.all(Array.from({ length: 10 }, () => world.person()));
    const invite = await world.services.invites.createInvite(owner.ctx, { communityId });
    await Promise.all(
      people.flatMap((person) => [
        ...Array.from({ length: 3 }, () =>
          world.services.invites.acceptInvite(person.ctx, { code: invite.code }).catch(code),
        ),
        members()
          .banUsername(owner.ctx, { communityId, username: person.username, ...forGood })
          .catch(code),
      ]),
    );
    for (const person of people) {
      const banned = await world.db.prisma.ban.count({ where: { communityId, accountId: person.id } });
      expect([banned, await isMember(communityId, person)]).toEqual([1, false]);
    }
  }, 60_000);

  test('a kick and a role given: no roles without a membership, and both are done or one is refused', async () => {
    const { communityId, moderator, member } = await makePlace();
    const roleId = randomUUID();
    await world.db.prisma.role.create({
      data: { id: roleId, communityId, name: 'r', position: 1, permissions: [] },
    });
    await Promise.all([
      members().kickMember(moderator.ctx, { communityId, accountId: member.id }),
      world.services.audit
        .changeCommunity(owner.ctx, communityId, async ({ tx, community }) => {
          if (community.isMember(member.id))
            await tx.memberRole.create({ data: { communityId, accountId: member.id, roleId } });
        })
        .catch(code),
    ]);
    expect(await isMember(communityId, member)).toBe(false);
    expect(await world.db.prisma.memberRole.count({ where: { communityId, accountId: member.id } })).toBe(0);
  });
});

describe('handing a community over', () => {
  test('waits for nobody who waits for the community: an account that is being deleted', async () => {
    const [giver, heir] = [await world.person(), await world.person()];
    const place = await world.community(giver);
    await world.join(heir, place.communityId);
    const hand = () =>
      world.services.members.transferOwnership(giver.ctx, {
        ...{ communityId: place.communityId, accountId: heir.id, password: testPassword },
      });
    // Locks in the order of a deletion, held open while the other one hands over.
    await world.db.transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM accounts WHERE id = ${heir.id}::uuid FOR NO KEY UPDATE`;
      await expect(hand()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${place.communityId}::uuid FOR NO KEY UPDATE`;
    });
    await world.db.prisma.account.update({ where: { id: heir.id }, data: { disabledAt: new Date() } });
    await expect(hand()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.db.prisma.account.update({ where: { id: heir.id }, data: { disabledAt: null } });
    await hand();
  });
});
