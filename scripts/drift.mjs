/**
 * Whether the migrations make exactly the schema that prisma/schema.prisma describes: a change of the schema without
 * its migration would be missed by every installation. Exit code 0: they agree; 1: the difference is printed.
 * Checks, partial indexes and functions, which a Prisma schema cannot express, are not compared.
 */
import { Failure, runScript } from './lib/failure.mjs';
import { compareMigrationsWithSchema } from './tasks/db-new.mjs';

await runScript(async () => {
  const { changed, summary } = await compareMigrationsWithSchema();
  console.log(summary);
  // Both are asked: an engine that breaks down has been seen to report success without a word.
  if (changed || !summary.includes('No difference detected')) {
    throw new Failure(
      'The migrations do not make what prisma/schema.prisma describes: npm run db:new -- <name>',
    );
  }
});
