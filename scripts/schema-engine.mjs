#!/usr/bin/env node
// Stands in for Prisma's native schema engine (PRISMA_SCHEMA_ENGINE_BINARY), which the Prisma command line would
// otherwise download before anything else, even before `prisma generate`, which never runs it.
// Migrations do not need it: `npm run db:new` compares by the WebAssembly engine, and the app migrates itself.
if (process.argv.includes('--version') || process.argv.includes('-V')) {
  console.log('schema-engine-cli stand-in');
} else {
  console.error(
    'This project makes migrations with `npm run db:new -- <name>` and applies them with `npm run db:migrate`.',
  );
  process.exit(1);
}
