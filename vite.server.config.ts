import { globSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

/** The server and its command line tools, each an entry named as its file: `main.js`, `migrate.js`, … */
const entries = ['server/main.ts', ...globSync('server/cli/*.ts')].filter(
  (file) => !file.endsWith('.test.ts'),
);

/**
 * Bundles the server for `npm start` and the image: it starts faster and takes less memory than the sources with
 * node_modules, and the image needs no node_modules. The pages (`build/server/index.js`) are a build of their own,
 * which the server loads from the folder named by HEARTH_BUILD_DIR.
 */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'build/server-main',
    emptyOutDir: true,
    minify: false, // stack traces keep their names without source maps, which cost the running server 50 MiB
    rollupOptions: {
      input: Object.fromEntries(entries.map((file) => [path.basename(file, '.ts'), file])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: {
    noExternal: true,
    // Native code cannot be bundled; the next three are optional natives that their packages try to load; Vite is for development.
    external: ['@node-rs/argon2', 'pg-native', 'bufferutil', 'utf-8-validate', 'vite'],
  },
});
