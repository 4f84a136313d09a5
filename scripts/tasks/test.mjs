import { mkdirSync, rmSync } from 'node:fs';
import { findBrowser } from '../lib/browser.mjs';
import { build } from '../lib/build.mjs';
import { Failure } from '../lib/failure.mjs';
import { step } from '../lib/progress.mjs';
import { inProject } from '../lib/project.mjs';
import { runVisibly } from '../lib/run-program.mjs';
import { closingLine, countPlaywright, countVitest, orOneFailure, sum } from '../lib/test-results.mjs';

/**
 * The parts of the test suite, in the order in which they run. Only the unit tests (with their database) do without
 * the built app.
 * @type {Record<string, { needsBuild: boolean, run: (filter: string[]) => Promise<import('../lib/test-results.mjs').Counts> }>}
 */
const PARTS = {
  unit: { needsBuild: false, run: (filter) => runVitest('unit', filter) },
  abuse: { needsBuild: true, run: (filter) => runVitest('abuse', filter) },
  fault: { needsBuild: true, run: (filter) => runVitest('fault', filter) },
  e2e: { needsBuild: true, run: runPlaywright },
};

const RESULTS = '.cache/test-results';

/**
 * `npm test [-- <part> [filter]]`: runs all tests, or one part, on one throw-away database server. The last line is
 * the plain sum. The exit code is 1 when a test failed, and under CI also when one was skipped or none ran.
 * @param {string[]} args
 */
export async function test([partName, ...filter]) {
  const chosen = partName === undefined ? Object.keys(PARTS) : [partName];
  const parts = chosen.map((name) => {
    const part = PARTS[name];
    if (!part)
      throw new Failure(`There is no part "${name}" of the tests: ${Object.keys(PARTS).join(', ')}.`);
    return part;
  });
  rmSync(inProject(RESULTS), { recursive: true, force: true });
  mkdirSync(inProject(RESULTS), { recursive: true });
  if (chosen.includes('e2e')) process.env.HEARTH_CHROMIUM = await findBrowser();
  if (parts.some((part) => part.needsBuild)) await build();

  const { startTestServer } = await import('../../tests/support/test-server.ts');
  const stopServer = await step('Starting the test database', startTestServer);
  const counts = [];
  try {
    for (const part of parts) counts.push(await part.run(filter));
  } finally {
    await stopServer();
  }
  const total = sum(counts);
  const { passed, failed, skipped } = total;
  console.log(`\n${closingLine(total)}`);
  const incomplete = Boolean(process.env.CI) && (skipped > 0 || passed === 0);
  if (failed > 0 || incomplete) process.exitCode = 1;
}

/** @param {string} project @param {string[]} filter */
async function runVitest(project, filter) {
  const report = inProject(RESULTS, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--passWithNoTests',
    ...reporters,
  ];
  const exitCode = await runVisibly(process.execPath, [...args, ...filter]);
  return orOneFailure(exitCode, () => countVitest(report));
}

/** @param {string[]} filter */
async function runPlaywright(filter) {
  const report = inProject(RESULTS, 'e2e.json');
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--reporter=list,json',
    '--pass-with-no-tests',
  ];
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const exitCode = await runVisibly(process.execPath, [...args, ...filter], { env });
  return orOneFailure(exitCode, () => countPlaywright(report));
}
