/**
 * How the texts of the interface are compiled; for the set-up and for Vite alike, so that both write the same files.
 * @type {import('@inlang/paraglide-js').CompilerOptions}
 */
export default {
  project: './project.inlang',
  outdir: './app/i18n/paraglide',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
  cookieName: 'locale',
  isServer: 'import.meta.env.SSR',
  // Vite's own default differs between development and build, which would then write over each other's files.
  outputStructure: 'message-modules',
};
