/**
 * Runs one of the project's tasks, after the set-up that each of them needs: `node scripts/run.mjs <task> [arguments]`.
 * package.json gives each task its `npm run` name.
 */
import { Failure, runScript } from './lib/failure.mjs';
import { setUp } from './lib/set-up.mjs';

/**
 * Each task's module is loaded after the set-up, when packages exist and the right Node runs.
 * @type {Record<string, { types?: boolean, run: (args: string[]) => Promise<unknown> } | undefined>}
 */
const tasks = {
  dev: { types: true, run: async () => (await import('./tasks/dev.mjs')).dev() },
  build: { run: async () => (await import('./lib/build.mjs')).build() },
  test: { run: async (args) => (await import('./tasks/test.mjs')).test(args) },
  'test-box': { run: async (args) => (await import('./tasks/test-box.mjs')).testBox(args) },
  check: { types: true, run: async () => (await import('./tasks/check.mjs')).check() },
  bench: {
    run: async (args) => {
      await (await import('./lib/build.mjs')).build();
      await (await import('./tasks/run-source.mjs')).runSource('tests/load/bench.ts', args);
    },
  },
  seed: {
    run: async (args) => (await import('./tasks/run-source.mjs')).runOnDatabase('server/cli/seed.ts', args),
  },
  'db-migrate': {
    run: async (args) =>
      (await import('./tasks/run-source.mjs')).runOnDatabase('server/cli/hearth.ts', ['migrate', ...args]),
  },
  'db-new': { run: async (args) => (await import('./tasks/db-new.mjs')).dbNew(args) },
  format: {
    run: async (args) =>
      (await import('./tasks/run-source.mjs')).runSource('node_modules/oxfmt/bin/oxfmt', args),
  },
};

const [name = '', ...args] = process.argv.slice(2);

await runScript(async () => {
  const task = tasks[name];
  if (!task) throw new Failure(`There is no task "${name}": ${Object.keys(tasks).join(', ')}.`);
  await setUp({ types: task.types ?? false });
  await task.run(args);
});
