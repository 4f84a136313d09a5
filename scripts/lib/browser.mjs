import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { step } from './progress.mjs';
import { runQuietly } from './run-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium for the browser tests: HEARTH_CHROMIUM, an installed one, Playwright's own, else it installs
 * Playwright's or, as root on Debian and Ubuntu, the distribution's.
 * @returns {Promise<string>} its path
 * @throws {Failure} none found and none could be installed; says what to do
 */
export async function findBrowser() {
  const chosen = process.env.HEARTH_CHROMIUM;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Failure(`HEARTH_CHROMIUM names ${chosen}, which is no program that can be run here.`);
  }
  return installedBrowser() ?? (await playwrightBrowser()) ?? (await distributionBrowser()) ?? noBrowser();
}

/** @returns {string | undefined} */
function installedBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...(process.platform === 'darwin' ? MAC_APPS : [])].find(isExecutable);
}

/** @returns {Promise<string | undefined>} */
async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  if (!existsSync(chromium.executablePath())) {
    await step("Fetching Playwright's Chromium", async () => {
      await runQuietly(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
    });
  }
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** @returns {Promise<string | undefined>} */
async function distributionBrowser() {
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) return undefined;
  await step('Installing the package chromium', async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runQuietly('apt-get', ['update'], { env });
    await runQuietly('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env });
  });
  return installedBrowser();
}

/** @returns {never} */
function noBrowser() {
  throw new Failure(
    'No browser for the tests in tests/e2e: install Chromium or Chrome, or set HEARTH_CHROMIUM to one; `npm test -- unit` runs what needs none.',
  );
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
function hasProgram(name) {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
