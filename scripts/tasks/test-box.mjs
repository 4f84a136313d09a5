import { mkdirSync, rmSync } from 'node:fs';
import { findBrowser } from '../lib/browser.mjs';
import { Failure } from '../lib/failure.mjs';
import { step } from '../lib/progress.mjs';
import { inProject } from '../lib/project.mjs';
import { runQuietly, runVisibly } from '../lib/run-program.mjs';
import { closingLine, countVitest, orOneFailure } from '../lib/test-results.mjs';

const REPORT = '.cache/box-results.json';

/** What is built, from which folder, and the variable that the tests find its name in. */
const IMAGES = [
  { name: 'hearth/app:box-test', folder: '.', variable: 'HEARTH_BOX_IMAGE' },
  { name: 'hearth/edge:box-test', folder: 'deploy/edge', variable: 'HEARTH_BOX_EDGE_IMAGE' },
];

/**
 * `npm run test:box [-- <filter>]`: builds the images, and tests the whole box as an operator runs it. It needs a Docker
 * engine; where there is none it says so aloud, and counts the part as one skipped test.
 *
 * HEARTH_BOX_BUILD_FLAGS: more words for `docker build`, such as `--network=host`.
 * @param {string[]} filter
 */
export async function testBox(filter) {
  const missing = await whatIsMissing();
  if (missing) {
    console.log(`\nTHE BOX IS NOT TESTED: ${missing}`);
    console.log(`\n${closingLine({ passed: 0, failed: 0, skipped: 1 })}`);
    return;
  }
  process.env.HEARTH_CHROMIUM = await findBrowser();
  const flags = (process.env.HEARTH_BOX_BUILD_FLAGS ?? '').split(' ').filter(Boolean);
  for (const { name, folder, variable } of IMAGES) {
    await step(`Building ${name}`, async () => {
      const { ok, output } = await runQuietly('docker', ['build', ...flags, '--tag', name, folder]);
      if (!ok)
        throw new Failure(`${output.split('\n').slice(-40).join('\n')}\n\n${name} could not be built.`);
    });
    process.env[variable] = name;
  }
  mkdirSync(inProject('.cache'), { recursive: true });
  const report = inProject(REPORT);
  rmSync(report, { force: true });
  const exitCode = await runVisibly(process.execPath, [
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/box/vitest.config.ts', '--root', '.'],
    ...['--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...filter,
  ]);
  const counts = orOneFailure(exitCode, () => countVitest(report));
  console.log(`\n${closingLine(counts)}`);
  if (counts.failed > 0) process.exitCode = 1;
}

/** @returns {Promise<string | undefined>} why the box cannot be tested here */
async function whatIsMissing() {
  const engine = await runQuietly('docker', ['version', '--format', '{{.Server.Version}}']);
  if (!engine.ok) return 'no Docker engine answers here.';
  const compose = await runQuietly('docker', ['compose', 'version', '--short']);
  return compose.ok ? undefined : 'the Compose plugin 2 of Docker is missing here.';
}
