import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld, testPassword } from '../../../tests/support/world.ts';
import { requireUser } from '#server/platform/context.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ HEARTH_LOGIN_FAILURES: '3' });
});
afterAll(() => world.close());

const newPassword = 'another battery staple';
const day = 86_400_000;
const logIn = (person: Pick<Person, 'username'>, password = testPassword, ctx = world.anonymous()) =>
  world.services.accounts.logIn(ctx, { login: person.username, password });
const holder = async (token: string) =>
  world.services.accounts.resolveSession(token, { network: 'n', userAgent: 'u' });

/** A connection of the test's own, in a transaction, to hold rows with. */
async function hand(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  return client;
}
const waiting = () =>
  waitFor(async () => {
    const { rows } = await world.db.pool.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0].n > 0;
  });

describe('registering', () => {
  test('a name, and an e-mail address, is somebody’s once, whatever its case and look', async () => {
    const register = (username: string, email?: string) =>
      world.services.accounts.register(world.anonymous(), {
        username,
        password: testPassword,
        ...(email && { email }),
      });
    await register('Wally', 'Wally@Example.org');
    for (const name of ['wally', 'WALLY', 'vvally', 'Wa11y', 'wàlly'])
      await expect(register(name)).rejects.toMatchObject({ code: 'CONFLICT', fields: { username: 'taken' } });
    await expect(register('someone-else', 'wally@EXAMPLE.org')).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { email: 'taken' },
    });
  });

  test('of many who want one name at once one gets it, and the others leave nothing', async () => {
    const before = await world.db.prisma.account.count();
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        world.services.accounts.register(world.anonymous(), {
          username: 'highlander',
          password: testPassword,
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.db.prisma.account.count()).toBe(before + 1);
    expect(await world.db.prisma.session.count({ where: { account: { username: 'highlander' } } })).toBe(1);
  });

  test('closed registration needs an invite; nobody makes themselves an administrator', async () => {
    await world.db.prisma.instance.updateMany({ data: { registration: 'invite' } });
    const register = (more: object = {}) =>
      world.services.accounts.register(world.anonymous(), {
        username: 'latecomer',
        password: testPassword,
        ...more,
      });
    await expect(register()).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'registration.closed' });
    await expect(register({ inviteCode: 'NOSUCHCODE22' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(register({ isAdmin: true })).rejects.toMatchObject({ code: 'INVALID' });
    await world.db.prisma.instance.updateMany({ data: { registration: 'open' } });
    await register();
    expect(await world.db.prisma.account.count({ where: { isAdmin: true } })).toBe(0);
  });

  test('the password is kept as a salted Argon2id hash of 64 MiB', async () => {
    const [one, other] = [await world.person(), await world.person()];
    const rows = await world.db.prisma.account.findMany({ where: { id: { in: [one.id, other.id] } } });
    for (const { passwordHash } of rows) expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
    expect(rows[0]!.passwordHash).not.toBe(rows[1]!.passwordHash);
  });
});

describe('signing in', () => {
  test('by name in any look, by e-mail in any case, and by nothing else', async () => {
    await world.services.accounts.register(world.anonymous(), {
      username: 'Zoë',
      password: testPassword,
      email: 'Zoe@example.org',
      displayName: 'The Display',
    });
    for (const login of ['Zoë', 'ZOË', ' zoe ', 'zoe@EXAMPLE.org']) await logIn({ username: login });
    for (const login of ['The Display', 'zoe@example', 'zoe@example.org.', '%', '*'])
      await expect(logIn({ username: login })).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'login.failed',
      });
  });

  test('S4 a log-in whose password was changed while it was checked opens no session', async () => {
    const person = await world.person();
    const client = await hand();
    await client.query(`UPDATE accounts SET password_hash = 'changed' WHERE id = $1`, [person.id]);
    // It sees the old password, finds it right, and then has to wait for the change to be over.
    const late = expect(logIn(person)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await waiting();
    await client.query('DELETE FROM sessions WHERE account_id = $1', [person.id]);
    await client.query('COMMIT');
    await client.end();
    await late;
    expect(await world.db.prisma.session.count({ where: { accountId: person.id } })).toBe(0);
  });

  test('S4 of two changes at once the later one’s current password is no longer it', async () => {
    const person = await world.person();
    const change = (next: string) =>
      world.services.accounts.changePassword(person.ctx, {
        currentPassword: testPassword,
        newPassword: next,
      });
    const outcomes = await Promise.allSettled([change('first new password'), change('second new password')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'INVALID', reason: 'password.wrong' },
    });
    expect(await world.db.prisma.session.count({ where: { accountId: person.id } })).toBe(1);
  });

  test('S2 a browser’s session ends with its next log-in; an API client’s does not', async () => {
    const person = await world.person();
    const page = { ...person.ctx, via: 'page' as const };
    const second = await logIn(person, testPassword, page);
    expect(await holder(person.token)).toEqual({ kind: 'anonymous' });
    expect(world.told.ended.at(-1)).toEqual({
      accountId: person.id,
      sessionIds: [requireUser(person.ctx).sessionId],
    });
    const asApi = { ...world.anonymous(), actor: await holder(second.token), via: 'api' as const };
    await logIn(person, testPassword, asApi);
    expect(await holder(second.token)).toMatchObject({ kind: 'user' });
  });

  test('R1 failures are counted before they are tried, a success is given back', async () => {
    const person = await world.person();
    const ctx = world.anonymous();
    for (let n = 0; n < 5; n += 1) await logIn(person, testPassword, ctx);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => logIn(person, 'wrong', ctx)));
    const codes = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason.code as string).sort();
    expect(codes).toEqual([
      ...Array<string>(7).fill('RATE_LIMITED'),
      ...Array<string>(3).fill('UNAUTHENTICATED'),
    ]);
    await logIn(person);
  });

  test('S14 whose address it is cannot be told from when the limit is reached', async () => {
    const withEmail = async () => {
      const person = await world.person();
      const email = `${person.username}@example.org`;
      await world.db.prisma.account.update({ where: { id: person.id }, data: { email, emailKey: email } });
      return { ...person, email };
    };
    const [alice, bob] = [await withEmail(), await withEmail()];
    const ctx = world.anonymous();
    const answer = (login: string, password = 'wrong') =>
      logIn({ username: login }, password, ctx).catch((error: { code: string }) => error.code);
    for (let n = 0; n < 3; n += 1) expect(await answer(alice.username)).toBe('UNAUTHENTICATED');
    expect(await answer(alice.username)).toBe('RATE_LIMITED');
    for (const email of [alice.email, bob.email, 'nobody@example.org']) {
      for (let n = 0; n < 3; n += 1) expect(await answer(email)).toBe('UNAUTHENTICATED');
      expect(await answer(email)).toBe('RATE_LIMITED');
    }
  });

  test('R1 an address of the account is no second limit: behind a spent one the right password opens nothing', async () => {
    const person = await world.person();
    const email = `${person.username}@example.org`;
    await world.db.prisma.account.update({ where: { id: person.id }, data: { email, emailKey: email } });
    const ctx = world.anonymous();
    for (let n = 0; n < 3; n += 1) await logIn(person, 'wrong', ctx).catch(() => undefined);
    await expect(logIn({ username: email }, testPassword, ctx)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'login.failed',
    });
    await logIn({ username: email });
  });

  test('R4 over its ceiling a network stays open to who is signed in there, and to nobody else', async () => {
    const strict = await createWorld({ HEARTH_NETWORK_LOGIN_FAILURES: '3', HEARTH_LOGIN_FAILURES: '2' });
    const ctx = strict.anonymous();
    const [known, stranger] = [await strict.person(), await strict.person()];
    await strict.db.prisma.session.updateMany({
      where: { accountId: known.id },
      data: { network: ctx.network },
    });
    const attempt = async (login: string, password = 'wrong', from = ctx) => {
      const start = performance.now();
      const code = await strict.services.accounts.logIn(from, { login, password }).then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
      return { code, ms: performance.now() - start };
    };
    for (let n = 0; n < 3; n += 1) await attempt(`made-up-${n}`);
    expect((await attempt(known.username, testPassword)).code).toBe('in');
    // Right or wrong, known there, elsewhere or nowhere: the same, and not sooner or later.
    const refused = await Promise.all([
      attempt(known.username),
      attempt(stranger.username),
      attempt(stranger.username, testPassword),
      attempt('nobody-at-all'),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(Array<string>(4).fill('RATE_LIMITED'));
    for (const { ms } of refused) expect(ms).toBeGreaterThan(990);
    // The account's own limit holds there too.
    await attempt(known.username);
    expect((await attempt(known.username, testPassword)).code).toBe('RATE_LIMITED');
    expect((await attempt(stranger.username, testPassword, strict.anonymous())).code).toBe('in');
    await strict.close();
  });

  test('what was typed into the wrong field is not readable in the database, nor who tried from where', async () => {
    const ctx = world.anonymous();
    for (const login of ['Somebody@Example.org', 'my secret passphrase'])
      await expect(logIn({ username: login }, 'wrong', ctx)).rejects.toMatchObject({
        reason: 'login.failed',
      });
    const { rows } = await world.db.pool.query('SELECT string_agg(r::text, $1) AS all FROM rate_limits r', [
      '\n',
    ]);
    expect(rows[0].all).toMatch(/login:/);
    for (const typed of ['somebody', 'example', 'passphrase', 'secret', ctx.network])
      expect(rows[0].all.toLowerCase()).not.toContain(typed);
  });

  test('a network that is over its ceiling leaves no row for each name that it makes up', async () => {
    const strict = await createWorld({ HEARTH_NETWORK_LOGIN_FAILURES: '3' });
    const ctx = strict.anonymous();
    const attempt = (n: number) =>
      strict.services.accounts
        .logIn(ctx, { login: `made-up-${n}`, password: 'wrong' })
        .catch((error: { code: string }) => error.code);
    for (let n = 0; n < 3; n += 1) expect(await attempt(n)).toBe('UNAUTHENTICATED');
    const over = await Promise.all(Array.from({ length: 7 }, (_, n) => attempt(10 + n)));
    expect(over).toEqual(Array<string>(7).fill('RATE_LIMITED'));
    const count = async () =>
      (await strict.db.pool.query('SELECT count(*)::int AS n FROM rate_limits')).rows[0].n as number;
    // The three names, nobody's account, and the network.
    expect(await count()).toBe(5);
    strict.advance(61 * 60_000);
    expect(await strict.services.accounts.deleteExpiredLimits()).toBe(5);
    await strict.close();
  });
});

describe('sessions', () => {
  test('end after 30 days without use and after 90 in any case, and are swept then', async () => {
    const lives = await createWorld();
    const person = await lives.person();
    const resolve = () =>
      lives.services.accounts.resolveSession(person.token, { network: '', userAgent: '' });
    const used = async () =>
      (
        await lives.db.prisma.session.findFirstOrThrow({ where: { accountId: person.id } })
      ).lastSeenAt.getTime();
    for (let n = 0; n < 3; n += 1) {
      const before = await used();
      lives.advance(29 * day);
      expect(await resolve()).toMatchObject({ kind: 'user' });
      await waitFor(async () => (await used()) > before, { message: 'the use to be noted' });
    }
    lives.advance(4 * day);
    expect(await resolve()).toEqual({ kind: 'anonymous' });
    expect(await lives.services.accounts.deleteStaleSessions()).toBe(1);

    const idle = await lives.person();
    lives.advance(31 * day);
    expect(await lives.services.accounts.resolveSession(idle.token, { network: '', userAgent: '' })).toEqual({
      kind: 'anonymous',
    });
    await lives.close();
  });

  test('the list is the viewer’s own, without tokens, and names the session that asks', async () => {
    const [person, other] = [await world.person(), await world.person()];
    await logIn(person);
    await logIn(person, testPassword, { ...world.anonymous(), via: 'api', userAgent: 'tool' });
    const sessions = await world.services.accounts.listSessions(person.ctx);
    expect(sessions.map(({ kind }) => kind).sort()).toEqual(['bearer', 'browser', 'browser']);
    expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([
      requireUser(person.ctx).sessionId,
    ]);
    expect(JSON.stringify(sessions)).not.toMatch(new RegExp(`token|hash|${other.id}`, 'i'));
  });

  test('somebody ends one of their own, all others, or none of somebody else’s', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const second = await logIn(person);
    const third = await logIn(person);
    const { accounts } = world.services;
    await expect(
      accounts.endSession(other.ctx, { sessionId: requireUser(person.ctx).sessionId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const secondId = ((await holder(second.token)) as { sessionId: string }).sessionId;
    await accounts.endSession(person.ctx, { sessionId: secondId });
    expect(await holder(second.token)).toEqual({ kind: 'anonymous' });
    await expect(accounts.endSession(person.ctx, { sessionId: secondId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await accounts.endOtherSessions(person.ctx);
    expect(await holder(third.token)).toEqual({ kind: 'anonymous' });
    expect(await holder(person.token)).toMatchObject({ kind: 'user' });
    expect(await holder(other.token)).toMatchObject({ kind: 'user' });
  });

  test('a change of password ends them all and hands out one new', async () => {
    const person = await world.person();
    const second = await logIn(person);
    const mine = await world.services.accounts.changePassword(person.ctx, {
      currentPassword: testPassword,
      newPassword,
    });
    for (const token of [person.token, second.token])
      expect(await holder(token)).toEqual({ kind: 'anonymous' });
    expect(await holder(mine.token)).toMatchObject({ kind: 'user' });
    await expect(logIn(person)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await logIn(person, newPassword);
  });

  test('no token of another length, case or padding is anybody’s', async () => {
    const person = await world.person();
    for (const token of [
      '',
      'x',
      `${person.token}=`,
      person.token.slice(1),
      person.token.toUpperCase() === person.token ? 'x' : person.token.toUpperCase(),
      ` ${person.token}`,
      '\0'.repeat(43),
      'é'.repeat(43),
    ])
      expect(await holder(token)).toEqual({ kind: 'anonymous' });
  });

  test('signing out twice is no error', async () => {
    const person = await world.person();
    await world.services.accounts.logOut(person.ctx);
    await world.services.accounts.logOut(person.ctx);
    await world.services.accounts.logOut(world.anonymous());
    expect(await holder(person.token)).toEqual({ kind: 'anonymous' });
  });
});

describe('the own profile', () => {
  test('has another display name at once, also where members are looked for', async () => {
    const person = await world.person();
    const { communityId } = await world.community(person);
    await world.services.accounts.updateProfile(person.ctx, { displayName: 'Ünlü Name' });
    const page = await world.services.communities.listMembers(person.ctx, { communityId, query: 'unlu' });
    expect(page.members.map(({ account }) => account.displayName)).toEqual(['Ünlü Name']);
  });

  test('changes its e-mail address with the password alone, and to none that somebody has', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const change = (who: typeof person, email: string, emailPassword = testPassword) =>
      world.services.accounts.changeEmail(who.ctx, { email, emailPassword });
    await expect(change(person, 'a@example.org', 'not my password')).rejects.toMatchObject({
      reason: 'password.wrong',
      fields: { emailPassword: 'wrong' },
    });
    await change(person, 'Own@example.org');
    await expect(change(other, 'own@EXAMPLE.org')).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { email: 'taken' },
    });
    await change(person, '');
    await change(other, 'own@example.org');
  });
});
