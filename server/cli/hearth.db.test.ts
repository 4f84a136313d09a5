import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import { type TestDatabase, createTestDatabase } from '../../tests/support/database.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { type World, createWorld, testPassword } from '../../tests/support/world.ts';

interface Outcome {
  code: number;
  out: string;
  err: string;
}

const { PATH = '', HOME = '' } = process.env;
/** Nothing listens there. */
const closedPort = await findFreePort();

/** Runs the command line as an operator does, with these settings and no others. */
function hearth(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const program = ['server/cli/hearth.ts', ...args];
    const child = execFile(process.execPath, program, { env: { PATH, HOME, ...env } }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('calls', () => {
  const names = ['serve', 'health', 'init', 'migrate', 'doctor', 'reset-password', 'make-admin'];

  test('the overview names every command, and each has help that does nothing else', async () => {
    for (const call of [[], ['--help'], ['help']]) {
      const { code, out, err } = await hearth(call);
      expect([call, code, err]).toEqual([call, 0, '']);
      expect(names.filter((name) => !out.includes(`  ${name} `))).toEqual([]);
    }
    const helps = await Promise.all(names.map((name) => hearth([name, '--help'])));
    for (const [index, { code, out, err }] of helps.entries())
      expect([code, err, out]).toEqual([0, '', expect.stringContaining(`hearth ${names[index]}`)]);
  });

  test('a wrong call says what is wrong and how it is called, with 2', async () => {
    const wrong: [string[], RegExp][] = [
      [['nonsense'], /no command nonsense[^]*reset-password/],
      [['toString'], /no command toString/],
      [['reset-password'], /Say whose password[^]*Use: hearth reset-password/],
      [['reset-password', 'a', 'b'], /Say whose password/],
      [['make-admin'], /Say who[^]*--remove/],
      [['make-admin', 'a', '--for-ever'], /for-ever[^]*Use: hearth make-admin/],
      [['migrate', '--resolve', 'x'], /Say what became of it/],
      [['init', '--overwrite'], /overwrite[^]*Use: hearth init/],
    ];
    const outcomes = await Promise.all(wrong.map(([call]) => hearth(call)));
    for (const [index, { code, out, err }] of outcomes.entries()) {
      const [call, text] = wrong[index]!;
      expect([call, code, out, err]).toEqual([call, 2, '', expect.stringMatching(text)]);
    }
  });

  test('what fails says so in a line without a stack, with 1', async () => {
    const nowhere = { HEARTH_DATABASE_URL: `postgresql://hearth:pw@127.0.0.1:${closedPort}/hearth` };
    const failing: [string[], Record<string, string>, RegExp][] = [
      [['health'], { PORT: String(closedPort) }, /^Nothing answers on port \d+\.\n$/],
      [['make-admin', 'noor'], {}, /HEARTH_DATABASE_URL is missing/],
      [['migrate'], nowhere, /^connect ECONNREFUSED [\d.:]+\n$/],
      [
        ['serve'],
        { ...nowhere, PORT: 'x', HEARTH_SECRET: 'short', HEARTH_S3_ACCESS_KEY: 'half' },
        /3 problems|4 problems|5 problems/,
      ],
    ];
    for (const [call, env, text] of failing) {
      const { code, err } = await hearth(call, env);
      expect([call, code, err]).toEqual([call, 1, expect.stringMatching(text)]);
      expect(err).not.toMatch(/^ +at /m);
    }
  });
});

describe('init', () => {
  const folders = (root: string) =>
    ['secrets', 'voice', 'data'].flatMap((name) => [`--${name}`, path.join(root, name)]);
  /** Every file below, with its content and who may read it. */
  const contents = (root: string) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(root, name))
      .filter((file) => statSync(file).isFile())
      .sort()
      .map((file) => ({
        name: path.relative(root, file),
        mode: (statSync(file).mode & 0o777).toString(8),
        text: readFileSync(file, 'utf8'),
      }));

  function prepared(): string {
    const root = temporaryFolder();
    for (const name of ['secrets', 'voice', 'data']) mkdirSync(path.join(root, name));
    return root;
  }

  test('makes secrets that nobody else on the machine may read, and what reads them', async () => {
    const root = prepared();
    const { code, out } = await hearth(['init', ...folders(root), '--node-ip', '192.0.2.7']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^Made secret, .*run\.sh\.\n$/)]);
    const files = new Map(contents(root).map((file) => [file.name, file]));
    const text = (name: string) => files.get(`secrets/${name}`)!.text;
    for (const { name, mode } of files.values())
      if (name.startsWith('secrets/')) expect([name, mode]).toEqual([name, '440']);
    expect(text('secret').length).toBeGreaterThanOrEqual(64);
    expect(text('setup_code')).toMatch(/^[0-9B-Z]{4}(-[0-9B-Z]{4}){2}$/);
    expect(new URL(text('database_url')).password).toBe(text('db_password'));
    expect(new Set([...files.values()].map((file) => file.text)).size, 'two keys are called hearth').toBe(
      files.size - 1,
    );
    expect(files.get('voice/livekit.yaml')!.text).toContain('node_ip: 192.0.2.7');
    expect(files.get('voice/livekit.yaml')!.text).toContain(text('livekit_secret'));
    expect(files.get('voice/run.sh')!.mode).toBe('555');
    expect((statSync(path.join(root, 'data')).mode & 0o777).toString(8)).toBe('700');
  });

  test('a second time, and two at once, change nothing', async () => {
    const root = prepared();
    const both = await Promise.all([hearth(['init', ...folders(root)]), hearth(['init', ...folders(root)])]);
    expect(both.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const before = contents(root);
    const again = await hearth(['init', ...folders(root), '--node-ip', '192.0.2.8']);
    expect(again).toEqual({ code: 0, out: 'Everything was there.\n', err: '' });
    expect(contents(root)).toEqual(before);
  });

  test('makes what is missing anew and leaves the rest', async () => {
    const root = prepared();
    await hearth(['init', ...folders(root)]);
    const before = contents(root);
    rmSync(path.join(root, 'secrets/s3_secret_key'));
    expect(await hearth(['init', ...folders(root)])).toMatchObject({ code: 0, out: 'Made s3_secret_key.\n' });
    const changed = contents(root).filter(({ text }, index) => text !== before[index]!.text);
    expect(changed.map(({ name }) => name)).toEqual(['secrets/s3_secret_key']);
  });

  test('a folder that is not there is said, with 1', async () => {
    const root = temporaryFolder();
    const { code, err } = await hearth(['init', ...folders(root)]);
    expect([code, err]).toEqual([1, expect.stringMatching(/ENOENT.*secrets/)]);
  });
});

describe('accounts', () => {
  let world: World;
  let env: Record<string, string>;
  beforeAll(async () => {
    world = await createWorld();
    env = { HEARTH_DATABASE_URL: world.databaseUrl, HEARTH_SECRET: 'kT9vQ2mX7pL4wZ8rB3nC6sD1fG5hJ0aE' };
  });
  afterAll(() => world.close());

  const signsIn = (login: string, password: string) =>
    world.services.accounts.logIn(world.anonymous(), { login, password }).then(
      () => true,
      () => false,
    );
  const isIn = async (token: string) =>
    (await world.services.accounts.resolveSession(token, { network: '', userAgent: '' })).kind === 'user';

  test('reset-password prints a password that works, and ends the old one and all sessions', async () => {
    const [noor, other] = [await world.person(), await world.person()];
    const { code, out, err } = await hearth(['reset-password', noor.username.toUpperCase()], env);
    expect([code, err]).toEqual([0, '']);
    const [, password = ''] =
      new RegExp(`The new password of ${noor.username} is (\\S{17})\n`).exec(out) ?? [];
    expect(await signsIn(noor.username, password)).toBe(true);
    expect(await signsIn(noor.username, testPassword)).toBe(false);
    expect(await isIn(noor.token)).toBe(false);
    expect(await isIn(other.token)).toBe(true);
    // A running app hears of it, and closes the sockets.
    await waitFor(() => world.told.ended.some(({ accountId }) => accountId === noor.id));
  });

  test('make-admin gives and takes the flag', async () => {
    const noor = await world.person();
    const flag = async () =>
      (await world.db.prisma.account.findUniqueOrThrow({ where: { id: noor.id } })).isAdmin;
    expect(await hearth(['make-admin', noor.username], env)).toMatchObject({
      code: 0,
      out: `${noor.username} is an administrator of this instance.\n`,
    });
    expect(await flag()).toBe(true);
    expect(await hearth(['make-admin', noor.username, '--remove'], env)).toEqual({
      ...{ code: 1, out: '' },
      err: 'The last administrator stays one.\n',
    });
    const other = await world.person();
    await hearth(['make-admin', other.username], env);
    await hearth(['make-admin', noor.username, '--remove'], env);
    expect(await flag()).toBe(false);
  });

  test('an account that is not there is said, with 1', async () => {
    for (const command of ['reset-password', 'make-admin'])
      expect(await hearth([command, 'nobody-here'], env)).toEqual({
        ...{ code: 1, out: '' },
        err: 'There is no account nobody-here.\n',
      });
  });
});

describe('doctor', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  /** What the stand-in for storage and voice answers with. */
  let status = 200;
  const neighbour = createServer((_, answer) => answer.writeHead(status).end());
  beforeAll(async () => {
    database = await createTestDatabase();
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
    env = {
      ...{ HEARTH_DATABASE_URL: database.url, HEARTH_DATA_DIR: tmpdir() },
      ...{ HEARTH_S3_ENDPOINT: url, HEARTH_S3_ACCESS_KEY: 'a', HEARTH_S3_SECRET_KEY: 'b' },
      ...{ HEARTH_LIVEKIT_URL: url, HEARTH_LIVEKIT_KEY: 'a', HEARTH_LIVEKIT_SECRET: 'b'.repeat(32) },
    };
  });
  afterAll(async () => {
    neighbour.close();
    await database.drop();
  });

  /** Its verdict on each thing, and what it ended with. */
  async function verdicts(more: Record<string, string> = {}) {
    const { code, out, err } = await hearth(['doctor'], { ...env, ...more });
    const lines = Array.from(out.matchAll(/^(ok|WARN|FAIL) +(\w+) +(.*)$/gm));
    return {
      code,
      err,
      of: (name: string) => lines.find((line) => line[2] === name)?.slice(1, 4) ?? [],
      lines,
    };
  }
  const healthy = ['settings', 'database', 'schema', 'clock', 'storage', 'voice', 'certificate', 'versions'];

  test('finds nothing where nothing is wrong', async () => {
    const { code, of } = await verdicts();
    expect(healthy.map((name) => [name, of(name)[0]])).toEqual(healthy.map((name) => [name, 'ok']));
    expect(code).toBe(0);
  });

  const broken: [string, Record<string, string>, RegExp][] = [
    [
      'storage',
      { HEARTH_S3_ENDPOINT: `http://127.0.0.1:${closedPort}` },
      /does not answer \(ECONNREFUSED\).*minio/,
    ],
    [
      'voice',
      { HEARTH_LIVEKIT_URL: `http://127.0.0.1:${closedPort}` },
      /does not answer \(ECONNREFUSED\).*livekit/,
    ],
    ['certificate', { HEARTH_DOMAIN: 'nowhere.invalid' }, /leads nowhere.*DNS/],
    ['disk', { HEARTH_DATA_DIR: '/no/such/folder' }, /ENOENT/],
  ];
  test.each(broken)('names what is broken: %s', async (name, more, text) => {
    const { code, err, of } = await verdicts(more);
    expect(of(name)).toEqual(['FAIL', name, expect.stringMatching(text)]);
    expect(healthy.filter((each) => each !== name && of(each)[0] !== 'ok')).toEqual([]);
    expect([code, err]).toEqual([1, 'One thing is broken.\n']);
  });

  test('names a database that is gone, and still looks at the rest', async () => {
    const { code, of } = await verdicts({
      HEARTH_DATABASE_URL: `postgresql://hearth:pw@127.0.0.1:${closedPort}/hearth`,
    });
    expect(of('database')).toEqual([
      'FAIL',
      'database',
      expect.stringMatching(/ECONNREFUSED.*HEARTH_DATABASE_URL/),
    ]);
    expect([of('storage')[0], code]).toEqual(['ok', 1]);
  });

  test('names a service that answers, but badly', async () => {
    status = 503;
    onTestFinished(() => void (status = 200));
    const { of } = await verdicts();
    expect([of('storage')[0], of('voice')[0]]).toEqual(['FAIL', 'FAIL']);
    expect(of('voice')[2]).toContain('answers with 503');
  });

  test('tells a database that the next start will migrate from one that it must not touch', async () => {
    const empty = await createTestDatabase({ empty: true });
    onTestFinished(() => empty.drop());
    const { code, of } = await verdicts({ HEARTH_DATABASE_URL: empty.url });
    expect([of('schema')[0], code]).toEqual(['WARN', 0]);
    const newer = await createWorld();
    onTestFinished(() => newer.close());
    await newer.db.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101_later', now())`,
    );
    const found = await verdicts({ HEARTH_DATABASE_URL: newer.databaseUrl });
    expect(found.of('schema')).toEqual([
      'FAIL',
      'schema',
      expect.stringContaining('newer version of Hearth'),
    ]);
    expect(found.code).toBe(1);
  });

  test('a wrong setting ends it at once, with the list of all of them', async () => {
    const { code, err, lines } = await verdicts({ PORT: 'x', HEARTH_S3_SECRET_KEY: '' });
    expect([code, lines]).toEqual([1, []]);
    expect(err).toMatch(/2 problems[^]*PORT[^]*HEARTH_S3_SECRET_KEY is missing/);
  });
});
