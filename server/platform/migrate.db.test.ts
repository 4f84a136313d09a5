import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, createTestDatabase } from '../../tests/support/database.ts';
import { MigrationError, type Migration, migrate, resolveMigration } from './migrate.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
});
afterEach(() => database.drop());

const first: Migration = { name: '1_first', sql: 'CREATE TABLE first (id int)' };
const second: Migration = { name: '2_second', sql: 'CREATE TABLE second (id int); SELECT 1;' };
const broken: Migration = { name: '2_second', sql: 'CREATE TABLE second (id int); SELECT 1 / 0;' };

test('applies what is missing, in order, once', async () => {
  expect(await migrate(database.url, [first])).toEqual(['1_first']);
  expect(await migrate(database.url, [first, second])).toEqual(['2_second']);
  expect(await migrate(database.url, [first, second])).toEqual([]);
  expect(await tables()).toEqual(['first', 'second']);
});

test('creates the database when it is missing', async () => {
  await database.drop();
  expect(await migrate(database.url, [first])).toEqual(['1_first']);
});

test('several at once: one works, the others wait and find nothing left', async () => {
  const slow = { name: '1_slow', sql: 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int)' };
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url, [slow])));
  expect(applied.flat()).toEqual(['1_slow']);
});

test('refuses a database that a newer version used', async () => {
  await migrate(database.url, [first, second]);
  await expectRefusal(migrate(database.url, [first]), 'NEWER', '2_second');
});

test('refuses a migration that was edited after it was applied', async () => {
  await migrate(database.url, [first]);
  await expectRefusal(migrate(database.url, [{ ...first, sql: 'SELECT 1' }, second]), 'EDITED', '1_first');
  expect(await tables()).toEqual(['first']);
});

test('a failing migration leaves nothing behind, and the next start refuses until it is resolved', async () => {
  await expectRefusal(migrate(database.url, [first, broken]), 'FAILED', '2_second');
  expect(await tables()).toEqual(['first']);
  const again = await expectRefusal(migrate(database.url, [first, second]), 'FAILED', '2_second');
  expect(again.message).toContain('P3009');
  expect(again.message).toContain('division by zero');
  expect(again.message).toContain('--resolve 2_second --rolled-back');

  await resolveMigration(database.url, [first, second], '2_second', 'rolled-back');
  expect(await migrate(database.url, [first, second])).toEqual(['2_second']);
});

test('a failed migration that was done by hand can be declared applied', async () => {
  await expectRefusal(migrate(database.url, [first, broken]), 'FAILED', '2_second');
  await resolveMigration(database.url, [first, second], '2_second', 'applied');
  expect(await migrate(database.url, [first, second])).toEqual([]);
});

test('only a failed migration can be resolved', async () => {
  await migrate(database.url, [first]);
  await expect(resolveMigration(database.url, [first], '1_first', 'applied')).rejects.toThrow(
    'no failed migration',
  );
});

async function expectRefusal(
  attempt: Promise<unknown>,
  code: string,
  migration: string,
): Promise<MigrationError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrationError);
  expect(error).toMatchObject({ code, migration });
  return error as MigrationError;
}

async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const result = await client.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  );
  await client.end();
  return result.rows.map((row) => row.tablename);
}
