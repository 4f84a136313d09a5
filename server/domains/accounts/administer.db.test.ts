import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld, testPassword } from '../../../tests/support/world.ts';

let world: World;
let admin: Person;
let member: Person;
beforeAll(async () => {
  world = await createWorld();
  admin = await makeAdmin();
  member = await world.person();
});
afterAll(() => world.close());

const accounts = () => world.services.accounts;

/** Signed in anew, as the session then says. */
async function asNow(person: Person): Promise<Person> {
  const actor = await accounts().resolveSession(person.token, { network: '', userAgent: '' });
  return { ...person, ctx: { ...person.ctx, actor } };
}

async function makeAdmin(): Promise<Person> {
  const person = await world.person();
  await world.db.prisma.account.update({ where: { id: person.id }, data: { isAdmin: true } });
  return asNow(person);
}

const row = (id: string) => world.db.prisma.account.findUniqueOrThrow({ where: { id } });
const logIn = (person: Person) =>
  accounts().logIn(world.anonymous(), { login: person.username, password: testPassword });
const isIn = async (person: Person) =>
  (await accounts().resolveSession(person.token, { network: '', userAgent: '' })).kind;
const entries = async (targetId: string) =>
  (await world.services.audit.listInstanceEntries(admin.ctx, { targetId })).entries.map(
    ({ action }) => action,
  );

test('nobody but an administrator lists, sees or changes accounts', async () => {
  const targetId = member.id;
  const attempts = [
    () => accounts().listAccounts(member.ctx, {}),
    () => accounts().getAccount(member.ctx, { targetId: admin.id }),
    () => accounts().setAdministrator(member.ctx, { targetId, admin: true }),
    () => accounts().setDisabled(member.ctx, { targetId: admin.id, disabled: true }),
    () => accounts().endAccountSessions(member.ctx, { targetId: admin.id }),
    () => accounts().createResetLink(member.ctx, { targetId: admin.id }),
    () => accounts().deleteAccount(member.ctx, { targetId: admin.id, messages: 'keep' }),
    () => accounts().approveAccount(member.ctx, { targetId }),
    () => accounts().refuseAccount(member.ctx, { targetId }),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await row(member.id)).toMatchObject({ isAdmin: false, disabledAt: null });
});

test('who was an administrator a moment ago is none: the account is asked, not the session', async () => {
  const former = await makeAdmin();
  await world.db.prisma.account.update({ where: { id: former.id }, data: { isAdmin: false } });
  await expect(
    accounts().setAdministrator(former.ctx, { targetId: former.id, admin: true }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

describe('the list', () => {
  test('finds by name, display name and e-mail, filters, and goes on where it stopped', async () => {
    const wanted = await world.person('zebra-finder');
    await world.db.prisma.account.update({
      where: { id: wanted.id },
      data: { email: 'Stripes@Example.org', emailKey: 'stripes@example.org', displayName: 'Grüne Wiese' },
    });
    for (const search of ['ZEBRA', 'grüne', 'stripes@ex'])
      expect((await accounts().listAccounts(admin.ctx, { search })).accounts.map(({ id }) => id)).toEqual([
        wanted.id,
      ]);
    expect((await accounts().listAccounts(admin.ctx, { search: '%' })).accounts).toEqual([]);
    const { accounts: admins } = await accounts().listAccounts(admin.ctx, { filter: 'admins' });
    expect(admins.every(({ isAdmin }) => isAdmin)).toBe(true);
    await world.db.pool.query(
      `INSERT INTO accounts (id, username, username_skeleton, display_name, password_hash)
       SELECT uuidv7(), 'many' || n, 'many' || n, 'many' || n, '' FROM generate_series(1, 120) n`,
    );
    const seen = new Set<string>();
    for (let before: string | null | undefined; before !== null;) {
      const page = await accounts().listAccounts(admin.ctx, { search: 'many', ...(before && { before }) });
      for (const { id } of page.accounts) seen.add(id);
      before = page.next;
    }
    expect(seen.size).toBe(120);
  });
});

describe('disabling', () => {
  test('S6 ends every session and closes each way in, until it is undone', async () => {
    const person = await world.person();
    const other = await logIn(person);
    await accounts().setDisabled(admin.ctx, { targetId: person.id, disabled: true, reason: 'spam' });
    await waitFor(() => world.told.ended.some(({ accountId }) => accountId === person.id));
    expect(await isIn(person)).toBe('anonymous');
    expect(await isIn({ ...person, token: other.token })).toBe('anonymous');
    await expect(logIn(person)).rejects.toMatchObject({ reason: 'login.failed' });
    await expect(
      accounts().logIn(
        { ...world.anonymous(), via: 'api' },
        { login: person.username, password: testPassword },
      ),
    ).rejects.toMatchObject({ reason: 'login.failed' });
    const { path } = await accounts().createResetLink(admin.ctx, { targetId: person.id });
    await expect(
      accounts().useResetLink(world.anonymous(), {
        token: path.split('/').at(-1),
        newPassword: 'another long password',
      }),
    ).rejects.toMatchObject({ reason: 'reset.gone' });
    await accounts().setDisabled(admin.ctx, { targetId: person.id, disabled: false });
    expect((await logIn(person)).token).toBeTruthy();
    expect(await entries(person.id)).toEqual(['account.enable', 'account.reset', 'account.disable']);
  });

  test('nobody disables or deletes themselves', async () => {
    for (const attempt of [
      () => accounts().setDisabled(admin.ctx, { targetId: admin.id, disabled: true }),
      () => accounts().deleteAccount(admin.ctx, { targetId: admin.id, messages: 'keep' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'CONFLICT', reason: 'admin.self' });
  });
});

describe('the last administrator', () => {
  let people: [Person, Person];
  beforeAll(async () => {
    people = [await makeAdmin(), await makeAdmin()];
  });
  /** The only two there are. */
  async function two(): Promise<[Person, Person]> {
    const [first, second] = people;
    const { account } = world.db.prisma;
    await account.updateMany({ where: { id: { notIn: [first.id, second.id] } }, data: { isAdmin: false } });
    await account.updateMany({
      where: { id: { in: [first.id, second.id] } },
      data: { isAdmin: true, disabledAt: null },
    });
    return people;
  }
  const count = () => world.db.prisma.account.count({ where: { isAdmin: true, disabledAt: null } });
  afterAll(async () => {
    await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
  });

  test('stays, whoever takes the flag away', async () => {
    const [first, second] = await two();
    await accounts().setAdministrator(first.ctx, { targetId: second.id, admin: false });
    await expect(
      accounts().setAdministrator(first.ctx, { targetId: first.id, admin: false }),
    ).rejects.toMatchObject({ code: 'CONFLICT', reason: 'admin.last' });
    await expect(accounts().setAdmin(cli(), { login: first.username, isAdmin: false })).rejects.toMatchObject(
      {
        reason: 'admin.last',
      },
    );
    expect(await count()).toBe(1);
  });

  const cli = () => ({ ...world.anonymous(), actor: { kind: 'system' as const }, via: 'cli' as const });
  const races: Record<string, (first: Person, second: Person) => Promise<unknown>[]> = {
    'each other': (first, second) => [
      accounts().setDisabled(first.ctx, { targetId: second.id, disabled: true }),
      accounts().setDisabled(second.ctx, { targetId: first.id, disabled: true }),
    ],
    themselves: (first, second) =>
      [first, second].map(({ ctx, id }) => accounts().setAdministrator(ctx, { targetId: id, admin: false })),
    'one there, one at the command line': (first, second) => [
      accounts().setAdministrator(first.ctx, { targetId: first.id, admin: false }),
      accounts().setAdmin(cli(), { login: second.username, isAdmin: false }),
    ],
  };
  test.each(Object.keys(races))('stays when two go at once: %s', async (how) => {
    for (let round = 0; round < 5; round += 1) {
      const [first, second] = await two();
      const results = await Promise.allSettled(races[how]!(first, second));
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await count()).toBe(1);
    }
  });
});

describe('S15 a reset link', () => {
  const tokenOf = async (person: Person) =>
    (await accounts().createResetLink(admin.ctx, { targetId: person.id })).path.split('/').at(-1)!;
  const use = (token: string, newPassword = 'another long password') =>
    accounts().useResetLink(world.anonymous(), { token, newPassword });

  test('works once, also for two at the same moment, and ends every session', async () => {
    const person = await world.person();
    const token = await tokenOf(person);
    expect(await accounts().previewReset(world.anonymous(), { token })).toMatchObject({
      username: person.username,
    });
    const results = await Promise.allSettled([use(token), use(token, 'a password of the other one')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await isIn(person)).toBe('anonymous');
    await expect(logIn(person)).rejects.toMatchObject({ reason: 'login.failed' });
    await expect(use(token)).rejects.toMatchObject({ reason: 'reset.gone' });
  });

  test('ends after fifteen minutes, with a newer one, and with the account', async () => {
    const person = await world.person();
    const first = await tokenOf(person);
    const second = await tokenOf(person);
    await expect(use(first)).rejects.toMatchObject({ reason: 'reset.gone' });
    world.advance(15 * 60_000 + 1);
    await expect(use(second)).rejects.toMatchObject({ reason: 'reset.gone' });
    expect(await accounts().deleteStaleResets()).toBeGreaterThan(0);
  });

  test('ends when its holder changes the password themselves', async () => {
    const person = await world.person();
    const { path } = await accounts().createResetLink(admin.ctx, { targetId: person.id });
    const token = path.split('/').at(-1)!;
    await accounts().changePassword(person.ctx, {
      ...{ currentPassword: testPassword, newPassword: 'another battery horse' },
    });
    await expect(
      accounts().useResetLink(world.anonymous(), { token, newPassword: 'a third battery horse' }),
    ).rejects.toMatchObject({ reason: 'reset.gone' });
  });

  test('is hashed at rest, and cannot be searched for', async () => {
    const person = await world.person();
    const token = await tokenOf(person);
    const { rows } = await world.db.pool.query('SELECT r::text AS text FROM password_resets r');
    expect(JSON.stringify(rows)).not.toContain(token);
    const ctx = world.anonymous();
    const guess = () => accounts().previewReset(ctx, { token: randomUUID().replaceAll('-', '') });
    for (let n = 0; n < 20; n += 1) await expect(guess()).rejects.toMatchObject({ code: 'GONE' });
    await expect(guess()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(accounts().previewReset(ctx, { token })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

describe('deleting', () => {
  const remove = (person: Person, messages: 'keep' | 'blank') =>
    accounts().deleteAccount(admin.ctx, { targetId: person.id, messages });
  async function purge(): Promise<void> {
    while ((await accounts().purgeDeletedAccounts()) > 0);
  }

  test('takes everything but the messages, which keep no name', async () => {
    const owner = await world.person();
    const person = await world.person();
    const { communityId, channelId } = await world.community(owner);
    await world.join(person, communityId);
    await world.send(person, channelId, 'I was here');
    await remove(person, 'keep');
    expect(await isIn(person)).toBe('anonymous');
    const view = await world.services.directory.community(communityId);
    expect(view?.isMember(person.id)).toBe(false);
    const read = async () =>
      (await world.services.messages.getPage(owner.ctx, { channelId })).messages.map(({ author, body }) => [
        author,
        body,
      ]);
    // Before the chore has come by, too.
    expect(await read()).toEqual([[null, 'I was here']]);
    await purge();
    expect(await read()).toEqual([[null, 'I was here']]);
    expect(await world.db.prisma.account.findUnique({ where: { id: person.id } })).toBeNull();
    // The name is free again.
    expect((await world.person(person.username)).username).toBe(person.username);
  });

  test('blanks what they wrote, announces it, and leaves no earlier version', async () => {
    const owner = await world.person();
    const person = await world.person();
    const { communityId, channelId } = await world.community(owner);
    await world.join(person, communityId);
    const mine = await world.send(person, channelId, 'my secret');
    await world.services.messages.editMessage(person.ctx, { messageId: mine.id, body: 'my edited secret' });
    await world.send(owner, channelId, 'stays');
    await remove(person, 'blank');
    await purge();
    const found = await world.db.prisma.message.findMany({
      where: { channelId },
      orderBy: { seq: 'asc' },
      include: { edits: true },
    });
    expect(found.map(({ body, authorId, deletedAt }) => [body, authorId, deletedAt !== null])).toEqual([
      ['', null, true],
      ['stays', owner.id, false],
    ]);
    expect(found[0]?.edits).toEqual([]);
    expect(world.told.updated.at(-1)).toMatchObject({ id: mine.id, body: null });
  });

  test('is refused while they own a community, archived or not', async () => {
    const person = await world.person();
    const { communityId } = await world.community(person);
    await expect(remove(person, 'keep')).rejects.toMatchObject({ reason: 'account.owns_communities' });
    await world.services.communities.setArchived(admin.ctx, { communityId, archived: true });
    await expect(remove(person, 'keep')).rejects.toMatchObject({ reason: 'account.owns_communities' });
    const detail = await accounts().getAccount(admin.ctx, { targetId: person.id });
    expect(detail.communities).toMatchObject([{ id: communityId, isOwner: true, isArchived: true }]);
  });

  test('and becoming an owner at the same moment: one of the two', async () => {
    const owner = await world.person();
    for (let round = 0; round < 4; round += 1) {
      const person = await world.person();
      const { communityId } = await world.community(owner);
      await world.join(person, communityId);
      const results = await Promise.allSettled([
        remove(person, 'keep'),
        round % 2
          ? world.services.communities.createCommunity(person.ctx, {
              ...{ name: 'Late', colour: 'moss', letter: 'L', template: 'empty' },
            })
          : world.services.communities.assignOwner(admin.ctx, { communityId, username: person.username }),
      ]);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'AppError' });
      const { deletedAt } = await row(person.id);
      const owned = await world.db.prisma.community.count({ where: { ownerId: person.id } });
      expect([deletedAt !== null, owned > 0]).not.toEqual([true, true]);
    }
  });
});

describe('approval', () => {
  const setMode = (registration: string) =>
    world.services.admin.updateSettings(admin.ctx, { registration, membersCreateCommunities: true });
  afterAll(() => setMode('open'));
  const register = (inviteCode?: string) =>
    accounts().register(world.anonymous(), {
      username: `n${randomUUID().slice(-12)}`,
      password: testPassword,
      ...(inviteCode && { inviteCode }),
    });

  test('a newcomer waits and can do nothing until somebody says yes; then their invite is used', async () => {
    const owner = await world.person();
    const { communityId } = await world.community(owner);
    await setMode('approval');
    const { code } = await world.services.invites.createInvite(owner.ctx, { communityId });
    const { token, account } = await register(code);
    const waiting = await asNow({ ctx: world.anonymous(), id: account.id, username: '', token });
    expect(waiting.ctx.actor.kind).toBe('waiting');
    await expect(world.services.communities.getBootstrap(waiting.ctx)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'account.waiting',
    });
    await expect(world.services.invites.acceptInvite(waiting.ctx, { code })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await world.services.directory.community(communityId))?.isMember(account.id)).toBe(false);
    expect((await accounts().listAccounts(admin.ctx, { filter: 'waiting' })).accounts).toMatchObject([
      { id: account.id },
    ]);
    await accounts().approveAccount(admin.ctx, { targetId: account.id });
    expect(await isIn(waiting)).toBe('user');
    expect((await world.services.directory.community(communityId))?.isMember(account.id)).toBe(true);
    await expect(accounts().approveAccount(admin.ctx, { targetId: account.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('an invite that ended meanwhile keeps nobody out; who is turned away is gone', async () => {
    await setMode('open');
    const owner = await world.person();
    const { communityId } = await world.community(owner);
    await setMode('approval');
    const { code } = await world.services.invites.createInvite(owner.ctx, { communityId });
    const [first, second] = [await register(code), await register(code)];
    await world.services.invites.revokeInvite(owner.ctx, { code });
    await accounts().approveAccount(admin.ctx, { targetId: first.account.id });
    expect((await row(first.account.id)).waitingSince).toBeNull();
    await accounts().refuseAccount(admin.ctx, { targetId: second.account.id });
    expect(await world.db.prisma.account.findUnique({ where: { id: second.account.id } })).toBeNull();
    expect((await accounts().resolveSession(second.token, { network: '', userAgent: '' })).kind).toBe(
      'anonymous',
    );
  });

  test('closed is closed, with an invite too, and to who was on the way in', async () => {
    await setMode('open');
    const owner = await world.person();
    const { communityId } = await world.community(owner);
    const { code } = await world.services.invites.createInvite(owner.ctx, { communityId });
    await setMode('invite');
    const late = register(code);
    await setMode('closed');
    await Promise.allSettled([late]);
    await expect(register(code)).rejects.toMatchObject({ reason: 'registration.off' });
    await expect(register()).rejects.toMatchObject({ reason: 'registration.off' });
  });
});
