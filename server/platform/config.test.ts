import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, readConfig, settingNames } from './config.ts';

const base = { HEARTH_DATABASE_URL: 'postgresql://hearth:pw@localhost/hearth' };
const secret = 'kT9vQ2mX7pL4wZ8rB3nC6sD1fG5hJ0aE';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig({ ...base, ...env });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

test('with the database’s address alone everything has a safe value', () => {
  expect(readConfig(base)).toMatchObject({
    ...{
      port: 3000,
      domain: undefined,
      secret: undefined,
      setupCode: undefined,
      cluster: false,
      development: false,
    },
    trustProxy: [],
    limits: { messagesPerSecond: 5, messagesBurst: 10, loginFailures: 5, networkLoginFailures: 200 },
  });
});

test('every problem is said at once, each by the setting’s name', () => {
  const problems = problemsOf({
    ...{ PORT: '99999', HEARTH_SECRET: 'short', HEARTH_CLUSTER: 'maybe', HEARTH_LOG_LEVEL: 'loud' },
    ...{ HEARTH_DATABASE_URL: 'mysql://x', HEARTH_TRUST_PROXY: 'everybody', HEARTH_DRAIN_SECONDS: '-1' },
  });
  const named = problems.map((problem) => problem.split(' ')[0]).sort();
  expect(named).toEqual([
    ...['HEARTH_CLUSTER', 'HEARTH_DATABASE_URL', 'HEARTH_DRAIN_SECONDS', 'HEARTH_LOG_LEVEL'],
    ...['HEARTH_SECRET', 'HEARTH_TRUST_PROXY', 'PORT'],
  ]);
});

test('an empty setting counts as absent, as compose files pass it', () => {
  const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
  expect(readConfig({ ...empty, ...base })).toEqual(readConfig(base));
});

describe('H4 secrets that strangers could guess', () => {
  test.each([
    ...[
      'secret',
      'x',
      'a'.repeat(64),
      'ab'.repeat(20),
      'changeme'.repeat(5),
      'change-me-change-me-change-me-change-me',
    ],
    ...[
      '0123456789012345678901234567890123',
      'secretsecretsecretsecretsecretsecret',
      'HearthHearthHearthHearthHearthHearth',
    ],
    ...[
      'password-password-password-password',
      '12345678123456781234567812345678',
      ' '.repeat(40),
      'defaultSECRETexampleADMINtestHEARTH',
    ],
    ...['0123456789abcdef0123456789abcdef', 'kT9vQ2mX7pL4wZ8rB3nC6sD1fG5hJ0a'],
  ])('%j is refused, and not repeated', (value) => {
    const problems = problemsOf({ HEARTH_SECRET: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^HEARTH_SECRET (is shorter|can be guessed)/);
    if (value.trim().length > 12) expect(problems[0]).not.toContain(value);
  });

  test('random ones are taken', () => {
    for (const value of [
      secret,
      'correct horse battery staple over the moon',
      'f3a91c77e0b24d58a6c3f19e7d8b4025',
    ])
      expect(problemsOf({ HEARTH_SECRET: value })).toEqual([]);
  });

  test('long repetitions are judged at once', () => {
    const start = performance.now();
    for (const value of [
      `${'1'.repeat(200)}x`,
      `${'aa'.repeat(200)}x`,
      `${'test'.repeat(100)}!`,
      `${'ab'.repeat(500)}`,
    ])
      problemsOf({ HEARTH_SECRET: value });
    expect(performance.now() - start).toBeLessThan(500);
  });

  test.each([
    'short',
    '--------',
    '- - - - - - - -',
    'aaaaaaaa',
    'changeme',
    'setup-code',
    'hearth-admin',
    '12345678',
    'A B-C D-E',
  ])('the set-up code %j is refused', (value) => {
    expect(problemsOf({ HEARTH_SETUP_CODE: value })).toEqual([
      expect.stringMatching(/^HEARTH_SETUP_CODE (is shorter|can be guessed)/),
    ]);
  });

  test('a set-up code as we make them is taken', () => {
    for (const value of ['K7QM-XN4P', 'K7QM-XN4P-2WRT', 'k7qmxn4p'])
      expect(problemsOf({ HEARTH_SETUP_CODE: value })).toEqual([]);
  });
});

describe('settings that need one another', () => {
  const storage = {
    HEARTH_S3_ENDPOINT: 'http://minio:9000',
    HEARTH_S3_ACCESS_KEY: 'hearth',
    HEARTH_S3_SECRET_KEY: 'storage-key',
  };
  const voice = {
    HEARTH_LIVEKIT_URL: 'http://livekit:7880',
    HEARTH_LIVEKIT_KEY: 'hearth',
    HEARTH_LIVEKIT_SECRET: secret,
  };

  test.each([storage, voice])('each missing one of %o is named, whichever was given', (group) => {
    expect(problemsOf(group)).toEqual([]);
    for (const [given, value] of Object.entries(group))
      expect(problemsOf({ [given]: value })).toEqual(
        Object.keys(group)
          .filter((name) => name !== given)
          .map((name) => `${name} is missing: ${given} needs it.`),
      );
  });

  test('whole groups are taken, and none of them means none', () => {
    expect(readConfig(base)).toMatchObject({ s3: null, livekit: null });
    const config = readConfig({ ...base, ...storage, ...voice, HEARTH_S3_BUCKET: 'attic' });
    expect(config.s3).toEqual({
      ...{ endpoint: 'http://minio:9000', bucket: 'attic', region: 'us-east-1' },
      ...{ accessKey: 'hearth', secretKey: 'storage-key' },
    });
    expect(config.livekit).toEqual({ url: 'http://livekit:7880', key: 'hearth', secret });
  });

  test('the name of a bucket alone asks for nothing: the box always passes it', () => {
    expect(readConfig({ ...base, HEARTH_S3_BUCKET: 'hearth', HEARTH_S3_REGION: 'x' }).s3).toBeNull();
  });
});

describe('H4 settings that make no sense', () => {
  test.each([
    ['PORT', ['-1', '65536', '80a', '0x50', '8e1', ' 80', '1.5', '٣']],
    [
      'HEARTH_DATABASE_URL',
      [
        'postgres',
        'http://x',
        'postgresql://',
        'postgresql://u:p@[bad/x',
        'postgresql://u:p%zz@host:99999/x',
      ],
    ],
    [
      'HEARTH_DOMAIN',
      [
        'https://chat.example.org',
        'chat.example.org/',
        'chat.example.org:443',
        'a b',
        '-x',
        'é.example',
        'x;rm',
      ],
    ],
    [
      'HEARTH_TRUST_PROXY',
      [
        'true',
        '*',
        'proxy',
        '10.0.0.0/33',
        '10.0.0.0/0',
        '::/0',
        '300.1.1.1',
        '10.0.0.1/x',
        'loopback,nonsense',
        '10.0.0.0/8/8',
      ],
    ],
    ['HEARTH_CLUSTER', ['yes', '2', 'TRUE']],
    ['HEARTH_HOST', ['not a host', 'http://0.0.0.0', '0.0.0.0;x']],
    ['HEARTH_S3_BUCKET', ['x', 'Upper', '-a-', 'a_b', 'a/b', 'a'.repeat(64)]],
    ['HEARTH_LOG_LEVEL', ['INFO', 'trace', '*']],
    ['HEARTH_DATABASE_POOL', ['1', '101', 'ten']],
    ['HEARTH_MESSAGES_PER_SECOND', ['0', '-5', 'Infinity', '1e3']],
    ['HEARTH_LOGIN_FAILURES', ['0', '1001', '5.0']],
    ['HEARTH_STATEMENT_TIMEOUT_MS', ['0', '99', '10s']],
  ])('%s', (name, values) => {
    for (const value of values) {
      const problems = problemsOf({ [name]: value });
      expect([value, problems]).toEqual([value, [expect.stringMatching(new RegExp(`^${name} `))]]);
    }
  });

  test('what makes sense is taken', () => {
    const proxies = 'loopback, 10.0.0.0/8,192.0.2.1 ,2001:db8::/32,uniquelocal';
    expect(readConfig({ ...base, HEARTH_TRUST_PROXY: proxies }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
      '192.0.2.1',
      '2001:db8::/32',
      'uniquelocal',
    ]);
    expect(readConfig({ ...base, HEARTH_DOMAIN: 'Chat.Example.ORG' }).domain).toBe('chat.example.org');
    expect(readConfig({ ...base, HEARTH_HOST: '::' }).host).toBe('::');
    expect(readConfig({ ...base, HEARTH_CLUSTER: 'true' }).cluster).toBe(true);
    for (const url of [
      'postgresql:///hearth?host=/run/postgresql',
      'postgres://u:p%40ss@db.internal:5433/hearth?sslmode=require',
    ])
      expect(readConfig({ HEARTH_DATABASE_URL: url }).databaseUrl).toBe(url);
  });
});

describe('settings in files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hearth-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: string) => {
    const name = path.join(folder, `${Math.random()}`);
    writeFileSync(name, content);
    return name;
  };

  test('each setting may stand in one, without the line break at its end', () => {
    expect(
      readConfig({
        HEARTH_DATABASE_URL_FILE: file(`${base.HEARTH_DATABASE_URL}\n`),
        HEARTH_SECRET_FILE: file(`${secret}\n`),
      }),
    ).toMatchObject({ databaseUrl: base.HEARTH_DATABASE_URL, secret });
  });

  test('the setting itself counts before its file', () => {
    expect(readConfig({ ...base, HEARTH_SECRET: secret, HEARTH_SECRET_FILE: file('weak') }).secret).toBe(
      secret,
    );
  });

  test('H4 a weak secret in a file, an empty file and one that is not there are problems, with no content repeated', () => {
    const weak = problemsOf({ HEARTH_SECRET_FILE: file('weak-canary') });
    expect(weak).toEqual([expect.stringContaining('HEARTH_SECRET is shorter')]);
    expect(weak.join()).not.toContain('canary');
    expect(problemsOf({ HEARTH_SECRET_FILE: file('') })).toHaveLength(1);
    expect(problemsOf({ HEARTH_SECRET_FILE: path.join(folder, 'absent') })).toEqual([
      expect.stringMatching(/^HEARTH_SECRET_FILE: .* cannot be read \(ENOENT\)\.$/),
    ]);
    expect(problemsOf({ HEARTH_SECRET_FILE: folder, PORT: 'x' })).toHaveLength(2);
  });
});
