import { defineConfig } from 'prisma/config';

const url = process.env['HEARTH_DATABASE_URL'];

/** For Prisma's command line only (`prisma generate`, `prisma studio`); the app takes its settings from server/platform/config.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
});
