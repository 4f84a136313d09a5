import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type World, createWorld, testPassword } from '../../../tests/support/world.ts';
import type { Ctx } from '#server/platform/context.ts';

const code = 'K7QM-XN4P';
const community = { name: 'First', colour: 'moss', letter: 'F', template: 'friends' };

let world: World;
beforeEach(async () => {
  world = await createWorld({ HEARTH_SETUP_CODE: code });
  await world.db.prisma.instance.deleteMany();
  await world.services.setup.prepareSetup();
});
afterEach(() => world.close());

const setup = () => world.services.setup;
const claim = async (ctx = world.anonymous(), given = code) =>
  (await setup().claim(ctx, { code: given })).claimToken;
const createOwner = (claimToken: string, username = 'the-owner', ctx = world.anonymous()) =>
  setup().createOwner(ctx, { claimToken, username, password: testPassword });
async function signedIn(token: string): Promise<Ctx> {
  return {
    ...world.anonymous(),
    actor: await world.services.accounts.resolveSession(token, { network: '', userAgent: '' }),
  };
}

test('from the code to the first community, and then never again', async () => {
  const visitor = world.anonymous();
  expect(await setup().getStep(visitor)).toBe('claim');
  expect(await setup().getStep(visitor, await claim())).toBe('owner');
  const owner = await createOwner(await claim());
  const ctx = await signedIn(owner.token);
  expect([await setup().getStep(visitor), await setup().getStep(ctx)]).toEqual(['done', 'community']);
  expect(owner.account).toMatchObject({ username: 'the-owner', isAdmin: true });

  const first = await setup().createFirstCommunity(ctx, community);
  expect([await setup().getStep(visitor), await setup().getStep(ctx)]).toEqual(['done', 'done']);
  expect((await world.services.communities.getBootstrap(ctx)).communities).toMatchObject([
    { id: first.communityId, ownerId: owner.account.id },
  ]);
  expect(await world.services.invites.previewInvite(visitor, { code: first.inviteCode })).toMatchObject({
    community: { name: 'First' },
  });

  for (const again of [
    () => claim(),
    () => createOwner('x'),
    () => setup().createFirstCommunity(ctx, community),
  ])
    await expect(again()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await setup().prepareSetup()).toBeNull();
  expect((await world.db.prisma.instance.findFirstOrThrow()).setupCodeHash).toBeNull();
});

describe('T2 the code', () => {
  test('is taken in any case, with and without dashes and spaces, and no other is', async () => {
    for (const given of ['K7QM-XN4P', 'k7qmxn4p', ' k7qm xn4p ', 'K-7-Q-M-X-N-4-P'])
      await claim(world.anonymous(), given);
    for (const given of ['K7QM-XN4', 'K7QM-XN4P2', 'K7QM-XN4Q', 'P4NX-MQ7K', '-', ' - ', '%'])
      await expect(claim(world.anonymous(), given)).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|INVALID/),
      });
  });

  test('stands in the database as a hash', async () => {
    const { rows } = await world.db.pool.query(
      'SELECT i::text AS row, length(setup_code_hash) AS bytes FROM instance i',
    );
    expect(rows[0].bytes).toBe(32);
    expect(rows[0].row).not.toMatch(/K7QM/i);
  });

  test('of ours is one for all starts and replicas, and ends no claim; another database has another', async () => {
    const given = async () => {
      const fresh = await createWorld();
      await fresh.db.prisma.instance.deleteMany();
      const { setup } = fresh.services;
      const codes = await Promise.all([setup.prepareSetup(), setup.prepareSetup(), setup.prepareSetup()]);
      const [code] = codes;
      expect(code).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}$/);
      expect(new Set(codes).size).toBe(1);
      const { claimToken } = await setup.claim(fresh.anonymous(), { code: code! });
      expect(await setup.prepareSetup()).toBe(code);

      await fresh.db.prisma.instance.deleteMany();
      const next = await setup.prepareSetup();
      expect(next).not.toBe(code);
      await expect(setup.claim(fresh.anonymous(), { code: code! })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      const owner = { claimToken, username: 'the-owner', password: testPassword };
      await expect(setup.createOwner(fresh.anonymous(), owner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const { claimToken: now } = await setup.claim(fresh.anonymous(), { code: next! });
      await setup.prepareSetup();
      await setup.createOwner(fresh.anonymous(), { ...owner, claimToken: now });
      expect(await setup.prepareSetup()).toBeNull();
      await fresh.close();
      return [code, next];
    };
    // Each world has a secret of its own.
    expect(new Set([...(await given()), ...(await given())]).size).toBe(4);
  });

  test('a new one ends the claims that were made with the old one', async () => {
    const early = await claim();
    await world.db.pool.query(`UPDATE instance SET setup_code_hash = sha256('ANOTHER1')`);
    await expect(createOwner(early)).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'setup.code_wrong' });
    expect(await setup().getStep(world.anonymous(), early)).toBe('claim');
  });

  test('a claim holds an hour', async () => {
    const early = await claim();
    world.advance(3_599_000);
    await expect(createOwner(`${early}x`)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    world.advance(2000);
    await expect(createOwner(early)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await createOwner(await claim());
  });

  test('ten guesses from one network are all; another’s are its own', async () => {
    const ctx = world.anonymous();
    const guesses = await Promise.allSettled(Array.from({ length: 25 }, (_, n) => claim(ctx, `WRONG-${n}`)));
    const codes = guesses.map((guess) => (guess as PromiseRejectedResult).reason.code as string);
    expect(codes.filter((each) => each === 'FORBIDDEN')).toHaveLength(10);
    await expect(claim(ctx)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await claim();
  });
});

describe('T1 the race', () => {
  test('of many owners at once one stays, and the others leave no account, session or name taken', async () => {
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
    const outcomes = await Promise.allSettled(claims.map((each, n) => createOwner(each, `contender-${n}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: expect.stringMatching(/CONFLICT|NOT_FOUND/) });
    expect([await world.db.prisma.account.count(), await world.db.prisma.session.count()]).toEqual([1, 1]);
  });

  test('the database holds one instance', async () => {
    await expect(world.db.prisma.instance.create({ data: { id: 2 } })).rejects.toThrow();
    await expect(world.db.prisma.instance.create({ data: { id: 1 } })).rejects.toThrow();
  });
});

test('the first community is the owner’s to make', async () => {
  const owner = await signedIn((await createOwner(await claim())).token);
  const { id } = await world.db.prisma.account.create({
    data: {
      id: crypto.randomUUID(),
      username: 'b',
      usernameSkeleton: 'b',
      displayName: 'b',
      passwordHash: '',
    },
  });
  const session = {
    kind: 'user' as const,
    sessionId: crypto.randomUUID(),
    account: { id, username: 'b', displayName: 'b', email: null, isAdmin: true },
  };
  await expect(
    setup().createFirstCommunity({ ...world.anonymous(), actor: session }, community),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(setup().createFirstCommunity(world.anonymous(), community)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  const made = await Promise.allSettled([1, 2, 3].map(() => setup().createFirstCommunity(owner, community)));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await world.db.prisma.community.count()).toBe(1);
});
