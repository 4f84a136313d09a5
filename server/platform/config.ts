import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** A configuration that cannot be used. `problems` names each setting, its fault and what helps. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

const integer = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `is not a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min, `is below ${min}`).max(max, `is above ${max}`))
    .default(fallback);

const flag = z
  .enum(['', '0', '1', 'false', 'true'], 'is neither 1 nor 0')
  .transform((value) => value === '1' || value === 'true')
  .default(false);

// Words of examples and tutorials: a secret that strangers can look up is none (H4).
const wellKnown =
  /change-?me|secret|password|passwort|default|example|hearth|admin|test|code|setup|qwerty|abcdefgh|abcdef|12345678|1234|0123|letmein/gi;
/** Whether little is left of a value without well-known words, separators and repetitions. */
const canBeGuessed = (value: string, distinct: number): boolean =>
  new Set(
    value
      .toLowerCase()
      .replace(wellKnown, '')
      .replace(/[\s_-]/g, ''),
  ).size < distinct;

/** What Express takes as a trusted proxy: a name for a range, an address, or a range as `10.0.0.0/8`. */
function isProxyRange(item: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(item)) return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(item) ?? [];
  const family = isIP(address);
  return (
    family !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128)))
  );
}

const list = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .default([]);

const httpUrl = (example: string) =>
  z
    .string()
    .refine(
      (value) => /^https?:\/\/./.test(value) && URL.canParse(value),
      `is not an address such as ${example}`,
    );

const settings = {
  PORT: integer(0, 65_535, 3000),
  HEARTH_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'is not an address to listen on, such as 0.0.0.0')
    .default('0.0.0.0'),
  HEARTH_DATABASE_URL: z
    .string('is missing')
    .regex(/^postgres(ql)?:\/\/.+/, 'does not start with postgresql://')
    .refine(
      (value) => URL.canParse(value),
      'is not an address: special characters in its password are written as %40',
    ),
  HEARTH_DATA_DIR: z.string().default('data'),
  HEARTH_BUILD_DIR: z.string().default('build'),
  HEARTH_MIGRATIONS_DIR: z.string().default('prisma/migrations'),
  HEARTH_SECRET: z
    .string()
    .min(32, 'is shorter than 32 characters')
    .refine((value) => !canBeGuessed(value, 10), 'can be guessed: use 32 random characters or more')
    .optional(),
  HEARTH_SETUP_CODE: z
    .string()
    // As it will be compared: without spaces and dashes.
    .refine((value) => value.replace(/[\s-]/g, '').length >= 8, 'is shorter than 8 letters and digits')
    .refine((value) => !canBeGuessed(value, 3), 'can be guessed')
    .optional(),
  HEARTH_DOMAIN: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'is not a host name such as chat.example.org')
    .optional(),
  HEARTH_TRUST_PROXY: list.refine(
    (items) => items.every(isProxyRange),
    'is not a list of addresses and ranges such as 10.0.0.0/8, or loopback',
  ),
  HEARTH_EDGE: flag,
  HEARTH_CLUSTER: flag,
  HEARTH_S3_ENDPOINT: httpUrl('http://minio:9000').optional(),
  HEARTH_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not a name of a bucket such as hearth')
    .default('hearth'),
  HEARTH_S3_REGION: z.string().default('us-east-1'),
  HEARTH_S3_ACCESS_KEY: z.string().optional(),
  HEARTH_S3_SECRET_KEY: z.string().optional(),
  HEARTH_LIVEKIT_URL: httpUrl('http://livekit:7880').optional(),
  HEARTH_LIVEKIT_KEY: z.string().optional(),
  HEARTH_LIVEKIT_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  HEARTH_LOG_FILE: z.string().optional(),
  HEARTH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'is not one of debug, info, warn, error, silent')
    .default('info'),
  HEARTH_DATABASE_POOL: integer(2, 100, 10),
  HEARTH_STATEMENT_TIMEOUT_MS: integer(100, 600_000, 10_000),
  HEARTH_MESSAGES_PER_SECOND: integer(1, 1_000_000, 5),
  HEARTH_MESSAGES_BURST: integer(1, 1_000_000, 10),
  HEARTH_LOGIN_FAILURES: integer(1, 1000, 5),
  HEARTH_NETWORK_LOGIN_FAILURES: integer(1, 100_000, 200),
  HEARTH_SOCKETS_PER_ACCOUNT: integer(1, 1_000_000, 50),
  /** An address of a push service that may be anything: for tests, which have one on this machine. */
  HEARTH_TEST_PUSH_ORIGIN: httpUrl('http://127.0.0.1:9000').optional(),
  HEARTH_DRAIN_SECONDS: integer(0, 60, 5),
} as const;

/** Settings that mean nothing one without the other. */
const together: readonly (readonly (keyof typeof settings)[])[] = [
  ['HEARTH_S3_ENDPOINT', 'HEARTH_S3_ACCESS_KEY', 'HEARTH_S3_SECRET_KEY'],
  ['HEARTH_LIVEKIT_URL', 'HEARTH_LIVEKIT_KEY', 'HEARTH_LIVEKIT_SECRET'],
];

const schema = z.object(settings);
type Settings = z.output<typeof schema>;

/** Every setting, by its name: what `.env.example` documents and a test compares. */
export const settingNames = Object.keys(settings) as (keyof Settings)[];

/** The port alone, for who asks the app on it and needs nothing else. */
export const readPort = (env: Record<string, string | undefined> = process.env): number =>
  settings.PORT.parse(env['PORT'] || undefined);

/**
 * Reads the whole configuration; each setting also as `…_FILE`, a path whose content is the value.
 *
 * @throws {ConfigError} with every problem at once; no value of a secret is repeated in it.
 */
export function readConfig(env: Record<string, string | undefined> = process.env) {
  const problems: string[] = [];
  const raw: Record<string, string> = {};
  for (const name of settingNames) {
    const file = env[`${name}_FILE`];
    // Empty counts as absent: compose files pass `${NAME:-}`. (HEARTH_LOG_FILE is a setting, not a file of HEARTH_LOG.)
    if (env[name]) raw[name] = env[name];
    else if (file) {
      try {
        raw[name] = readFileSync(file, 'utf8').trim();
      } catch (error) {
        problems.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
      }
    }
  }
  const parsed = schema.safeParse(raw);
  // One problem a setting: what else is wrong with it may be right once that is.
  for (const name of settingNames) {
    const issue = parsed.error?.issues.find(({ path: [at] }) => at === name);
    if (issue) problems.push(`${name} ${issue.message}.`);
  }
  for (const group of together) {
    const given = group.find((name) => raw[name] !== undefined);
    for (const name of group)
      if (given && raw[name] === undefined) problems.push(`${name} is missing: ${given} needs it.`);
  }
  if (!parsed.success || problems.length) throw new ConfigError(problems);
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HEARTH_HOST,
    databaseUrl: value.HEARTH_DATABASE_URL,
    dataDir: path.resolve(value.HEARTH_DATA_DIR),
    buildDir: path.resolve(value.HEARTH_BUILD_DIR),
    migrationsDir: path.resolve(value.HEARTH_MIGRATIONS_DIR),
    secret: value.HEARTH_SECRET,
    setupCode: value.HEARTH_SETUP_CODE,
    domain: value.HEARTH_DOMAIN?.toLowerCase(),
    trustProxy: value.HEARTH_TRUST_PROXY,
    /** Whether an edge stands in front that asks `/internal/tls/ask` for certificates. */
    edge: value.HEARTH_EDGE,
    cluster: value.HEARTH_CLUSTER,
    /** Object storage; null: files lie on the disk. */
    s3: value.HEARTH_S3_ENDPOINT
      ? {
          endpoint: value.HEARTH_S3_ENDPOINT,
          bucket: value.HEARTH_S3_BUCKET,
          region: value.HEARTH_S3_REGION,
          accessKey: value.HEARTH_S3_ACCESS_KEY!,
          secretKey: value.HEARTH_S3_SECRET_KEY!,
        }
      : null,
    /** The voice server; null: there is none. */
    livekit: value.HEARTH_LIVEKIT_URL
      ? {
          url: value.HEARTH_LIVEKIT_URL,
          key: value.HEARTH_LIVEKIT_KEY!,
          secret: value.HEARTH_LIVEKIT_SECRET!,
        }
      : null,
    logFile: value.HEARTH_LOG_FILE,
    logLevel: value.HEARTH_LOG_LEVEL,
    development: env['NODE_ENV'] === 'development',
    databasePool: value.HEARTH_DATABASE_POOL,
    statementTimeoutMs: value.HEARTH_STATEMENT_TIMEOUT_MS,
    drainSeconds: value.HEARTH_DRAIN_SECONDS,
    pushTestOrigin: value.HEARTH_TEST_PUSH_ORIGIN,
    limits: {
      messagesPerSecond: value.HEARTH_MESSAGES_PER_SECOND,
      messagesBurst: value.HEARTH_MESSAGES_BURST,
      loginFailures: value.HEARTH_LOGIN_FAILURES,
      networkLoginFailures: value.HEARTH_NETWORK_LOGIN_FAILURES,
      socketsPerAccount: value.HEARTH_SOCKETS_PER_ACCOUNT,
    },
  };
}

export type Config = ReturnType<typeof readConfig>;
