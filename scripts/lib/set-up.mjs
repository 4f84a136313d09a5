/**
 * The set-up that every npm script runs first, so that each works on a fresh clone with any Node from 18 on: the right
 * Node, the packages, the generated code. Plain JavaScript without packages, because it runs before there are any.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { explain } from './failure.mjs';
import { ensureNode } from './node-version.mjs';
import { step } from './progress.mjs';
import { inProject } from './project.mjs';
import { programFailure, runNpm, runQuietly } from './run-program.mjs';
import { withCheckoutLock } from './set-up-lock.mjs';
import { hashInputs, unlessDone } from './stamps.mjs';

/**
 * Prepares the checkout; what is up to date already is skipped. On a Node that is too old it runs the calling script
 * again under a fetched one and does not return.
 * @param {{ types?: boolean }} [options] `types`: also the routes' types, which only editors and `check` need
 * @throws {import('./failure.mjs').Failure} one sentence: offline, disk full, no permission, or what a generator said
 */
export async function setUp({ types = false } = {}) {
  process.chdir(inProject());
  await ensureNode();
  try {
    await withCheckoutLock(async () => {
      await installPackages();
      await generateDatabaseClient();
      await compileMessages();
      if (types) await generateRouteTypes();
    });
  } catch (error) {
    throw explain(error, 'Cannot prepare this folder');
  }
}

/**
 * Installs exactly package-lock.json. The stamp lies inside node_modules, so that deleting that folder is enough to
 * get a fresh one.
 */
async function installPackages() {
  const stamp = inProject('node_modules/.hearth-stamp');
  const key = `${hashInputs(['package.json', 'package-lock.json'])} node ${process.versions.modules}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  if (!isInstalled()) {
    await step('Installing packages', async () => {
      const { ok, output } = await runNpm(['ci', '--no-audit', '--no-fund']);
      if (!ok) throw programFailure('Installing packages failed', output);
    });
  }
  writeFileSync(stamp, key);
}

/**
 * Whether node_modules holds what package-lock.json names, by npm's own note of what it installed: a developer's
 * `npm install <package>` needs no second installation.
 */
function isInstalled() {
  const note = inProject('node_modules/.package-lock.json');
  if (!existsSync(note)) return false;
  /** @type {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  /** @type {typeof wanted} */
  const present = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) => {
    if (place === '') return true;
    const found = present[place];
    return found ? found.version === version : optional === true; // other platforms' packages are not installed
  });
}

/** Prisma's client. The stand-in engine keeps its command line from downloading one. */
async function generateDatabaseClient() {
  if (!existsSync(inProject('prisma/schema.prisma'))) return;
  const key = hashInputs(['prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'], {
    skip: /migrations\//,
  });
  await unlessDone({ name: 'database-client', key, output: 'server/generated/prisma' }, () =>
    step('Generating the database client', () =>
      runGenerator('Generating the database client', ['node_modules/prisma/build/index.js', 'generate'], {
        PRISMA_SCHEMA_ENGINE_BINARY: inProject('scripts/schema-engine.mjs'),
        CHECKPOINT_DISABLE: '1',
      }),
    ),
  );
}

/** The texts of the interface, each compiled to a function. */
async function compileMessages() {
  if (!existsSync(inProject('project.inlang/settings.json'))) return;
  const inputs = [
    'project.inlang/settings.json',
    'app/i18n',
    'paraglide.config.mjs',
    'scripts/lib/compile-messages.mjs',
  ];
  const key = hashInputs([...inputs, 'node_modules/@inlang/paraglide-js/package.json'], {
    skip: /^app\/i18n\/paraglide\//,
  });
  await unlessDone({ name: 'messages', key, output: 'app/i18n/paraglide/messages.js' }, () =>
    step('Compiling the texts', async () => {
      const output = await runGenerator('Compiling the texts', ['scripts/lib/compile-messages.mjs']);
      // A message format plugin that does not load is only warned about, and every text is then missing.
      if (/IMPORT_IS_UNDEFINED|\bwarn|\berror/i.test(output))
        throw programFailure('Compiling the texts failed', output);
    }),
  );
}

/** The types of each route's loader and parameters. */
async function generateRouteTypes() {
  if (!existsSync(inProject('app/routes.ts'))) return;
  const configuration = [
    'app/routes.ts',
    'react-router.config.ts',
    'node_modules/@react-router/dev/package.json',
  ];
  const key = `${hashInputs(configuration)} ${hashInputs(['app/routes', 'app/root.tsx'], { namesOnly: true })}`;
  await unlessDone({ name: 'route-types', key, output: '.react-router/types' }, () =>
    step('Generating the types of the routes', () =>
      runGenerator('Generating the types of the routes', [
        'node_modules/@react-router/dev/bin.cjs',
        'typegen',
      ]),
    ),
  );
}

/**
 * @param {string} what
 * @param {string[]} args a script and its arguments, for Node
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} what it printed
 */
async function runGenerator(what, args, env = {}) {
  const { ok, output } = await runQuietly(process.execPath, args, { env });
  if (!ok) throw programFailure(`${what} failed`, output);
  return output;
}
