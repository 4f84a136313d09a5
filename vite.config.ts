import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import paraglide from './paraglide.config.mjs';

/** The part of Rolldown's chunking context that is used here. */
interface Modules {
  getModuleInfo(id: string): { code: string | null; importers: readonly string[] } | null;
}

/** Every module through which `id` is loaded without an `import()`, itself included. */
function loadedBy(id: string, modules: Modules): string[] {
  const found = new Set([id]);
  for (const each of found) {
    for (const importer of modules.getModuleInfo(each)?.importers ?? []) found.add(importer);
  }
  return [...found];
}

/** All messages come from one index, which every page imports: only its uses tell who needs one. */
const message = /\/paraglide\/messages\/(\w+)\.js$/;

function usersOf(id: string, modules: Modules): string[] {
  const key = message.exec(id)?.[1];
  if (!key) return loadedBy(id, modules);
  const use = new RegExp(`\\bm\\.${key}\\b`);
  const index = modules.getModuleInfo(id)?.importers ?? [];
  const everybody = index.flatMap((each) => modules.getModuleInfo(each)?.importers ?? []);
  const users = everybody.flatMap((each) => [each, ...(modules.getModuleInfo(each)?.importers ?? [])]);
  return users
    .filter((each) => use.test(modules.getModuleInfo(each)?.code ?? ''))
    .flatMap((each) => loadedBy(each, modules));
}

/**
 * Few files for the page where people spend their time: dozens of small ones compress badly and queue up. What it
 * shares with other pages is a file of its own, so that the log-in page does not carry a conversation.
 */
function chunkName(id: string, modules: Modules): string | null {
  const users = usersOf(id, modules);
  const some = (pattern: RegExp) => users.some((each) => pattern.test(each));
  const conversation = some(/\/app\/routes\/c\.\$community\/(?:layout|channel)\.tsx/);
  if (
    some(/\/app\/(?:root|entry\.client)\.tsx/) ||
    (conversation && some(/\/app\/routes\/(?!c\.\$community\/)/))
  )
    return 'common';
  return conversation ? 'conversation' : null;
}

const framework = /\/node_modules\/(?:react|react-dom|react-router|scheduler)\/|rolldown\/runtime/;
/** Each icon is imported from an index of all of them too; what really uses it is known to Rolldown alone. */
const icons = /\/lucide-react\/dist\/esm\/icons\//;

export default defineConfig(({ command }) => ({
  // The bundle holds one React, the one that is run.
  ...(command === 'build' && { define: { 'process.env.NODE_ENV': JSON.stringify('production') } }),
  environments: {
    client: {
      build: {
        rollupOptions: {
          output: {
            // Such a chunk is named after all that use it: too long for an address.
            chunkFileNames: ({ name }) => `assets/${name.startsWith('icons') ? 'icons' : name}-[hash].js`,
            codeSplitting: {
              groups: [
                { name: 'framework', test: framework, priority: 2 },
                {
                  name: 'icons',
                  test: icons,
                  entriesAware: true,
                  entriesAwareMergeThreshold: 2_500,
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
  ssr: {
    external: ['@node-rs/argon2', 'pg', '@prisma/client', '@prisma/adapter-pg', 'pino'],
    // All else is in it: the image has no packages, and one file is read sooner than a thousand.
    ...(command === 'build' && { noExternal: true }),
  },
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
}));
