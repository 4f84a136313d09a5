import { defineConfig } from 'vitest/config';

/** Apart from the other tests: these need a Docker engine, and `npm test` does not. */
export default defineConfig({
  test: {
    name: 'box',
    include: ['tests/box/**/*.test.ts'],
    pool: 'forks',
    // Each file has the machine's engine to itself.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
