import { defineConfig, devices } from '@playwright/test';

/** The browser that `npm test` found; without it Playwright looks for its own. */
const executablePath = process.env['HEARTH_CHROMIUM'];

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/global-setup.ts',
  outputDir: '.cache/playwright',
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // Chromium now and then reports ERR_NETWORK_CHANGED when the machine's network interfaces change.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox', // Chromium refuses to run as root with it
        '--disable-gpu',
        '--disable-quic',
        // Nothing but the test itself shall reach for the network.
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
