import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import paraglide from './paraglide.config.mjs';

export default defineConfig({
  // The SSR build starts at our own door instead of React Router's, so that Express hands the services in.
  environments: { ssr: { build: { rollupOptions: { input: './app/handler.ts' } } } },
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
