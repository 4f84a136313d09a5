/**
 * Brings a database to the schema of this version, without Prisma's command line: same table, same checksums and same
 * advisory lock, so that both may be used on one database.
 *
 * Each migration's start is recorded and committed first; then its SQL and the mark that it finished run in **one
 * transaction**. PostgreSQL rolls schema changes back like any other, so a migration that fails, or whose process is
 * killed, leaves nothing behind but its open record. That record makes the next start refuse (Prisma's P3009) instead
 * of guessing. A migration must therefore not end its transaction (COMMIT), nor use what cannot run in one
 * (CREATE INDEX CONCURRENTLY).
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

export interface Migration {
  name: string;
  /** The whole of its `migration.sql`. */
  sql: string;
}

/**
 * Why a database is not migrated:
 * - `NEWER`: it has a migration that this version does not know.
 * - `EDITED`: a migration's text is not what was applied.
 * - `FAILED`: a migration failed, now or earlier, and waits for a person's decision (`resolveMigration`).
 * - `NOT_FAILED`: what should be resolved is no failed migration of this database, or none of this version.
 */
export type MigrationErrorCode = 'NEWER' | 'EDITED' | 'FAILED' | 'NOT_FAILED';

/** A refusal that an operator can act on; `message` says in one sentence what happened and what helps. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: MigrationErrorCode;
  readonly migration: string;

  constructor(code: MigrationErrorCode, migration: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.migration = migration;
  }
}

/** Prisma's own key: its command line and we exclude each other. */
const ADVISORY_LOCK = 72707369;
const UNDEFINED_DATABASE = '3D000';
const UNDEFINED_TABLE = '42P01';
const DUPLICATE_DATABASE = new Set(['42P04', '23505']);

interface Row {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  logs: string | null;
}

/**
 * Applies what the database lacks, in order of name. Creates the database when it is missing. Only one migrator works
 * at a time: others wait, and then find nothing left to do.
 *
 * @param migrations or the folder of Prisma's `<name>/migration.sql`
 * @param log told what happens, a line each
 * @returns the names applied now
 * @throws {MigrationError} nothing was changed, except that with `FAILED` the migrations before it are applied
 * @throws the driver's error when the server cannot be reached
 */
export async function migrate(
  databaseUrl: string,
  migrations: Migration[] | string,
  log: (line: string) => void = () => {},
): Promise<string[]> {
  const known = typeof migrations === 'string' ? await readMigrations(migrations) : migrations;
  const client = await connectOrCreate(databaseUrl, log);
  try {
    await lock(client, log);
    const pending = pendingMigrations(known, await appliedRows(client));
    for (const migration of pending) {
      await apply(client, migration);
      log(`Applied the migration ${migration.name}.`);
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.end(); // ends the session, and with it the lock
  }
}

/**
 * The names of the migrations that a database lacks. Changes nothing and waits for nobody.
 *
 * @throws {MigrationError} as `migrate`
 * @throws the driver's error when the server or the database is not there
 */
export async function findPending(databaseUrl: string, migrationsDir: string): Promise<string[]> {
  const known = await readMigrations(migrationsDir);
  const client = await connect(databaseUrl);
  try {
    const rows = await appliedRows(client).catch((error: unknown) => {
      if (codeOf(error) === UNDEFINED_TABLE) return [];
      throw error;
    });
    return pendingMigrations(known, rows).map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/**
 * Closes the record of a failed migration after a person looked at it, so that the next start goes on.
 *
 * @param outcome `rolled-back`: nothing of it is in the database, the next start applies it anew; `applied`: its
 *   changes were made by hand, it counts as done
 * @throws {MigrationError} `NOT_FAILED`; nothing was changed
 */
export async function resolveMigration(
  databaseUrl: string,
  migrations: Migration[] | string,
  name: string,
  outcome: 'rolled-back' | 'applied',
): Promise<void> {
  const known = typeof migrations === 'string' ? await readMigrations(migrations) : migrations;
  const migration = known.find((each) => each.name === name);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await lock(client, () => {});
    const failed = (await appliedRows(client)).some((row) => row.migration_name === name && !row.finished_at);
    if (!failed) {
      throw new MigrationError(
        'NOT_FAILED',
        name,
        `There is no failed migration "${name}" in this database.`,
      );
    }
    if (outcome === 'applied' && !migration) {
      throw new MigrationError('NOT_FAILED', name, `This version has no migration "${name}".`);
    }
    await client.query('BEGIN');
    await client.query(
      'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL',
      [name],
    );
    if (outcome === 'applied' && migration) {
      await client.query(
        'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ($1, $2, $3, now())',
        [randomUUID(), checksum(migration.sql), name],
      );
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Reads a folder of migrations, in order of name. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(path.join(directory, name, 'migration.sql'), 'utf8'),
    })),
  );
}

async function connectOrCreate(databaseUrl: string, log: (line: string) => void): Promise<pg.Client> {
  try {
    return await connect(databaseUrl);
  } catch (error) {
    if (codeOf(error) !== UNDEFINED_DATABASE) throw error;
  }
  const maintenance = new URL(databaseUrl);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  const admin = await connect(maintenance.href);
  try {
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
    log(`Created the database ${name}.`);
  } catch (error) {
    // Two replicas that start at once both find it missing; the second finds it made.
    if (!DUPLICATE_DATABASE.has(codeOf(error))) throw error;
  } finally {
    await admin.end();
  }
  return connect(databaseUrl);
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'hearth migrate' });
  // A connection that breaks between two queries would end the process; the next query reports it anyway.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function lock(client: pg.Client, log: (line: string) => void): Promise<void> {
  // A server busy with a statement does not notice that its client was killed, and would keep the lock until the
  // statement's end. (A server on a system that cannot tell refuses the setting.)
  await client.query("SET client_connection_check_interval = '2s'").catch(() => {});
  const attempt = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
    ADVISORY_LOCK,
  ]);
  if (!attempt.rows[0]?.got) {
    log('Another process is migrating this database; waiting for it.');
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
  }
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`);
}

/** What was applied or begun, without what was rolled back since. */
async function appliedRows(client: pg.Client): Promise<Row[]> {
  const result = await client.query<Row>(
    'SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return result.rows;
}

/** The migrations still to apply; throws when the database must not be touched. */
function pendingMigrations(known: Migration[], rows: Row[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum: applied, finished_at: finishedAt, logs } of rows) {
    const migration = byName.get(name);
    if (!migration) {
      throw new MigrationError(
        'NEWER',
        name,
        `This database was used by a newer version of Hearth (it has the migration ${name}): start that version or a later one; nothing was changed.`,
      );
    }
    if (!finishedAt) throw new MigrationError('FAILED', name, failedEarlier(name, logs));
    if (checksum(migration.sql) !== applied) {
      throw new MigrationError(
        'EDITED',
        name,
        `The migration ${name} is not the one that this database was made with: restore its file, and put changes into a new migration.`,
      );
    }
  }
  const done = new Set(rows.map((row) => row.migration_name));
  return known.filter((migration) => !done.has(migration.name));
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum(sql),
    name,
  ]);
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    await client.query('COMMIT');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    // When the connection itself is gone, the open record without its reason has to do.
    await client.query('ROLLBACK').catch(() => {});
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, reason]).catch(() => {});
    throw new MigrationError(
      'FAILED',
      name,
      `The migration ${name} failed and was rolled back: ${reason}. ${howToResume(name)}`,
      {
        cause,
      },
    );
  }
}

function failedEarlier(name: string, logs: string | null): string {
  const reason = logs ? `: ${logs}` : ', or was stopped midway';
  return `The migration ${name} failed earlier (P3009)${reason}. ${howToResume(name)}`;
}

const howToResume = (name: string) =>
  `Nothing of it is in the database; when the cause is gone, resume with \`npm run db:migrate -- --resolve ${name} --rolled-back\` and start again.`;

/** As Prisma computes it. */
const checksum = (sql: string) => createHash('sha256').update(sql).digest('hex');

const codeOf = (error: unknown) => String((error as { code?: unknown }).code);
