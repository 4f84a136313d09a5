import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TEMPLATE, databaseUrl } from './test-server.ts';

export interface TestDatabase {
  name: string;
  url: string;
  /** Removes it, whoever is still connected. */
  drop: () => Promise<void>;
}

/**
 * Makes a database of the caller's own: a copy of the migrated template, or with `empty` one without tables. Ten of
 * them take about a second, so a test file shares one and its tests make communities of their own in it.
 */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const serverUrl = process.env['HEARTH_TEST_SERVER_URL'];
  if (!serverUrl)
    throw new Error('Run the tests by `npm test`, or with tests/support/global-setup.ts as global set-up.');
  const name = `hearth_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : TEMPLATE}`);
  return {
    name,
    url: databaseUrl(serverUrl, name),
    drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
