/**
 * Migrates the configured database, or closes the record of a failed migration:
 *
 *     migrate [--resolve <name> --rolled-back|--applied]
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ConfigError, readConfig } from '../platform/config.ts';
import { MigrationError, migrate, resolveMigration } from '../platform/migrate.ts';

const usage = 'Use: migrate [--resolve <name> --rolled-back|--applied]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      resolve: { type: 'string' },
      'rolled-back': { type: 'boolean' },
      applied: { type: 'boolean' },
    },
  });
  const { databaseUrl, migrationsDir } = readConfig();
  const say = (line: string) => console.log(line);
  if (values.resolve !== undefined) {
    if (values.applied === values['rolled-back']) throw new UsageError(`Say what became of it. ${usage}`);
    const outcome = values.applied ? 'applied' : 'rolled-back';
    await resolveMigration(databaseUrl, migrationsDir, values.resolve, outcome);
    say(`The migration ${values.resolve} counts as ${outcome} now.`);
  }
  const applied = await migrate(databaseUrl, migrationsDir, say);
  say(applied.length > 0 ? 'The database is up to date.' : 'The database was up to date.');
}

class UsageError extends Error {}

/** Everything an operator can cause or mend is said in one sentence; the rest keeps its stack. */
function isForOperators(error: unknown): error is Error {
  const kinds = [MigrationError, ConfigError, UsageError, pg.DatabaseError];
  const codes = /^(ECONNREFUSED|ENOTFOUND|ENOENT|ETIMEDOUT|ERR_PARSE_ARGS_.*)$/;
  return (
    kinds.some((kind) => error instanceof kind) ||
    (error instanceof Error && codes.test(String((error as { code?: unknown }).code)))
  );
}

try {
  await main();
} catch (error) {
  console.error(isForOperators(error) ? error.message : error);
  process.exitCode = 1;
}
