import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import paraglide from './paraglide.config.mjs';

/** The part of Rolldown's chunking context that is used here. */
interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

/** Every module through which `id` is loaded without an `import()`, itself included. */
function loadedBy(id: string, modules: Modules): Set<string> {
  const found = new Set([id]);
  for (const each of found) {
    for (const importer of modules.getModuleInfo(each)?.importers ?? []) found.add(importer);
  }
  return found;
}

const some = (ids: Set<string>, pattern: RegExp) => [...ids].some((id) => pattern.test(id));

/**
 * Few files for the page where people spend their time: dozens of small ones compress badly and queue up. What it
 * shares with other pages is a file of its own, so that the log-in page does not carry a conversation.
 */
function chunkName(id: string, modules: Modules): string | null {
  const by = loadedBy(id, modules);
  const everywhere = some(by, /\/app\/(?:root|entry\.client)\.tsx/);
  const conversation = some(by, /\/app\/routes\/c\.\$community\/(?:layout|channel)\.tsx/);
  const elsewhere = some(by, /\/app\/routes\/(?!c\.\$community\/)/);
  if (everywhere || (conversation && elsewhere)) return 'common';
  return conversation ? 'conversation' : null;
}

const framework = /\/node_modules\/(?:react|react-dom|react-router|scheduler)\/|rolldown\/runtime/;

/** Messages and icons: each imported from one index of all, so that only what is really used tells where it belongs. */
const words = /\/paraglide\/messages\/|\/lucide-react\/dist\/esm\/icons\//;

export default defineConfig({
  environments: {
    client: {
      build: {
        rollupOptions: {
          output: {
            // Such a chunk is named after all that use it: too long for an address.
            chunkFileNames: ({ name }) => `assets/${name.startsWith('words') ? 'words' : name}-[hash].js`,
            codeSplitting: {
              groups: [
                { name: 'framework', test: framework, priority: 2 },
                {
                  name: 'words',
                  test: words,
                  entriesAware: true,
                  entriesAwareMergeThreshold: 6_000,
                  priority: 1,
                },
                {
                  name: chunkName,
                  test: /\/(?:app\/(?!routes\/|root\.|entry\.)|node_modules|server\/domains)/,
                },
              ],
            },
          },
        },
      },
    },
    // The SSR build starts at our own door instead of React Router's, so that Express hands the services in.
    ssr: { build: { rollupOptions: { input: './app/handler.ts' } } },
  },
  // Browsers since the middle of 2024: `light-dark()` and nesting stay as written.
  build: { cssTarget: ['chrome123', 'firefox121', 'safari17.5'] },
  // Natives and database drivers never belong into a bundle; the app reaches them through injected services only.
  ssr: { external: ['@node-rs/argon2', 'pg', '@prisma/client', '@prisma/adapter-pg', 'pino'] },
  optimizeDeps: {
    // Known up front, so that the first page in development does not reload under someone's fingers.
    include: [
      'react',
      'react-dom/client',
      'react-router',
      'react-router/dom',
      'socket.io-client',
      'idb',
      'virtua',
    ],
    exclude: ['@node-rs/argon2', 'pg', '@prisma/client', '@prisma/adapter-pg'],
  },
  plugins: [tailwindcss(), reactRouter(), paraglideVitePlugin(paraglide)],
});
