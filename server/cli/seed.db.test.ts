import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import { parseMarkdown } from '#server/domains/messages/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { createTestDatabase } from '../../tests/support/database.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { seed, spread, type SeedPlan, type Seeded } from './seed/plan.ts';

const plan: SeedPlan = {
  community: 'Garden',
  members: 40,
  channels: spread(1500, 3),
  passwordHash: 'unused',
};
let world: World;
let seeded: Seeded;
beforeAll(async () => {
  world = await createWorld();
  seeded = await seed(world.databaseUrl, plan);
});
afterAll(() => world.close());

/** The n-th seeded member's own calls; 0 is the host. */
async function as(n: number): Promise<Ctx> {
  const account = await world.db.prisma.account.findUniqueOrThrow({ where: { id: seeded.accountIds[n]! } });
  return { ...world.anonymous(), actor: { kind: 'user', sessionId: randomUUID(), account } };
}

async function wholeHistory(ctx: Ctx, channelId: string): Promise<MessageDto[]> {
  const messages: MessageDto[] = [];
  for (let before: number | undefined; ; before = messages[0]!.seq) {
    const page = await world.services.messages.getPage(ctx, {
      channelId,
      ...(before !== undefined && { before }),
    });
    messages.unshift(...page.messages);
    if (!page.hasBefore) return messages;
  }
}

/** Every version of every channel is one change of one message, and ordinals count without a gap. */
async function expectCounted(): Promise<void> {
  for (const channel of await world.db.prisma.channel.findMany({
    include: { messages: { include: { edits: true } } },
  })) {
    const ordered = channel.messages.toSorted((a, b) => a.seq - b.seq);
    expect(ordered.map((message) => message.ordinal)).toEqual(
      Array.from({ length: channel.posted }, (_, n) => n + 1),
    );
    const changes = ordered.flatMap((message) =>
      Array.from({ length: message.version - message.seq + 1 }, (_, n) => message.seq + n),
    );
    expect(changes).toEqual(Array.from({ length: channel.version }, (_, n) => n + 1));
    expect(ordered.map((message) => message.createdAt.getTime())).toEqual(
      ordered.map((message) => message.createdAt.getTime()).toSorted((a, b) => a - b),
    );
    for (const message of ordered)
      expect(message.edits).toHaveLength(message.editedAt && !message.deletedAt ? 1 : 0);
  }
}

describe('a seeded community', () => {
  test('has the people, channels and messages that were asked for, one channel the most', () => {
    expect(seeded.channels.map((channel) => channel.posted)).toEqual([1200, 150, 150]);
    expect(new Set(seeded.accountIds).size).toBe(40);
  });

  test('counts as if every message had been sent, edited and deleted', expectCounted);

  test('is read page by page without a gap by its members, and by nobody else', async () => {
    const [channel] = seeded.channels;
    const messages = await wholeHistory(await as(7), channel!.id);
    const deleted = await world.db.prisma.message.count({
      where: { channelId: channel!.id, deletedAt: { not: null } },
    });
    expect(deleted).toBeGreaterThan(0);
    expect(messages).toHaveLength(1200 - deleted);
    expect(messages.map((message) => message.seq)).toEqual(
      messages.map((message) => message.seq).toSorted((a, b) => a - b),
    );
    expect(messages.filter((message) => message.replyTo?.author).length).toBeGreaterThan(20);
    const stranger = await world.person();
    await expect(
      world.services.messages.getPage(stranger.ctx, { channelId: channel!.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('has the trees that the app would have made of its texts', async () => {
    const messages = await wholeHistory(await as(0), seeded.channels[0]!.id);
    expect(messages.filter((message) => message.tree).length).toBeGreaterThan(50);
    for (const message of messages) expect(message.tree).toEqual(parseMarkdown(message.body!));
    expect(new Set(messages.map((message) => message.body!.length)).size).toBeGreaterThan(50);
  });

  test('has unread counts that are the number of messages after the read pointer', async () => {
    const unread: number[] = [];
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const { counters } = await world.services.communities.getBootstrap(await as(n));
      expect(counters).toHaveLength(3);
      for (const { channelId, posted, readSeq, readOrdinal } of counters) {
        expect(posted - readOrdinal).toBe(
          await world.db.prisma.message.count({ where: { channelId, seq: { gt: readSeq } } }),
        );
        unread.push(posted - readOrdinal);
      }
    }
    expect(unread).toContain(0);
    expect(Math.max(...unread)).toBeGreaterThan(0);
  });

  test('grows only by what is missing, and on top of what people wrote since', async () => {
    expect(await seed(world.databaseUrl, plan)).toMatchObject({
      communityId: seeded.communityId,
      accountIds: seeded.accountIds,
      added: 0,
    });
    const sent = await world.services.messages.sendMessage(await as(3), {
      channelId: seeded.channels[0]!.id,
      clientId: randomUUID(),
      body: 'written by hand',
    });
    expect(sent.ordinal).toBe(1201);
    const more = await seed(world.databaseUrl, { ...plan, members: 45, channels: spread(2000, 3) });
    expect(more).toMatchObject({ communityId: seeded.communityId, added: 499 });
    expect(more.accountIds.slice(0, 40)).toEqual(seeded.accountIds);
    expect(more.accountIds).toHaveLength(45);
    await expectCounted();
  });

  test('leaves the constraints and indexes as the migrations made them', async () => {
    const catalogue = async (url: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(`
        SELECT conname AS name, pg_get_constraintdef(oid) AS definition, convalidated AS ok FROM pg_constraint WHERE 'messages'::regclass IN (conrelid, confrelid) AND contype <> 'n'
        UNION ALL SELECT relname, pg_get_indexdef(indexrelid), indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = 'messages'::regclass ORDER BY 1, 2`);
      await client.end();
      return rows;
    };
    const untouched = await createTestDatabase();
    expect(await catalogue(world.databaseUrl)).toEqual(await catalogue(untouched.url));
    await untouched.drop();
  });
});

// Each run is a process of its own that migrates, hashes and writes: slow beside others.
describe('npm run seed', { timeout: 60_000 }, () => {
  const run = (url: string, ...args: string[]) =>
    promisify(execFile)(
      process.execPath,
      ['server/cli/seed.ts', '--members', '5', '--messages', '30', '--channels', '2', ...args],
      { env: { PATH: process.env['PATH'], HEARTH_DATABASE_URL: url } },
    );

  test('prepares a fresh instance and prints a log-in that works', async () => {
    const fresh = await createWorld();
    await fresh.db.prisma.instance.deleteMany();
    const { stdout } = await run(fresh.databaseUrl);
    const [, login, password] = /Log in as (\S+) .*password (\S+)/.exec(stdout)!;
    const { account } = await fresh.services.accounts.logIn(fresh.anonymous(), { login, password });
    expect(account).toMatchObject({ username: login, isAdmin: true });
    expect(await fresh.services.setup.getStep(fresh.anonymous())).toBe('done');
    await fresh.close();
  });

  test('leaves an instance with real people alone unless it is told otherwise', async () => {
    const home = await createWorld();
    await home.person('somebody');
    await expect(run(home.databaseUrl)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--force'),
    });
    expect(await home.db.prisma.account.count()).toBe(1);
    await run(home.databaseUrl, '--force');
    expect(await home.db.prisma.account.count()).toBe(6);
    await home.close();
  });
});
