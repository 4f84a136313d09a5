/**
 * Who may import whom (docs/architecture.md). Each rule's number is that page's; tests/import-rules.test.ts plants a
 * violation of each. Test files are part of what they test, but may reach further to set the scene.
 */

const TESTS = '\\.test\\.tsx?$';
const CONTRACT = '^server/domains/[^/]+/contract\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: '1-app-takes-only-contracts-and-types-from-server',
      comment:
        'A value imported from the server would be a second copy in the pages’ build, or reach the browser.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^server/', pathNot: CONTRACT, dependencyTypesNot: ['type-only'] },
    },
    {
      name: '2-contracts-import-only-contracts',
      comment: 'Contracts are loaded by the browser as they are.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { pathNot: CONTRACT },
    },
    {
      name: '3-server-never-imports-app',
      comment: 'The server loads the built pages at run time.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^app/' },
    },
    {
      name: '4-domains-meet-at-their-doors',
      comment: 'A domain is reached through its index.ts or contract.ts.',
      severity: 'error',
      from: { path: '^server/domains/([^/]+)/', pathNot: TESTS },
      to: {
        path: '^server/domains/',
        pathNot: ['^server/domains/$1/', '^server/domains/[^/]+/(index|contract)\\.ts$'],
      },
    },
    {
      name: '5-domains-know-no-transport',
      comment: 'One use case serves every way in; adapters call domains, not the other way round.',
      severity: 'error',
      from: { path: '^server/domains/', pathNot: TESTS },
      to: { path: '^server/(http|realtime|jobs|cli)/' },
    },
    {
      name: '6-platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: TESTS },
      to: { path: '^server/domains/', pathNot: CONTRACT },
    },
    {
      name: '7-only-stores-touch-the-database',
      comment: 'The database at run time: platform/database.ts, the generated client, Prisma and pg.',
      severity: 'error',
      from: {
        path: '^(server|app)/',
        pathNot: [
          '^server/platform/',
          '^server/main\\.ts$',
          '^server/cli/',
          '^server/generated/',
          '/store\\.ts$',
          TESTS,
        ],
      },
      to: {
        path: ['^server/platform/database\\.ts$', '^server/generated/', '(^|/)node_modules/(@prisma/|pg/)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: '8-primitives-know-no-feature',
      severity: 'error',
      from: { path: '^app/(ui|lib)/' },
      to: { path: '^app/features/' },
    },
    {
      name: '9-no-cycles',
      comment: 'A cycle at run time makes the order of loading decide what is defined.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: '9-nothing-unresolvable',
      severity: 'error',
      from: {},
      // Made by the router's types and its bundler plugin; neither is a file.
      to: { couldNotResolve: true, pathNot: ['^virtual:', '(^|/)\\+types/'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^server/generated/', '^app/i18n/paraglide/'] },
    exclude: { path: ['^build/', '^node_modules/\\.'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
