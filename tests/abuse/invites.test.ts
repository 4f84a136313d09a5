import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpClient } from '../support/http-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { testPassword } from '../support/world.ts';
import { type Stage, announceChange, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ HEARTH_TRUST_PROXY: 'loopback' });
});
beforeEach(() => stage.world.db.pool.query('DELETE FROM rate_limits'));
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const inviteTo = async (limits: { maxUses?: number; lifetime?: number | null } = {}) => {
  const { communityId } = await stage.world.community(stage.owner);
  const { code } = await stage.world.services.invites.createInvite(stage.owner.ctx, {
    communityId,
    ...limits,
  });
  return { communityId, code };
};
const usesOf = async (code: string) =>
  (await stage.world.db.prisma.invite.findUniqueOrThrow({ where: { code } })).uses;
const members = (communityId: string) => stage.world.db.prisma.member.count({ where: { communityId } });
const newName = () => `n${crypto.randomUUID().slice(-10)}`;
const register = (code: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  stage
    .browser()
    .form(`/register?invite=${code}`, { username: newName(), password: testPassword, ...fields }, headers);

describe('uses', () => {
  test('I1 of 50 people at the same moment one comes in by an invite for one', async () => {
    const { communityId, code } = await inviteTo({ maxUses: 1 });
    const people = await Promise.all(Array.from({ length: 50 }, () => stage.person()));
    const answers = await Promise.all(
      people.map((person) => stage.browser(person).form(`/invite/${code}`, {})),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([302, ...Array<number>(49).fill(410)]);
    expect([await members(communityId), await usesOf(code)]).toEqual([2, 1]);
  });

  test('I1 the same with accounts that are made for it', async () => {
    const { communityId, code } = await inviteTo({ maxUses: 2 });
    const before = await stage.world.db.prisma.account.count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => register(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 302, ...Array<number>(6).fill(410)]);
    expect([await members(communityId), await usesOf(code)]).toEqual([3, 2]);
    expect(await stage.world.db.prisma.account.count()).toBe(before + 2);
  });

  test.each([1, 5])('I1 one person many times at once is in, and uses one of %i', async (maxUses) => {
    const { communityId, code } = await inviteTo({ maxUses });
    const person = await stage.person();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => stage.browser(person).form(`/invite/${code}`, {})),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
    expect([await members(communityId), await usesOf(code)]).toEqual([2, 1]);
  });

  test('I2 a registration that fails uses nothing up', async () => {
    const { communityId, code } = await inviteTo({ maxUses: 1 });
    const failures = [
      { username: stage.member.username },
      { username: 'x' },
      { password: 'short' },
      { email: 'not an address' },
      { username: 'a\u202Eb' },
    ];
    for (const fields of failures) expect((await register(code, fields)).status).toBeGreaterThanOrEqual(400);
    expect([await members(communityId), await usesOf(code)]).toEqual([1, 0]);
    expect((await register(code)).status).toBe(302);
    expect([await members(communityId), await usesOf(code)]).toEqual([2, 1]);
  });

  test('I2 two who want one name: the loser gives the use back', async () => {
    const { communityId, code } = await inviteTo({ maxUses: 10 });
    const username = newName();
    const answers = await Promise.all(Array.from({ length: 4 }, () => register(code, { username })));
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409, 409, 409]);
    expect([await members(communityId), await usesOf(code)]).toEqual([2, 1]);
  });
});

describe('a community that asks and approves', () => {
  const answers = { 'answers.0.question': 'Why?', 'answers.0.answer': 'Because.', acceptsRules: 'on' };
  const ask = async (limits: { maxUses?: number } = {}) => {
    const place = await inviteTo(limits);
    await stage.world.services.invites.updateJoinSettings(stage.owner.ctx, {
      ...{ communityId: place.communityId, approval: true, rules: 'Be kind.', questions: ['Why?'] },
    });
    return place;
  };
  const waiting = (communityId: string) =>
    stage.world.db.prisma.joinRequest.count({ where: { communityId } });

  test('I1 of 50 who ask at the same moment one waits by an invite for one', async () => {
    const { communityId, code } = await ask({ maxUses: 1 });
    const people = await Promise.all(Array.from({ length: 50 }, () => stage.person()));
    const outcomes = await Promise.all(
      people.map((person) => stage.browser(person).form(`/invite/${code}`, answers)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual([302, ...Array<number>(49).fill(410)]);
    expect([await members(communityId), await waiting(communityId), await usesOf(code)]).toEqual([1, 1, 1]);
  });

  test('I2 who does not answer or accept uses nothing up, with an account or without', async () => {
    const { communityId, code } = await ask({ maxUses: 1 });
    const accounts = await stage.world.db.prisma.account.count();
    const { acceptsRules: _, ...unaccepted } = answers;
    for (const fields of [{}, unaccepted, { acceptsRules: 'on' }]) {
      expect((await register(code, fields)).status).toBe(400);
      expect((await stage.browser(stage.outsider).form(`/invite/${code}`, fields)).status).toBe(400);
    }
    expect(await stage.world.db.prisma.account.count()).toBe(accounts);
    expect([await waiting(communityId), await usesOf(code)]).toEqual([0, 0]);
    const registered = await register(code, answers);
    expect([registered.status, registered.headers.location]).toEqual([302, `/invite/${code}`]);
    expect([await members(communityId), await waiting(communityId), await usesOf(code)]).toEqual([1, 1, 1]);
  });

  test('who waits sees nothing of the community, and is not let in by asking again', async () => {
    const { communityId, code } = await ask();
    const person = await stage.person();
    const browser = stage.browser(person);
    for (let n = 0; n < 3; n += 1) expect((await browser.form(`/invite/${code}`, answers)).status).toBe(302);
    expect((await browser.get(`/c/${communityId}`)).status).toBe(404);
    expect((await browser.get(`/c/${communityId}/settings/requests`)).status).toBe(404);
    expect([await members(communityId), await usesOf(code)]).toEqual([1, 1]);
    const own = { intent: `approve:${person.id}` };
    expect((await browser.form(`/c/${communityId}/settings/requests`, own)).status).toBe(404);
    expect(await members(communityId)).toBe(1);
  });

  test('R4 50 newcomers behind one address register at once, and all of them are in', async () => {
    const { communityId, code } = await inviteTo();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => register(code, {}, { 'X-Forwarded-For': '203.0.113.77' })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array<number>(50).fill(302));
    expect(await members(communityId)).toBe(51);
  }, 120_000);
});

describe('a community’s own link', () => {
  test('I3 a pause and a new word end it at once; I5 unknown words count as guesses', async () => {
    const { communityId } = await inviteTo();
    const { invites } = stage.world.services;
    const vanity = `w${crypto.randomUUID().slice(-10)}`;
    await invites.setVanity(stage.owner.ctx, { communityId, vanity });
    const join = async (word: string) =>
      (await stage.browser(await stage.person()).form(`/invite/${word}`, {})).status;
    expect(await join(vanity.toUpperCase())).toBe(302);
    await invites.pauseInvites(stage.owner.ctx, { communityId });
    expect(await join(vanity)).toBe(403);
    await invites.resumeInvites(stage.owner.ctx, { communityId });
    await invites.setVanity(stage.owner.ctx, { communityId, vanity: `${vanity}-2` });
    expect(await join(vanity)).toBe(404);
    expect(await members(communityId)).toBe(2);
    const visitor = stage.browser();
    const guess = () => visitor.get(`/invite/w${crypto.randomUUID().slice(-10)}`);
    const statuses = await Promise.all(Array.from({ length: 25 }, async () => (await guess()).status));
    expect(statuses).toContain(429);
  });
});

describe('the end of an invite', () => {
  const endings: [string, string][] = [
    ['revoked', 'revoked_at = now()'],
    ['expired', `expires_at = now() - interval '1 second'`],
    ['used up', 'uses = max_uses'],
  ];

  test.each(endings)('I3 an invite that is %s lets nobody in', async (_, change) => {
    const { communityId, code } = await inviteTo({ maxUses: 3 });
    await stage.world.db.pool.query(`UPDATE invites SET ${change} WHERE code = $1`, [code]);
    const accounts = await stage.world.db.prisma.account.count();
    expect((await register(code)).status).toBe(410);
    expect((await stage.browser(await stage.person()).form(`/invite/${code}`, {})).status).toBe(410);
    expect(await members(communityId)).toBe(1);
    expect(await stage.world.db.prisma.account.count()).toBe(accounts + 1);
  });

  test.each(endings)(
    'I3 an invite that is %s between the look and the commit lets nobody in',
    async (_, change) => {
      const { communityId, code } = await inviteTo({ maxUses: 3 });
      const person = await stage.person();
      const accounts = await stage.world.db.prisma.account.count();
      // The change is made but not committed: whoever looks sees the invite hold, and whoever redeems waits for us.
      const hand = new pg.Client({ connectionString: stage.world.databaseUrl });
      await hand.connect();
      await hand.query('BEGIN');
      await hand.query(`UPDATE invites SET ${change} WHERE code = $1`, [code]);
      const both = [register(code), stage.browser(person).form(`/invite/${code}`, {})];
      const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await waitFor(async () => (await stage.world.db.pool.query(waiting)).rows[0].n === 2, {
        message: 'both to wait for the row',
      });
      await hand.query('COMMIT');
      await hand.end();
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual([410, 410]);
      expect(await members(communityId)).toBe(1);
      expect(await stage.world.db.prisma.account.count()).toBe(accounts);
    },
  );

  test('I3 an ended invite shows a visitor nothing of the community', async () => {
    const { communityId, code } = await inviteTo();
    await stage.world.db.prisma.community.update({
      where: { id: communityId },
      data: { name: 'Canary Town' },
    });
    await announceChange(stage.world, communityId);
    const shows = async (path: string) => (await stage.browser().get(path)).body.includes('Canary Town');
    expect(await shows(`/invite/${code}`)).toBe(true);
    await stage.world.services.invites.revokeInvite(stage.owner.ctx, { code });
    for (const path of [`/invite/${code}`, `/invite/${code}.data`, `/register?invite=${code}`]) {
      expect([path, await shows(path)]).toEqual([path, false]);
    }
  });

  test('only who made it, or manages invites, ends an invite; nobody else learns that it exists', async () => {
    const { communityId, code } = await inviteTo();
    const end = (browser: HttpClient, which: string) =>
      browser.form(`/c/${communityId}/settings/invites`, { intent: `revoke:${which}` });
    const [foreign, absent] = [
      await end(stage.browser(stage.outsider), code),
      await end(stage.browser(stage.outsider), 'NOSUCHCODE22'),
    ];
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect((await stage.browser(stage.outsider).get(`/invite/${code}`)).status).toBe(200);
  });
});

describe('guessing', () => {
  const guess = (address: string, code = newName()) =>
    stage.browser().get(`/invite/${code}`, { 'X-Forwarded-For': address });
  // The page says the same of each unknown code, and shows it is over the limit by its status.
  const limited = ({ status }: { status: number }) => status === 429;

  test('I5 twenty wrong codes end it for the network, and a right one does not give itself away', async () => {
    const { code } = await inviteTo();
    for (let n = 0; n < 20; n += 1) expect(limited(await guess('203.0.113.7'))).toBe(false);
    const after = [await guess('203.0.113.7'), await guess('203.0.113.7', code)];
    expect(after.map(limited)).toEqual([true, true]);
    expect(after[1]!.body.replaceAll(code, '')).not.toContain('Test');
    expect(limited(await guess('203.0.113.8', code))).toBe(false);
  });

  test('I5 a new address within one IPv6 /64 for each guess is one network', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        guess(`2001:db8:1:2:${(n * 977).toString(16)}::${n.toString(16)}`),
      ),
    );
    expect(answers.filter(limited)).toHaveLength(40);
    expect(limited(await guess('2001:db8:1:2:ffff:ffff:ffff:ffff'))).toBe(true);
    expect(limited(await guess('2001:DB8:1:2::9'))).toBe(true);
    expect(limited(await guess('2001:db8:1:3::9'))).toBe(false);
  });

  test('I5 the same limit stands before accepting and before registering', async () => {
    const person = await stage.person();
    const from = { 'X-Forwarded-For': '198.51.100.9' };
    const { code } = await inviteTo();
    const accept = async (which: string) =>
      (await stage.browser(person).form(`/invite/${which}`, {}, from)).status;
    const make = async (which: string) => (await register(which, {}, from)).status;
    // A form that failed is shown again, with another look at its code: each attempt counts twice.
    expect([await accept(newName()), await make(newName())]).toEqual([404, 404]);
    while ((await accept(newName())) === 404);
    expect([await accept(newName()), await make(newName()), await accept(code), await make(code)]).toEqual([
      429, 429, 429, 429,
    ]);
  });

  test('good codes never count: a class of 60 behind one address comes in at once', async () => {
    const { code } = await inviteTo();
    const answers = await Promise.all(Array.from({ length: 60 }, () => guess('203.0.113.50', code)));
    expect(answers.filter(limited)).toEqual([]);
  });
});
