import { defineConfig } from 'vitest/config';

const apart = [
  'tests/abuse/**',
  'tests/events/**',
  'tests/protocol/**',
  'tests/fault/**',
  'tests/e2e/**',
  'tests/load/**',
  'tests/box/**',
];
const never = ['**/node_modules/**', 'build/**', '.node/**', '.cache/**', 'data/**'];

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2, // a small machine's cores; more workers only make the timing of each test worse
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, ...apart],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'abuse',
          // What drives the built app over HTTP and sockets, besides its enemies the honest clients.
          include: ['tests/{abuse,events,protocol,load}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        // One at a time: they kill servers and measure how long recovery takes.
        test: {
          name: 'fault',
          include: ['tests/fault/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
