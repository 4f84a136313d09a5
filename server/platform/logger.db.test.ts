import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, createWorld } from '../../tests/support/world.ts';
import { describeError } from './logger.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

test('H1 what a query was asked with is in no part of a described error', async () => {
  const written = ['canary@example.org', 'a canary of a\n    at password (canary.ts:1:1)'];
  const { account, invite } = world.db.prisma;
  const failures = [
    // Refused before it is asked, refused by the database, and failed within it.
    account.findFirst({ where: { emailKey: written[0]!, nonsense: written[1] } as object }),
    invite.create({ data: { id: written[0]!, code: written[1]!, communityId: written[0]! } }),
    world.db.prisma.$queryRaw`SELECT ${written[1]}::int, ${written[0]}`,
    world.db.pool.query('SELECT $1::int', [written[1]]),
  ];
  for (const failure of await Promise.all(failures.map(failureOf))) {
    const described = describeError(failure);
    expect(JSON.stringify(described)).not.toContain('canary');
    expect(described['message']).toMatch(/Unknown argument|invalid input syntax for type/);
  }
});

test('a described error names where it happened, and why', () => {
  const cause = new TypeError('the cause');
  const described = describeError(new Error('one line\nand another', { cause }));
  expect(described).toMatchObject({
    message: 'one line\nand another',
    stack: expect.stringMatching(/^at .*logger\.db\.test\.ts:\d+/),
    cause: { kind: 'TypeError', message: 'the cause' },
  });
});
