import pg from 'pg';
import { startThrowAwayPostgres } from '../../scripts/lib/throwaway.mjs';
import { migrate } from '../../server/platform/migrate.ts';

/** Every test's database is a copy of this migrated one. */
export const TEMPLATE = 'hearth_template';

/**
 * Brings up the database server that all tests share: the one of HEARTH_TEST_DATABASE_URL, else an embedded one in a
 * temporary folder; and makes the template in it. The address travels to the tests in HEARTH_TEST_SERVER_URL.
 *
 * @returns ends the embedded server
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const given = process.env['HEARTH_TEST_DATABASE_URL'];
  const embedded = given ? undefined : await startThrowAwayPostgres({ settings: { max_connections: '200' } });
  const url = given ?? embedded?.url('postgres') ?? '';
  async function stop(): Promise<void> {
    delete process.env['HEARTH_TEST_SERVER_URL'];
    await embedded?.stop();
    embedded?.remove();
  }
  try {
    await makeTemplate(url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env['HEARTH_TEST_SERVER_URL'] = url;
  return stop;
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await client.end();
  await migrate(databaseUrl(serverUrl, TEMPLATE), 'prisma/migrations');
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
