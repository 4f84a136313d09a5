import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { inProject } from '../lib/project.mjs';
import { startThrowAwayPostgres } from '../lib/throwaway.mjs';

/**
 * `npm run db:new -- <name> [--empty]`: writes the migration that leads from the present migrations to the present
 * prisma/schema.prisma. `--empty` makes one without SQL, for what a schema cannot say (checks, functions, data).
 * @param {string[]} args
 * @throws {Failure} no usable name, or nothing changed
 */
export async function dbNew(args) {
  const empty = args.includes('--empty');
  const [name] = args.filter((arg) => !arg.startsWith('--'));
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Failure(
      'Name the migration in lower case, words joined by "_": npm run db:new -- add_pinned_messages',
    );
  }
  const { changed, sql } = await compareMigrationsWithSchema();
  if (!changed && !empty) {
    throw new Failure(
      'prisma/schema.prisma says nothing that the migrations do not: change it first, or add --empty for a migration written by hand.',
    );
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join('prisma/migrations', `${stamp}_${name}`);
  mkdirSync(inProject(folder), { recursive: true });
  writeFileSync(inProject(folder, 'migration.sql'), changed ? sql : '-- Written by hand.\n');
  console.log(`Wrote ${folder}/migration.sql. Read it, then apply it with: npm run db:migrate`);
}

/**
 * @returns {Promise<import('../lib/schema-diff.mjs').SchemaDiff>} what the schema says beyond the migrations
 */
export async function compareMigrationsWithSchema() {
  const { diffMigrationsToSchema } = await import('../lib/schema-diff.mjs');
  mkdirSync(inProject('prisma/migrations'), { recursive: true });
  const server = await startThrowAwayPostgres();
  try {
    return await diffMigrationsToSchema({
      url: server.url('postgres'),
      schemaDir: inProject('prisma'),
      migrationsDir: inProject('prisma/migrations'),
    });
  } finally {
    await server.stop();
    server.remove();
  }
}
