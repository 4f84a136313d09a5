import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import paraglide from './paraglide.config.mjs';
import { emojiPlugin } from './vite.emoji.ts';

/** The part of Rolldown's chunking context that is used here. */
interface Modules {
  getModuleInfo(id: string): { code: string | null; importers: readonly string[] } | null;
}

/** Chooses texts on the server alone: through it nothing gets into a browser, though Rolldown's graph says so. */
const serverOnly = /\/app\/lib\/problem-texts\.ts$/;

/** Every module through which `id` is loaded without an `import()`, itself included. */
function loadedBy(id: string, modules: Modules): string[] {
  const found = new Set([id]);
  for (const each of found) {
    if (serverOnly.test(each)) continue;
    for (const importer of modules.getModuleInfo(each)?.importers ?? []) found.add(importer);
  }
  return [...found];
}

/** All messages come from one index, which every page imports, and so do all icons: only their uses tell who needs one. */
const message = /\/paraglide\/messages\/(\w+)\.js$/;
const icon = /\/lucide-react\/dist\/esm\/icons\/([\w-]+)\.mjs$/;

const importersOf = (ids: readonly string[], modules: Modules): string[] =>
  ids.flatMap((id) => modules.getModuleInfo(id)?.importers ?? []);

function usersOf(id: string, modules: Modules): string[] {
  const index = importersOf([id], modules);
  const key = message.exec(id)?.[1];
  const use = key ? new RegExp(`\\bm\\.${key}\\b`) : importOfIcon(id, index, modules);
  if (!use) return loadedBy(id, modules);
  const everybody = importersOf(index, modules);
  // The index of the messages is imported through another one.
  const users = key ? [...everybody, ...importersOf(everybody, modules)] : everybody;
  return users
    .filter((each) => use.test(modules.getModuleInfo(each)?.code ?? ''))
    .flatMap((each) => loadedBy(each, modules));
}

/** How a module imports an icon, under whichever of its names. */
function importOfIcon(id: string, index: readonly string[], modules: Modules): RegExp | null {
  const file = icon.exec(id)?.[1];
  if (!file) return null;
  const code = index.map((each) => modules.getModuleInfo(each)?.code).join('\n');
  const names = new RegExp(`{([^}]*)} from ['"]\\./icons/${file}\\.mjs['"]`).exec(code)?.[1] ?? '';
  const any = [...names.matchAll(/default as (\w+)/g)].map(([, name]) => name).join('|');
  return new RegExp(`{[^}]*\\b(?:${any})\\b[^}]*}\\s*from\\s*['"]lucide-react['"]`);
}

const conversationPage = /\/app\/routes\/c\.\$community\/(?:layout|channel)\.tsx/;
const otherPage = /\/app\/routes\/(?!(?:c\.\$community|dm)\/|inbox\.)/;

/**
 * Few files for the page where people spend their time: dozens of small ones compress badly and queue up. What it
 * shares with other pages is a file of its own, so that the log-in page does not carry a conversation.
 */
function chunkName(id: string, modules: Modules): string | null {
  const users = usersOf(id, modules);
  const some = (pattern: RegExp) => users.some((each) => pattern.test(each));
  const conversation = some(conversationPage);
  if (some(/\/app\/(?:root|entry\.client)\.tsx/) || (conversation && some(otherPage))) return 'common';
  if (conversation) return 'conversation';
  // Rolldown would put it where all pages meet.
  return some(serverOnly) ? 'failures' : null;
}

const framework = /\/node_modules\/(?:react|react-dom|react-router|scheduler)\/|rolldown\/runtime/;

/** What Rolldown calls a chunk of icons names all that use it. The conversation carries the name of each of its later parts. */
function shortName(name: string, moduleIds: readonly string[]): string {
  if (name.startsWith('icons')) return 'icons';
  return moduleIds.every((id) => message.test(id)) ? 'texts' : name;
}

/** What every page runs. */
const everywhere = /\/(?:framework|common|rolldown-runtime)-/;

/** Three functions are all that a browser calls of the texts' runtime, which has no pure way to leave out the rest. */
const browserRuntime: Plugin = {
  name: 'hearth:browser-runtime',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  load: (id) =>
    id.endsWith('/app/i18n/paraglide/runtime.js')
      ? "export * from '/app/i18n/browser-runtime.ts';"
      : undefined,
};

export default defineConfig(({ command }) => ({
  // The bundle holds one React, the one that is run.
  ...(command === 'build' && { define: { 'process.env.NODE_ENV': JSON.stringify('production') } }),
  environments: {
    client: {
      build: {
        modulePreload: {
          // Need not be named again at each part that is fetched later.
          resolveDependencies: (_file, files) => files.filter((file) => !everywhere.test(file)),
        },
        rollupOptions: {
          // Only what they export counts: a file of them is not fetched for nothing but its being imported.
          treeshake: {
            moduleSideEffects: [{ test: /\/(?:app\/(?:lib|i18n)|server\/domains)\//, sideEffects: false }],
          },
          output: {
            chunkFileNames: ({ name, moduleIds }) => `assets/${shortName(name, moduleIds)}-[hash].js`,
            codeSplitting: {
              groups: [
                { name: 'framework', test: framework, priority: 5 },
                // In this order, as each takes along all that its modules import and no one before it has.
                ...['common', 'failures', 'conversation'].map((chunk, index) => ({
                  name: (id: string, modules: Modules) => (chunkName(id, modules) === chunk ? chunk : null),
                  test: /\/(?:app\/(?!routes\/|root\.|entry\.)|node_modules|server\/domains)/,
                  priority: 4 - index,
                })),
                // Those that come with another page, or later.
                {
                  name: 'icons',
                  test: icon,
                  entriesAware: true,
                  entriesAwareMergeThreshold: 2_500,
                  minShareCount: 2,
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
  plugins: [browserRuntime, tailwindcss(), emojiPlugin(), reactRouter(), paraglideVitePlugin(paraglide)],
}));
