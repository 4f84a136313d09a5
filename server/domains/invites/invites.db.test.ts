import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld, testPassword } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;
beforeAll(async () => {
  world = await createWorld();
  [owner, member] = [await world.person(), await world.person()];
});
beforeEach(async () => {
  ({ communityId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const invites = () => world.services.invites;
const make = (by: Person, limits: object = {}) => invites().createInvite(by.ctx, { communityId, ...limits });
const usesOf = async (code: string) =>
  (await world.db.prisma.invite.findUniqueOrThrow({ where: { code } })).uses;
const hour = 3_600_000;

test('an invite holds a week and any number of people unless it is told otherwise', async () => {
  const invite = await make(member);
  expect(invite).toMatchObject({ communityId, createdBy: member.username, maxUses: null, uses: 0 });
  expect(invite.code).toMatch(/^[2-9B-DF-HJKMNP-TV-Z]{12}$/);
  expect(Date.parse(invite.expiresAt!) - Date.now()).toBeGreaterThan(167 * hour);
  expect((await make(member, { lifetime: null, maxUses: 3 })).expiresAt).toBeNull();
});

test('who may not invite makes none, and a stranger learns nothing', async () => {
  await world.db.prisma.role.updateMany({
    where: { communityId, isEveryone: true },
    data: { permissions: ['channel.view'] },
  });
  world.services.directory.forget(communityId);
  await expect(make(member)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(make(await world.person())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(make({ ...owner, ctx: world.anonymous() })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

describe('the list', () => {
  test('has one’s own, or all for who manages them; none that is over', async () => {
    const [mine, theirs] = [await make(member), await make(owner)];
    const codes = async (person: Person) =>
      (await invites().listInvites(person.ctx, { communityId })).map(({ code }) => code);
    expect(await codes(member)).toEqual([mine.code]);
    expect(await codes(owner)).toEqual(expect.arrayContaining([mine.code, theirs.code]));
    await invites().revokeInvite(owner.ctx, { code: mine.code });
    expect(await codes(member)).toEqual([]);
    await expect(invites().listInvites((await world.person()).ctx, { communityId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('keeps what is one’s own in reach, however many others made after it', async () => {
    const mine = await make(member);
    const { id } = await world.db.prisma.invite.findUniqueOrThrow({ where: { code: mine.code } });
    await world.db.pool.query(
      `INSERT INTO invites (id, code, community_id, created_by, created_at)
       SELECT gen_random_uuid(), 'MANY' || n || $2, community_id, $3, now() + interval '1 minute' FROM invites, generate_series(1, 250) n WHERE id = $1`,
      [id, randomUUID(), owner.id],
    );
    const codes = (await invites().listInvites(member.ctx, { communityId })).map(({ code }) => code);
    expect(codes).toEqual([mine.code]);
  });

  test('has none that is used up', async () => {
    const { code } = await make(member, { maxUses: 1 });
    await invites().acceptInvite((await world.person()).ctx, { code });
    expect(await invites().listInvites(member.ctx, { communityId })).toEqual([]);
  });
});

describe('one member', () => {
  const fill = (count: number) =>
    world.db.pool.query(
      `INSERT INTO invites (id, code, community_id, created_by)
       SELECT gen_random_uuid(), 'FULL' || n || $1, $2, $3 FROM generate_series(1, $4::int) n`,
      [randomUUID(), communityId, member.id, count],
    );

  test('has at most 100 open invites to a community, also of many made at once', async () => {
    await fill(97);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => make(member)));
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.code] : []));
    expect(made).toHaveLength(3);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'CONFLICT', reason: 'limit.reached' });
    await make(owner);
    await invites().revokeInvite(member.ctx, { code: made[0]! });
    await make(member);
  });
});

describe('using one', () => {
  test('a member goes in without using it up, also when it is over', async () => {
    const { code } = await make(owner, { maxUses: 1 });
    const goesIn = { communityId, state: 'inside', channelId: null };
    expect(await invites().acceptInvite(member.ctx, { code })).toEqual(goesIn);
    expect(await usesOf(code)).toBe(0);
    await invites().revokeInvite(owner.ctx, { code });
    expect(await invites().acceptInvite(member.ctx, { code })).toEqual(goesIn);
  });

  test('who is in already tells nobody anything, however often they come', async () => {
    const { code } = await make(owner);
    const before = world.told.changed.length;
    for (let n = 0; n < 20; n += 1) await invites().acceptInvite(member.ctx, { code });
    expect(world.told.changed).toHaveLength(before);
    const newcomer = await world.person();
    await Promise.all(Array.from({ length: 4 }, () => invites().acceptInvite(newcomer.ctx, { code })));
    expect(world.told.changed.slice(before)).toEqual([communityId]);
  });

  test('who comes and goes all the time is soon told to wait; others are not', async () => {
    const paced = await createWorld({ HEARTH_MESSAGES_PER_SECOND: '5', HEARTH_MESSAGES_BURST: '10' });
    const { services } = paced;
    const [host, restless, other] = [await paced.person(), await paced.person(), await paced.person()];
    const place = await paced.community(host);
    const { code } = await services.invites.createInvite(host.ctx, { communityId: place.communityId });
    const comeAndGo = async () => {
      await services.invites.acceptInvite(restless.ctx, { code });
      await services.communities.leaveCommunity(restless.ctx, { communityId: place.communityId });
    };
    for (let n = 0; n < 10; n += 1) await comeAndGo();
    await expect(comeAndGo()).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    await services.invites.acceptInvite(other.ctx, { code });
    await paced.close();
  });

  test('I1 of 20 at once no more come in than it allows, and none is counted who did not', async () => {
    const { code } = await make(owner, { maxUses: 3 });
    const people = await Promise.all(Array.from({ length: 20 }, () => world.person()));
    const outcomes = await Promise.allSettled(
      people.map((person) => invites().acceptInvite(person.ctx, { code })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'GONE', reason: 'invite.gone' });
    expect(await usesOf(code)).toBe(3);
    expect(await world.db.prisma.member.count({ where: { communityId } })).toBe(5);
  });

  test('I1 one person by two invites at once is in once, and uses one', async () => {
    const codes = [(await make(owner)).code, (await make(owner)).code];
    const person = await world.person();
    await Promise.all([...codes, ...codes].map((code) => invites().acceptInvite(person.ctx, { code })));
    expect((await Promise.all(codes.map(usesOf))).reduce((sum, uses) => sum + uses)).toBe(1);
  });

  test('I2 a registration that fails at the end gives the use back', async () => {
    const { code } = await make(owner, { maxUses: 1 });
    const register = (username: string) =>
      world.services.accounts.register(world.anonymous(), {
        username,
        password: testPassword,
        inviteCode: code,
      });
    await expect(register(member.username)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await usesOf(code)).toBe(0);
    expect(await register(`n${randomUUID().slice(-8)}`)).toMatchObject({
      arrival: { communityId },
    });
    expect(await usesOf(code)).toBe(1);
  });

  test('I3 an hour is an hour', async () => {
    const timed = await createWorld();
    const host = await timed.person();
    const place = await timed.community(host);
    const { code } = await timed.services.invites.createInvite(host.ctx, {
      communityId: place.communityId,
      lifetime: 3600,
    });
    timed.advance(hour - 60_000);
    await timed.services.invites.acceptInvite((await timed.person()).ctx, { code });
    timed.advance(61_000);
    await expect(
      timed.services.invites.acceptInvite((await timed.person()).ctx, { code }),
    ).rejects.toMatchObject({ code: 'GONE' });
    await expect(timed.services.invites.previewInvite(timed.anonymous(), { code })).rejects.toMatchObject({
      code: 'GONE',
    });
    await timed.close();
  });

  test('the preview names the community and who invites, and no more', async () => {
    const { code } = await make(member);
    const preview = await invites().previewInvite(world.anonymous(), { code });
    expect(preview).toEqual({
      code,
      community: { id: communityId, name: 'Test', colour: 'moss', letter: 'T', memberCount: 2 },
      inviter: member.username,
      ...{ rules: null, questions: [], approval: false, state: 'open', channelId: null },
    });
  });

  test('the database lets no use exceed what an invite allows', async () => {
    const { code } = await make(owner, { maxUses: 1 });
    await expect(
      world.db.pool.query('UPDATE invites SET uses = 2 WHERE code = $1', [code]),
    ).rejects.toMatchObject({ code: '23514' });
    await expect(
      world.db.pool.query('UPDATE invites SET uses = -1 WHERE code = $1', [code]),
    ).rejects.toMatchObject({ code: '23514' });
  });
});

test('whose right to invite is gone cannot let an old invite hold on', async () => {
  const { code } = await make(member, { lifetime: 3600, maxUses: 1 });
  await invites().updateInvite(member.ctx, { code, maxUses: 2 });
  await world.db.prisma.role.updateMany({
    where: { communityId, isEveryone: true },
    data: { permissions: ['channel.view'] },
  });
  world.services.directory.forget(communityId);
  for (const more of [{ lifetime: 86_400 }, { lifetime: null }, { maxUses: 3 }, { maxUses: null }])
    await expect(invites().updateInvite(member.ctx, { code, ...more })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  expect((await invites().getInvite(member.ctx, { code })).mayChange).toBe(false);
  await invites().updateInvite(owner.ctx, { code, maxUses: 3 });
  await invites().revokeInvite(member.ctx, { code });
});

describe('ending one', () => {
  test('its maker may, and who manages invites; for others it is not there', async () => {
    const [first, second] = [await make(member), await make(member)];
    const other = await world.person();
    await world.join(other, communityId);
    for (const person of [other, await world.person()])
      await expect(invites().revokeInvite(person.ctx, { code: first.code })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    await invites().revokeInvite(member.ctx, { code: first.code });
    await invites().revokeInvite(owner.ctx, { code: second.code });
    for (const { code } of [first, second])
      await expect(invites().acceptInvite((await world.person()).ctx, { code })).rejects.toMatchObject({
        code: 'GONE',
      });
  });

  test('twice is no error, and the first end stays', async () => {
    const { code } = await make(member);
    await invites().revokeInvite(member.ctx, { code });
    const ended = (await world.db.prisma.invite.findUniqueOrThrow({ where: { code } })).revokedAt;
    await invites().revokeInvite(owner.ctx, { code });
    expect((await world.db.prisma.invite.findUniqueOrThrow({ where: { code } })).revokedAt).toEqual(ended);
  });
});

test('I5 twenty unknown codes close the door for that network alone', async () => {
  const { code } = await make(owner);
  const ctx = world.anonymous();
  const guess = (guessed: string) =>
    invites()
      .previewInvite(ctx, { code: guessed })
      .then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(`WRONG${n}`)));
  expect(outcomes.filter((outcome) => outcome === 'NOT_FOUND')).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === 'RATE_LIMITED')).toHaveLength(10);
  expect(await guess(code)).toBe('RATE_LIMITED');
  expect(await invites().previewInvite(world.anonymous(), { code })).toMatchObject({ code });
});
