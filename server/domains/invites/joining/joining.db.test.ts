import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld, testPassword } from '../../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;

const invites = () => world.services.invites;
const make = (more: object = {}) => invites().createInvite(owner.ctx, { communityId, ...more });
/** Accounts without the hashing of passwords that `world.person` waits for. */
const people = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const account = await world.db.transaction((tx) =>
        world.services.accounts.createAccount(tx, {
          ...{ username: `q${randomUUID().slice(-10)}`, displayName: undefined, email: undefined },
          ...{ passwordHash: '', isAdmin: false },
        }),
      );
      const actor = { kind: 'user' as const, account, sessionId: randomUUID() };
      return { ctx: { ...world.anonymous(), actor }, id: account.id };
    }),
  );
const memberCount = () => world.db.prisma.member.count({ where: { communityId } });
const usesOf = async (code: string) =>
  (await world.db.prisma.invite.findUniqueOrThrow({ where: { code } })).uses;
const codeOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'done',
    (error: { code: string; reason?: string }) => error.reason ?? error.code,
  );
const actions = async () =>
  (await world.db.prisma.auditEntry.findMany({ where: { communityId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

beforeAll(async () => {
  world = await createWorld();
  [owner, member] = [await world.person(), await world.person()];
});
beforeEach(async () => {
  ({ communityId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

describe('rules and questions', () => {
  const rules = 'Be **kind**.';
  const questions = ['What brings you here?', 'Who do you know?'];
  const answers = questions.map((question) => ({ question, answer: `about ${question}` }));

  test('are asked of newcomers, and kept with the member', async () => {
    await invites().updateJoinSettings(owner.ctx, { communityId, rules, questions });
    const { code } = await make();
    const person = await world.person();
    expect(await invites().previewInvite(person.ctx, { code })).toMatchObject({
      rules: { body: rules, tree: [{ t: 'p' }] },
      questions,
      state: 'open',
    });
    await expect(invites().acceptInvite(person.ctx, { code })).rejects.toMatchObject({
      fields: { acceptsRules: 'required', 'answers.0.answer': 'required', 'answers.1.answer': 'required' },
    });
    await expect(invites().acceptInvite(person.ctx, { code, answers })).rejects.toMatchObject({
      fields: { acceptsRules: 'required' },
    });
    expect(await usesOf(code)).toBe(0);
    await invites().acceptInvite(person.ctx, { code, answers, acceptsRules: true });
    const row = await world.db.prisma.member.findUniqueOrThrow({
      where: { communityId_accountId: { communityId, accountId: person.id } },
    });
    expect(row.answers).toEqual(answers);
    expect((await invites().getInvite(owner.ctx, { code })).came).toMatchObject([{ answers }]);
    // Whoever is in stays in, whatever is changed later.
    await invites().updateJoinSettings(owner.ctx, { communityId, rules: 'New ones.' });
    expect(await codeOf(invites().acceptInvite(person.ctx, { code }))).toBe('done');
  });

  test('that changed meanwhile are shown again', async () => {
    await invites().updateJoinSettings(owner.ctx, { communityId, questions });
    const { code } = await make();
    await invites().updateJoinSettings(owner.ctx, { communityId, questions: ['Another?'] });
    const joining = invites().acceptInvite((await world.person()).ctx, { code, answers });
    expect(await codeOf(joining)).toBe('join.questions_changed');
  });

  test('I2 a registration that does not answer leaves no account and no use', async () => {
    await invites().updateJoinSettings(owner.ctx, { communityId, rules });
    const { code } = await make({ maxUses: 1 });
    const register = (more: object) =>
      world.services.accounts.register(world.anonymous(), {
        ...{ username: 'newcomer', password: testPassword, inviteCode: code },
        ...more,
      });
    expect(await codeOf(register({}))).toBe('INVALID');
    expect(await world.db.prisma.account.count({ where: { username: 'newcomer' } })).toBe(0);
    expect(await usesOf(code)).toBe(0);
    expect(await register({ acceptsRules: true })).toMatchObject({
      arrival: { communityId, state: 'inside' },
    });
  });

  test('are set by who manages the community', async () => {
    expect(await codeOf(invites().updateJoinSettings(member.ctx, { communityId, rules }))).toBe('FORBIDDEN');
    expect(await codeOf(invites().getJoinSettings(member.ctx, { communityId }))).toBe('FORBIDDEN');
    const stranger = await world.person();
    expect(await codeOf(invites().updateJoinSettings(stranger.ctx, { communityId, rules }))).toBe(
      'NOT_FOUND',
    );
  });
});

describe('approval', () => {
  beforeEach(() => invites().updateJoinSettings(owner.ctx, { communityId, approval: true }));

  test('lets newcomers wait, counts their use, and tells who decides', async () => {
    const { code } = await make({ maxUses: 1 });
    const person = await world.person();
    expect(await invites().acceptInvite(person.ctx, { code })).toMatchObject({ state: 'waiting' });
    expect(await invites().acceptInvite(person.ctx, { code })).toMatchObject({ state: 'waiting' });
    expect(await usesOf(code)).toBe(1);
    expect(await memberCount()).toBe(2);
    expect(await invites().previewInvite(person.ctx, { code })).toMatchObject({ state: 'waiting' });
    expect(await invites().listOwnRequests(person.ctx)).toMatchObject([
      { community: { id: communityId, name: 'Test' }, isRefused: false },
    ]);
    const seen = async (by: Person) =>
      (await world.services.communities.getBootstrap(by.ctx)).communities.find(({ id }) => id === communityId)
        ?.joinRequests;
    expect([await seen(owner), await seen(member)]).toEqual([1, null]);
    expect(await codeOf(invites().listRequests(member.ctx, { communityId }))).toBe('FORBIDDEN');

    await invites().approveRequests(owner.ctx, { communityId, accountIds: [person.id] });
    expect(await memberCount()).toBe(3);
    expect(await seen(owner)).toBe(0);
    expect(await usesOf(code)).toBe(1);
    expect(await actions()).toContain('join.approve');
  });

  test('refused: out, the use is free again, and asking again takes somebody’s word', async () => {
    const { code } = await make({ maxUses: 1 });
    const person = await world.person();
    await invites().acceptInvite(person.ctx, { code });
    await invites().refuseRequests(owner.ctx, { communityId, accountIds: [person.id] });
    expect(await usesOf(code)).toBe(0);
    expect(await codeOf(invites().acceptInvite(person.ctx, { code }))).toBe('join.refused');
    expect(await codeOf(invites().withdrawRequest(person.ctx, { communityId }))).toBe('NOT_FOUND');
    await invites().reopenRequest(owner.ctx, { communityId, accountId: person.id });
    expect(await invites().acceptInvite(person.ctx, { code })).toMatchObject({ state: 'waiting' });
  });

  test('of somebody who is banned goes, with its use free again, and holds nobody else up', async () => {
    const { code } = await make({ maxUses: 2 });
    const [banned, other] = [await world.person(), await world.person()];
    for (const { ctx } of [banned, other]) await invites().acceptInvite(ctx, { code });
    await world.services.members.banUsername(owner.ctx, {
      ...{ communityId, username: banned.username, seconds: null, sweep: 0 },
    });
    expect(await usesOf(code)).toBe(1);
    const accountIds = [banned.id, other.id];
    expect(await invites().approveRequests(owner.ctx, { communityId, accountIds })).toEqual({ count: 1 });
    expect(await memberCount()).toBe(3);
  });

  test('of an account that is deleted goes with it, and it comes in no other way', async () => {
    const { code } = await make({ maxUses: 1 });
    const [admin, asking] = [await world.person(), await world.person()];
    await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
    if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
    await invites().acceptInvite(asking.ctx, { code });
    await world.services.accounts.deleteAccount(admin.ctx, { targetId: asking.id, messages: 'keep' });
    expect(await usesOf(code)).toBe(0);
    expect((await invites().listRequests(owner.ctx, { communityId })).waiting).toEqual([]);
    // With a session that was resolved a moment before.
    expect(await codeOf(invites().acceptInvite(asking.ctx, { code }))).toBe('UNAUTHENTICATED');
    expect([await usesOf(code), await memberCount()]).toEqual([0, 2]);
  });

  test('to a community that was archived meanwhile is none, also for who waits there', async () => {
    const { code } = await make();
    const waits = await world.person();
    await invites().acceptInvite(waits.ctx, { code });
    const redeem = (accountId: string) =>
      codeOf(
        world.db.transaction((tx) =>
          invites().redeemInvite(tx, { code, accountId, acceptsRules: false, answers: [] }),
        ),
      );
    await world.db.prisma.community.update({ where: { id: communityId }, data: { archivedAt: new Date() } });
    for (const id of [waits.id, member.id, (await world.person()).id])
      expect(await redeem(id)).toBe('invite.gone');
  });

  test('withdrawn: as if nothing had been', async () => {
    const { code } = await make({ maxUses: 1 });
    const person = await world.person();
    await invites().acceptInvite(person.ctx, { code });
    await invites().withdrawRequest(person.ctx, { communityId });
    expect(await usesOf(code)).toBe(0);
    expect(await invites().listOwnRequests(person.ctx)).toEqual([]);
  });

  test('who waits when approval ends comes in by asking once more, without another use', async () => {
    const { code } = await make({ maxUses: 1 });
    const person = await world.person();
    await invites().acceptInvite(person.ctx, { code });
    await invites().updateJoinSettings(owner.ctx, { communityId, approval: false });
    expect(await invites().acceptInvite(person.ctx, { code })).toMatchObject({ state: 'inside' });
    expect([await usesOf(code), await memberCount()]).toEqual([1, 3]);
    expect(await invites().listOwnRequests(person.ctx)).toEqual([]);
  });

  test('approved twice at once is in once, and said once', async () => {
    const { code } = await make();
    const waiting = await people(5);
    for (const { ctx } of waiting) await invites().acceptInvite(ctx, { code });
    const accountIds = waiting.map(({ id }) => id);
    const counts = await Promise.all(
      Array.from({ length: 4 }, () => invites().approveRequests(owner.ctx, { communityId, accountIds })),
    );
    expect(counts.map(({ count }) => count).sort()).toEqual([0, 0, 0, 5]);
    expect(await memberCount()).toBe(7);
    expect((await actions()).filter((action) => action === 'join.approve')).toHaveLength(5);
  });

  test('approved and withdrawn at once is one of both, with the use counted or given back', async () => {
    const { code } = await make();
    const waiting = await people(8);
    for (const { ctx } of waiting) await invites().acceptInvite(ctx, { code });
    const outcomes = await Promise.all(
      waiting.map(async ({ ctx, id }) => {
        const [withdrawn, approved] = await Promise.all([
          codeOf(invites().withdrawRequest(ctx, { communityId })),
          invites().approveRequests(owner.ctx, { communityId, accountIds: [id] }),
        ]);
        return withdrawn === 'done' ? 1 - approved.count : approved.count;
      }),
    );
    expect(outcomes).toEqual(outcomes.map(() => 1));
    expect(await usesOf(code)).toBe((await memberCount()) - 2);
    expect(await world.db.prisma.joinRequest.count({ where: { communityId } })).toBe(0);
  });

  test('gives the role of the invite, and leads to its channel', async () => {
    const { id: roleId } = await world.db.prisma.role.create({
      data: { id: randomUUID(), communityId, name: 'Guest', position: 1, permissions: [] },
    });
    world.services.directory.forget(communityId);
    const { code } = await make({ roleId });
    const person = await world.person();
    await invites().acceptInvite(person.ctx, { code });
    await invites().approveRequests(owner.ctx, { communityId, accountIds: [person.id] });
    const view = await world.services.directory.community(communityId);
    expect(view?.rolesOf(person.id).map(({ name }) => name)).toEqual(['Guest']);
  });
});

describe('the community’s own link', () => {
  const word = () => `w${randomUUID().slice(-12)}`;

  test('lets in, whatever its case, and is free for others once it is given up', async () => {
    const vanity = word();
    await invites().setVanity(owner.ctx, { communityId, vanity: vanity.toUpperCase() });
    expect(await invites().getJoinSettings(owner.ctx, { communityId })).toMatchObject({ vanity });
    const person = await world.person();
    await invites().acceptInvite(person.ctx, { code: vanity.toUpperCase() });
    expect(await memberCount()).toBe(3);
    const other = await world.community(owner);
    const take = () => invites().setVanity(owner.ctx, { communityId: other.communityId, vanity });
    await expect(take()).rejects.toMatchObject({ code: 'CONFLICT', fields: { vanity: 'taken' } });
    await invites().setVanity(owner.ctx, { communityId, vanity: null });
    await take();
    expect(await invites().previewInvite(world.anonymous(), { code: vanity })).toMatchObject({
      community: { id: other.communityId },
    });
  });

  test.each(['admin', 'hearth', 'Support', 'log-in', 'x', 'with space', 'ünicode', '-dash'])(
    'is not %j',
    async (vanity) => {
      await expect(invites().setVanity(owner.ctx, { communityId, vanity })).rejects.toMatchObject({
        fields: { vanity: expect.any(String) },
      });
    },
  );

  test('of two who want one word at once one has it', async () => {
    const places = await Promise.all(Array.from({ length: 4 }, () => world.community(owner)));
    const vanity = word();
    const outcomes = await Promise.all(
      places.map((place) =>
        codeOf(invites().setVanity(owner.ctx, { communityId: place.communityId, vanity })),
      ),
    );
    expect(outcomes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'done']);
  });
});

describe('a pause', () => {
  test('lets nobody in until it ends, and is for who manages invites', async () => {
    const { code } = await make();
    expect(await codeOf(invites().pauseInvites(member.ctx, { communityId }))).toBe('FORBIDDEN');
    await invites().pauseInvites(owner.ctx, { communityId });
    const person = await world.person();
    expect(await invites().previewInvite(person.ctx, { code })).toMatchObject({ state: 'paused' });
    expect(await codeOf(invites().acceptInvite(person.ctx, { code }))).toBe('invite.paused');
    expect(await usesOf(code)).toBe(0);
    await invites().resumeInvites(owner.ctx, { communityId });
    expect(await codeOf(invites().acceptInvite(person.ctx, { code }))).toBe('done');
    expect((await actions()).filter((action) => /pause|resume/.test(action))).toEqual([
      'invite.pause',
      'invite.resume',
    ]);
  });

  test.each(['pause', 'revoke'] as const)('%s against joining: nobody comes in after it', async (how) => {
    const { code } = await make();
    const waiting = await people(12);
    const end = async () => {
      if (how === 'pause') await invites().pauseInvites(owner.ctx, { communityId });
      else await invites().revokeInvite(owner.ctx, { code });
      return memberCount();
    };
    const [atTheEnd, ...outcomes] = await Promise.all([
      end(),
      ...waiting.map(({ ctx }) => codeOf(invites().acceptInvite(ctx, { code }))),
    ]);
    const isIn = outcomes.filter((outcome) => outcome === 'done').length;
    expect(await memberCount()).toBe(atTheEnd);
    expect([await memberCount(), await usesOf(code)]).toEqual([2 + isIn, isIn]);
  });
});

describe('the raid guard', () => {
  const watch = (joins: number, minutes = 5) =>
    invites().updateGuard(owner.ctx, { communityId, on: true, joins, minutes });

  test('of 50 at once lets in as many as sound the alarm, by several invites too', async () => {
    await watch(10);
    const codes = [(await make()).code, (await make()).code];
    const crowd = await people(50);
    const outcomes = await Promise.all(
      crowd.map(({ ctx }, n) => codeOf(invites().acceptInvite(ctx, { code: codes[n % 2]! }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'invite.paused')).toHaveLength(40);
    expect(await memberCount()).toBe(12);
    expect((await actions()).filter((action) => action === 'guard.alarm')).toHaveLength(1);
    const entry = await world.db.prisma.auditEntry.findFirstOrThrow({
      where: { communityId, action: 'guard.alarm' },
    });
    expect(entry).toMatchObject({ actorId: null, after: { joins: 10, minutes: 5 } });
    expect((await invites().getRaid(owner.ctx, { communityId }))?.members).toHaveLength(10);
  });

  test('is silent when it is off, and when they come slowly', async () => {
    const { code } = await make();
    for (const { ctx } of await people(5)) await invites().acceptInvite(ctx, { code });
    await watch(3, 1);
    for (const { ctx } of await people(4)) {
      await invites().acceptInvite(ctx, { code });
      world.advance(40_000);
    }
    expect(await invites().getRaid(owner.ctx, { communityId })).toBeNull();
  });

  test('is answered: resumed it counts anew, dismissed the invites stay paused', async () => {
    await watch(2);
    const { code } = await make({ lifetime: null });
    const join = async () => codeOf(invites().acceptInvite((await world.person()).ctx, { code }));
    expect([await join(), await join(), await join()]).toEqual(['done', 'done', 'invite.paused']);
    world.advance(1000);
    await invites().resumeInvites(owner.ctx, { communityId });
    expect(await invites().getRaid(owner.ctx, { communityId })).toBeNull();
    expect([await join(), await join(), await join()]).toEqual(['done', 'done', 'invite.paused']);
    await invites().dismissAlarm(owner.ctx, { communityId });
    expect(await invites().getRaid(owner.ctx, { communityId })).toBeNull();
    expect(await join()).toBe('invite.paused');
  });

  test('removes who came in the raid, and nobody else', async () => {
    await watch(3);
    const { code } = await make();
    world.advance(1000);
    const raiders = await people(3);
    for (const { ctx } of raiders) await invites().acceptInvite(ctx, { code });
    expect(await codeOf(invites().removeRaid(member.ctx, { communityId }))).toBe('FORBIDDEN');
    expect(await invites().removeRaid(owner.ctx, { communityId })).toEqual({ removed: 3 });
    const view = await world.services.directory.community(communityId);
    expect([...view!.memberIds].sort()).toEqual([owner.id, member.id].sort());
    expect((await actions()).filter((action) => action === 'member.kick')).toHaveLength(3);
    expect(await invites().removeRaid(owner.ctx, { communityId })).toEqual({ removed: 0 });
  });

  test('tells only who decides on it', async () => {
    await watch(2);
    const { code } = await make();
    for (const { ctx } of await people(2)) await invites().acceptInvite(ctx, { code });
    const seen = async (by: Person) =>
      (await world.services.communities.getBootstrap(by.ctx)).communities.find(({ id }) => id === communityId)
        ?.raidAlarm;
    expect([await seen(owner), await seen(member)]).toEqual([true, false]);
    expect(await codeOf(invites().getRaid(member.ctx, { communityId }))).toBe('FORBIDDEN');
  });
});

test('who leaves while they are timed out comes back as they left', async () => {
  const { communities, members } = world.services;
  const person = await world.person();
  const until = async () =>
    (await members.getMember(owner.ctx, { communityId, accountId: person.id })).member?.timeoutUntil;
  const comeBack = async () => {
    await communities.leaveCommunity(person.ctx, { communityId });
    await world.join(person, communityId);
  };
  await world.join(person, communityId);
  await members.timeOutMember(owner.ctx, { communityId, accountId: person.id, seconds: 3600 });
  const before = await until();
  await comeBack();
  expect([typeof before, await until()]).toEqual(['string', before]);
  await members.kickMember(owner.ctx, { communityId, accountId: person.id });
  await world.join(person, communityId);
  expect(await until()).toBe(before);
  await members.endTimeout(owner.ctx, { communityId, accountId: person.id });
  await comeBack();
  expect(await until()).toBeNull();
});

test('the link of an archived community is no guess, however many have it', async () => {
  const { code } = await make();
  const other = await world.community(owner);
  const { code: good } = await invites().createInvite(owner.ctx, { communityId: other.communityId });
  await world.db.prisma.community.update({ where: { id: communityId }, data: { archivedAt: new Date() } });
  world.services.directory.forget(communityId);
  const ctx = world.anonymous();
  for (let n = 0; n < 25; n += 1)
    expect(await codeOf(invites().previewInvite(ctx, { code }))).toBe('NOT_FOUND');
  expect(await invites().previewInvite(ctx, { code: good })).toMatchObject({ code: good });
});
