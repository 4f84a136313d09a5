import { runQuietly } from '../lib/run-program.mjs';

/** @type {{ name: string, script: string, args?: string[] }[]} */
const CHECKS = [
  { name: 'Types', script: 'node_modules/typescript/bin/tsc', args: ['--project', '.'] },
  {
    name: 'Lint',
    script: 'node_modules/oxlint/bin/oxlint',
    args: ['--type-aware', '--deny-warnings', '--format=unix'],
  },
  { name: 'Format', script: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  {
    name: 'Import rules',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['app', 'server', 'scripts', 'tests', '--config', '.dependency-cruiser.cjs'],
  },
  { name: 'Unused code', script: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'Migrations', script: 'scripts/drift.mjs' },
];

/**
 * `npm run check`: everything that is judged without running the app. All checks run, a line each; what a failed one
 * said is shown under its line. The exit code is 1 when one failed.
 */
export async function check() {
  const failed = [];
  for (const { name, script, args = [] } of CHECKS) {
    const start = Date.now();
    const { ok, output } = await runQuietly(process.execPath, [script, ...args]);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds} s`);
    if (ok) continue;
    failed.push(name);
    console.log(`\n${output.trimEnd()}\n`);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
  if (failed.length > 0) process.exitCode = 1;
}
