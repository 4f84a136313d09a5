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
  test: { run: async (args) => (await import('./tasks/test.mjs')).test(args) },
  'db-new': { run: async (args) => (await import('./tasks/db-new.mjs')).dbNew(args) },
};

const [name = '', ...args] = process.argv.slice(2);

await runScript(async () => {
  const task = tasks[name];
  if (!task) throw new Failure(`There is no task "${name}": ${Object.keys(tasks).join(', ')}.`);
  await setUp({ types: task.types ?? false });
  await task.run(args);
});
