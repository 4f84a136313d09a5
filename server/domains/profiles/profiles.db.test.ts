import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let ada: Person;
let bea: Person;
let stranger: Person;
let communityId: string;
beforeAll(async () => {
  world = await createWorld();
  [ada, bea, stranger] = [
    await world.person('ada'),
    await world.person('bea'),
    await world.person('stranger'),
  ];
  ({ communityId } = await world.community(ada));
  await world.join(bea, communityId);
});
afterAll(() => world.close());

const full = {
  pronouns: 'she/her',
  bio: 'Clay, **glazes** and <b>kilns</b>. https://example.org',
  accent: 'teal',
  timeZone: 'Europe/Berlin',
};

test('what somebody says of themselves is seen by who shares a place with them', async () => {
  const { profiles, members } = world.services;
  await profiles.updateProfile(bea.ctx, full);
  const { about, account } = await profiles.getProfile(ada.ctx, { accountId: bea.id });
  expect(account.username).toBe('bea');
  expect(about).toMatchObject({ ...full, note: '', presence: { state: 'offline' } });
  expect(about.mutual.map(({ id }) => id)).toEqual([communityId]);
  expect(JSON.stringify(about.bioTree)).toContain('glazes');
  const member = await members.getMember(ada.ctx, { communityId, accountId: bea.id });
  expect(member.about).toEqual(about);
});

test('strangers do not exist for one another', async () => {
  const { profiles } = world.services;
  for (const accountId of [bea.id, crypto.randomUUID()]) {
    await expect(profiles.getProfile(stranger.ctx, { accountId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(profiles.setNote(stranger.ctx, { accountId, body: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  expect((await profiles.getProfile(stranger.ctx, { accountId: stranger.id })).about.note).toBeNull();
});

test('only mutual communities are named', async () => {
  const { profiles } = world.services;
  await world.community(bea);
  const both = await world.community(ada);
  await world.join(bea, both.communityId);
  const { mutual } = (await profiles.getProfile(ada.ctx, { accountId: bea.id })).about;
  expect(mutual.map(({ id }) => id).toSorted()).toEqual([communityId, both.communityId].toSorted());
});

test('everything can be taken away again', async () => {
  const { profiles } = world.services;
  await profiles.updateProfile(bea.ctx, { pronouns: '', bio: '  \n ', accent: null, timeZone: null });
  expect(await profiles.getOwnProfile(bea.ctx)).toEqual({
    ...{ pronouns: '', bio: '', bioTree: null, accent: null, timeZone: null },
  });
});

test('X1 X6 a zone is a place on earth, a colour one of ours, a bio 500 characters', async () => {
  const { profiles } = world.services;
  const refused = async (change: object, field: string) => {
    await expect(profiles.updateProfile(bea.ctx, { ...full, ...change })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { [field]: expect.any(String) },
    });
  };
  for (const timeZone of ['Mars/Base', '+01:00', '../etc/passwd', '<script>', 'Europe/Berlin\n'])
    await refused({ timeZone }, 'timeZone');
  await refused({ accent: 'red' }, 'accent');
  await refused({ bio: 'x'.repeat(501) }, 'bio');
  await refused({ pronouns: '\u202eevil' }, 'pronouns');
  await profiles.updateProfile(bea.ctx, {
    ...full,
    bio: '[x](javascript:pwned()) <img src=x onerror=pwned()>',
  });
  expect(JSON.stringify((await profiles.getOwnProfile(bea.ctx)).bioTree)).not.toContain('"href"');
  await profiles.updateProfile(bea.ctx, { ...full, timeZone: 'europe/berlin' });
  expect((await profiles.getOwnProfile(bea.ctx)).timeZone).toBe('Europe/Berlin');
});

describe('the note', () => {
  test('is its author’s alone: not of the person, not of the owner, in no answer', async () => {
    const { profiles, members, communities } = world.services;
    await profiles.setNote(bea.ctx, { accountId: ada.id, body: 'CANARY owes me a cup' });
    await profiles.setNote(bea.ctx, { accountId: ada.id, body: 'CANARY owes me two cups' });
    const read = async (person: Person, accountId: string) =>
      (await profiles.getProfile(person.ctx, { accountId })).about.note;
    expect(await read(bea, ada.id)).toBe('CANARY owes me two cups');
    const others = [
      await profiles.getProfile(ada.ctx, { accountId: bea.id }),
      await profiles.getProfile(ada.ctx, { accountId: ada.id }),
      await members.getMember(ada.ctx, { communityId, accountId: bea.id }),
      await members.getMember(ada.ctx, { communityId, accountId: ada.id }),
      await communities.getBootstrap(ada.ctx),
    ];
    expect(JSON.stringify(others)).not.toContain('CANARY');
  });

  test('goes with an empty text, is none about oneself, and is slowed down', async () => {
    const { profiles } = world.services;
    await profiles.setNote(bea.ctx, { accountId: ada.id, body: ' \n' });
    expect(await world.db.prisma.profileNote.count()).toBe(0);
    await expect(profiles.setNote(bea.ctx, { accountId: bea.id, body: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const saves = Array.from({ length: 25 }, (_, n) =>
      profiles.setNote(bea.ctx, { accountId: ada.id, body: `note ${n}` }),
    );
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.some((each) => each.status === 'rejected' && each.reason.code === 'RATE_LIMITED')).toBe(
      true,
    );
    expect(await world.db.prisma.profileNote.count()).toBe(1);
  });
});

test('nothing is left of a deleted account: not what it said, chose, noted, or what was noted of it', async () => {
  const { accounts, presence, profiles } = world.services;
  const gone = await world.person();
  await world.join(gone, communityId);
  await profiles.updateProfile(gone.ctx, full);
  await presence.setStatus(gone.ctx, { emoji: '', text: 'bye', seconds: null });
  await profiles.setNote(gone.ctx, { accountId: ada.id, body: 'of ada' });
  await profiles.setNote(ada.ctx, { accountId: gone.id, body: 'of gone' });
  await world.db.prisma.account.update({ where: { id: ada.id }, data: { isAdmin: true } });
  if (ada.ctx.actor.kind === 'user') ada.ctx.actor.account.isAdmin = true;
  await accounts.deleteAccount(ada.ctx, { targetId: gone.id, messages: 'keep' });
  const { prisma } = world.db;
  const accountId = gone.id;
  expect([
    await prisma.profile.count({ where: { accountId } }),
    await prisma.presence.count({ where: { accountId } }),
    await prisma.profileNote.count({ where: { OR: [{ authorId: accountId }, { aboutId: accountId }] } }),
  ]).toEqual([0, 0, 0]);
});
