import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A small project that keeps every rule of .dependency-cruiser.cjs, at each rule's edge. */
const lawful: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#contract/*': './server/domains/*/contract.ts', '#server/*': './server/*' },
  }),
  'app/root.tsx':
    "import { limit } from '#contract/messages';\nimport type { Services } from '#server/services.ts';\nexport const x: Services | number = limit;",
  'app/features/messages/list.ts': "import { cx } from '../../ui/cx.ts';\nexport const list = cx;",
  'app/ui/cx.ts': 'export const cx = 1;',
  'server/main.ts':
    "import { database } from './platform/database.ts';\nimport { services } from './services.ts';\nvoid [database, services];",
  'server/services.ts':
    "import * as messages from './domains/messages/index.ts';\nexport const services = { messages };\nexport type Services = typeof services;",
  'server/platform/database.ts': 'export const database = 1;\nexport type Database = typeof database;',
  'server/http/application.ts':
    "import { services } from '../services.ts';\nexport const application = services;",
  'server/domains/channels/index.ts': "export { accessChannel } from './access.ts';",
  'server/domains/channels/access.ts':
    "import { find } from './store.ts';\nexport const accessChannel = find;",
  'server/domains/channels/store.ts':
    "import { database } from '../../platform/database.ts';\nexport const find = database;",
  'server/domains/channels/contract.ts': 'export type Channel = string;',
  'server/domains/messages/contract.ts':
    "import type { Channel } from '../channels/contract.ts';\nexport const limit = 4000;\nexport type Message = Channel;",
  'server/domains/messages/index.ts': "export { send } from './send.ts';",
  'server/domains/messages/send.ts':
    "import { accessChannel } from '../channels/index.ts';\nimport type { Database } from '../../platform/database.ts';\nexport const send = (db: Database) => [db, accessChannel];",
  'server/domains/messages/send.test.ts':
    "import { find } from '../channels/store.ts';\nimport { application } from '../../http/application.ts';\nvoid [find, application];",
};

/** One file for each rule, which breaks that rule and no other. */
const unlawful: Record<string, { file: string; code: string }> = {
  '1-app-takes-only-contracts-and-types-from-server': {
    file: 'app/routes/message.ts',
    code: "import { send } from '#server/domains/messages/send.ts';\nvoid send;",
  },
  '2-contracts-import-only-contracts': {
    file: 'server/domains/invites/contract.ts',
    code: "import { cause } from '../../platform/cause.ts';\nexport const x = cause;",
  },
  '3-server-never-imports-app': {
    file: 'server/http/pages.ts',
    code: "import { cx } from '../../app/ui/cx.ts';\nvoid cx;",
  },
  '4-domains-meet-at-their-doors': {
    file: 'server/domains/messages/edit.ts',
    code: "import { accessChannel } from '../channels/access.ts';\nvoid accessChannel;",
  },
  '5-domains-know-no-transport': {
    file: 'server/domains/messages/reply.ts',
    code: "import { headers } from '../../http/headers.ts';\nvoid headers;",
  },
  '6-platform-knows-no-domain': {
    file: 'server/platform/mail.ts',
    code: "import { accessChannel } from '../domains/channels/index.ts';\nvoid accessChannel;",
  },
  '7-only-stores-touch-the-database': {
    file: 'server/domains/messages/count.ts',
    code: "import { database } from '../../platform/database.ts';\nvoid database;",
  },
  '8-primitives-know-no-feature': {
    file: 'app/ui/list.ts',
    code: "import { list } from '../features/messages/list.ts';\nvoid list;",
  },
  '9-no-cycles': {
    file: 'server/http/circle.ts',
    code: "import { circle } from './circle.ts';\nexport const x = circle;\nexport const circle = 1;",
  },
  '9-nothing-unresolvable': {
    file: 'server/http/missing.ts',
    code: "import { gone } from './gone.ts';\nvoid gone;",
  },
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-import-rules-'));
  for (const [file, code] of Object.entries(lawful)) write(file, code);
  write('server/platform/cause.ts', 'export const cause = 1;');
  write('server/http/headers.ts', 'export const headers = 1;');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what the architecture allows breaks no rule', () => {
  expect(violations()).toEqual([]);
});

test('each rule, and only it, reports its planted violation', () => {
  const expected = [];
  for (const [rule, { file, code }] of Object.entries(unlawful)) {
    write(file, code);
    expected.push({ rule, from: file });
  }
  expect(violations()).toEqual(expected);
});

function write(file: string, code: string): void {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, file), `${code}\n`);
}

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[] };
}

/** What dependency-cruiser finds in the small project by this project's own rules, in order of their numbers. */
function violations(): { rule: string; from: string }[] {
  const cruiser = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [
    cruiser,
    'app',
    'server',
    '--config',
    path.resolve('.dependency-cruiser.cjs'),
    '--output-type',
    'json',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as Report;
  return summary.violations
    .map(({ rule, from }) => ({ rule: rule.name, from }))
    .toSorted((a, b) => a.rule.localeCompare(b.rule, 'en'));
}
