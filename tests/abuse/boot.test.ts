import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app-process.ts';
import { waitFor } from '../support/wait-for.ts';

// What the app does with a configuration that it must not run with. It has to end before it asks for a database.

const databaseUrl = 'postgresql://hearth:CANARY-PASSWORD@127.0.0.1:9/hearth';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hearth-boot-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the app with these settings and waits for its end; what it printed. */
async function refusal(env: Record<string, string>): Promise<string> {
  const app: App = await startApp({ databaseUrl, env, wait: false });
  try {
    const exit = await waitFor(() => app.exited(), { timeout: 15_000, message: 'the app to refuse' });
    expect([env, exit]).toEqual([env, 'exit code 1']);
    return app.logs();
  } finally {
    await app.stop();
  }
}

describe('H4', () => {
  test('H4 weak secrets and codes are refused by name, and not repeated', async () => {
    const weak: [string, string][] = [
      ['HEARTH_SECRET', 'CANARY-short'],
      ['HEARTH_SECRET', 'changeme-changeme-changeme-changeme'],
      ['HEARTH_SECRET', `${'1'.repeat(60)}x`],
      ['HEARTH_SETUP_CODE', '- - - - - - - - -'],
      ['HEARTH_SETUP_CODE', 'setup-code'],
    ];
    const outputs = await Promise.all(weak.map(([name, value]) => refusal({ [name]: value })));
    for (const [index, output] of outputs.entries()) {
      const [name, value] = weak[index]!;
      expect(output).toContain(`  - ${name} `);
      expect(output).not.toContain(value);
      expect(output).not.toMatch(/CANARY|\bat .*:\d+:\d+/);
    }
  });

  test('H4 everything that is wrong is said at once, in words', async () => {
    const output = await refusal({
      ...{
        HEARTH_SECRET: 'CANARY-short',
        HEARTH_SETUP_CODE: 'aaaaaaaa',
        HEARTH_DOMAIN: 'https://CANARY.example',
        HEARTH_CLUSTER: 'maybe',
      },
      ...{
        HEARTH_TRUST_PROXY: 'everybody',
        HEARTH_LOG_LEVEL: 'loud',
        HEARTH_DATABASE_POOL: '0',
        HEARTH_HOST: 'not a host',
      },
      ...{
        HEARTH_MESSAGES_PER_SECOND: 'many',
        HEARTH_DATABASE_URL: 'mysql://root:CANARY-PASSWORD@localhost',
      },
    });
    const named = [...output.matchAll(/^ {2}- (\w+) /gm)].map(([, name]) => name).sort();
    expect(named).toEqual([
      ...[
        'HEARTH_CLUSTER',
        'HEARTH_DATABASE_POOL',
        'HEARTH_DATABASE_URL',
        'HEARTH_DOMAIN',
        'HEARTH_HOST',
        'HEARTH_LOG_LEVEL',
      ],
      ...['HEARTH_MESSAGES_PER_SECOND', 'HEARTH_SECRET', 'HEARTH_SETUP_CODE', 'HEARTH_TRUST_PROXY'],
    ]);
    expect(output).toContain('The configuration has 10 problems');
    expect(output).not.toMatch(/CANARY|\bat .*:\d+:\d+/);
  });

  test('H4 a database address that cannot be read is refused without its password', async () => {
    const output = await refusal({
      HEARTH_DATABASE_URL: 'postgresql://hearth:CANARY#PASSWORD@[127.0.0.1/hearth',
    });
    expect(output).toContain('HEARTH_DATABASE_URL is not an address');
    expect(output).not.toMatch(/CANARY|PASSWORD@/);
  });

  test('H4 a secret in a file is judged like any other, and a file that is not there is a problem', async () => {
    const file = path.join(folder, 'weak');
    writeFileSync(file, 'CANARY-weak\n');
    const output = await refusal({
      HEARTH_SECRET_FILE: file,
      HEARTH_SETUP_CODE: '',
      HEARTH_SETUP_CODE_FILE: path.join(folder, 'absent'),
    });
    expect(output).toContain('HEARTH_SECRET is shorter');
    expect(output).toMatch(/HEARTH_SETUP_CODE_FILE: .*absent cannot be read \(ENOENT\)/);
    expect(output).not.toContain('CANARY');
  });

  test('H4 a damaged secret of its own is not replaced, since everything signed with it would die', async () => {
    const dataDir = path.join(folder, 'data');
    const { mkdirSync, readFileSync } = await import('node:fs');
    mkdirSync(dataDir);
    writeFileSync(path.join(dataDir, 'secret'), 'CANARY');
    const app = await startApp({ databaseUrl, dataDir, wait: false });
    const exit = await waitFor(() => app.exited(), { timeout: 15_000, message: 'the app to refuse' });
    await app.stop();
    expect(exit).toBe('exit code 1');
    expect(app.logs()).toContain('is damaged');
    expect(app.logs()).not.toContain('CANARY');
    expect(readFileSync(path.join(dataDir, 'secret'), 'utf8')).toBe('CANARY');
  });
});
