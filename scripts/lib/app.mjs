import { inProject } from './project.mjs';
import { serverEntry } from './build.mjs';

/**
 * V8's young generation kept small (its default grows to 3 × 16 MiB and more under load, which a home server would
 * rather have for its file cache), the old one bounded well above what the app needs, so that a leak ends in a restart
 * and not in a machine that swaps.
 */
const MEMORY_FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=768'];

/**
 * What to give to Node to run the built app. Without `--enable-source-maps`: reading the maps costs 50 MiB and a
 * third of the start, and the bundle keeps its names anyway.
 * @returns {string[]}
 */
export const appArguments = () => [...MEMORY_FLAGS, inProject(serverEntry)];

/**
 * What the app must know about where it runs; see server/platform/config.ts for all of its settings.
 * @param {{ dataDir: string, port: number | string, databaseUrl?: string }} place
 * @returns {Record<string, string>}
 */
export const appEnvironment = ({ dataDir, port, databaseUrl }) => ({
  NODE_ENV: 'production',
  // Compiled code is kept between starts: about 80 ms of 250.
  NODE_COMPILE_CACHE: inProject('.cache/compiled'),
  PORT: String(port),
  HEARTH_DATA_DIR: dataDir,
  HEARTH_BUILD_DIR: inProject('build'),
  HEARTH_MIGRATIONS_DIR: inProject('prisma/migrations'),
  ...(databaseUrl && { HEARTH_DATABASE_URL: databaseUrl }),
});
