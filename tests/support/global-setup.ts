import { startTestServer } from './test-server.ts';

/**
 * Vitest's and Playwright's global set-up: both call it with arguments of their own, and call what it returns at the
 * end. Under `npm test` the server is up already and shared by all runs.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env['HEARTH_TEST_SERVER_URL']) return async () => {};
  return startTestServer();
}
