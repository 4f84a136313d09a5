import { existsSync } from 'node:fs';
import { step } from './progress.mjs';
import { inProject } from './project.mjs';
import { programFailure, runQuietly } from './run-program.mjs';
import { withCheckoutLock } from './set-up-lock.mjs';
import { hashInputs, unlessDone } from './stamps.mjs';

/** What the build is made of. Tests are no part of it: changing one must not cost a build. */
const INPUTS = [
  ...['app', 'server', 'public', 'prisma/schema.prisma', 'project.inlang/settings.json'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'paraglide.config.mjs'],
  ...['react-router.config.ts', 'vite.config.ts', 'vite.emoji.ts', 'vite.server.config.ts'],
];
const GENERATED_OR_TEST = /^(server\/generated|app\/i18n\/paraglide)\/|\.test\.tsx?$/;

/**
 * Builds what `npm start` runs, unless it was built from the same files: pages and browser files into `build/client`
 * and `build/server`, the server into `build/server-main`.
 * @returns {Promise<void>}
 * @throws {import('./failure.mjs').Failure} what the build said
 */
export async function build() {
  const key = `${hashInputs(INPUTS, { skip: GENERATED_OR_TEST })} ${process.version}`;
  await withCheckoutLock(() => unlessDone({ name: 'build', key, output: serverEntry }, buildAll));
}

/** The built server's entry, relative to the project. */
export const serverEntry = 'build/server-main/main.js';

async function buildAll() {
  await step('Building the pages', () => runVite(['node_modules/@react-router/dev/bin.cjs', 'build']));
  if (!existsSync(inProject('build/server/index.js'))) {
    throw programFailure('Building the pages made no build/server/index.js', '');
  }
  await step('Building the server', () =>
    runVite(['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.server.config.ts']),
  );
}

/** @param {string[]} args */
async function runVite(args) {
  const { ok, output } = await runQuietly(process.execPath, args, { env: { NODE_ENV: 'production' } });
  if (!ok) throw programFailure('The build failed', output);
}
