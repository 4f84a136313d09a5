import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Permission } from './contract.ts';
import { effectivePermissions, type OverrideRule } from './effective-permissions.ts';

// The example of docs/flows/permissions.md, read from its tables.
const page = readFileSync('docs/flows/permissions.md', 'utf8');

/** The rows of the table whose first column is headed `head`. */
function table(head: string): string[][] {
  const lines = page.split('\n');
  const at = lines.findIndex((line) => new RegExp(`^\\| ${head} +\\|`).test(line));
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'));
  return lines.slice(at + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
const words = (text = '') => text.split(' ').filter(Boolean);
const permissions = (text = '') => words(text) as Permission[];

test('the worked example of the documentation is true', () => {
  const roles = table('role').map(([id = '', given]) => ({ id, permissions: permissions(given) }));
  const everyone = roles.find(({ id }) => id === 'everyone')!;
  const rules = new Map<string, OverrideRule>(
    table('of').map(([of = '', allow, deny]) => [of, { allow: permissions(allow), deny: permissions(deny) }]),
  );
  const overrides = { everyone: rules.get('everyone'), roles: rules, members: rules };
  const members = table('member');
  expect(members.length).toBe(4);
  for (const [accountId = '', held, may] of members) {
    const own = roles.filter(({ id }) => words(held).includes(id));
    expect(own.length).toBe(words(held).length);
    const subject = { accountId, isOwner: false, isTimedOut: false, roles: own };
    const computed = effectivePermissions(subject, everyone, { overrides, isReadOnly: false });
    expect([accountId, [...computed].toSorted()]).toEqual([accountId, words(may).toSorted()]);
  }
});
