import { statfs } from 'node:fs/promises';
import pg from 'pg';
import type { Config } from '#server/platform/config.ts';
import { findPending } from '#server/platform/migrate.ts';
import { hearthVersion } from '#server/platform/version.ts';
import { inspectCertificate } from '#server/platform/certificate.ts';

export interface Finding {
  verdict: 'ok' | 'warn' | 'fail';
  /** What was found and, unless all is well, what helps. */
  text: string;
}

const ok = (text: string): Finding => ({ verdict: 'ok', text });
const warn = (text: string): Finding => ({ verdict: 'warn', text });
const fail = (text: string): Finding => ({ verdict: 'fail', text });

const GiB = 1024 ** 3;
const timeoutMs = 5000;

async function ask<Row extends pg.QueryResultRow>({ databaseUrl }: Config, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function database(config: Config): Promise<Finding> {
  const start = performance.now();
  let version: number;
  try {
    const [row] = await ask<{ version: number }>(
      config,
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    version = row!.version;
  } catch (error) {
    return fail(
      `does not answer (${(error as Error).message}). Is it running, and is HEARTH_DATABASE_URL right?`,
    );
  }
  const ms = Math.round(performance.now() - start);
  const major = Math.floor(version / 10_000);
  if (major < 18)
    return warn(`answers in ${ms} ms, but is PostgreSQL ${major}: Hearth is made for and tested with 18.`);
  return ok(`PostgreSQL ${major}.${version % 10_000} answers in ${ms} ms`);
}

async function schema({ databaseUrl, migrationsDir }: Config): Promise<Finding> {
  const pending = await findPending(databaseUrl, migrationsDir);
  return pending.length === 0
    ? ok('is that of this version')
    : warn(`lacks ${pending.join(', ')}: the next start applies it, or \`hearth migrate\` now.`);
}

async function clock(config: Config): Promise<Finding> {
  const before = Date.now();
  const [row] = await ask<{ ms: number }>(
    config,
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
  );
  const after = Date.now();
  // As far outside of the call as it is: the call itself takes time.
  const off = Math.max(before - row!.ms, row!.ms - after, 0) / 1000;
  const text = `${off.toFixed(1)} s apart from the database's`;
  return off > 5 ? warn(`${text}: set both machines' clocks by NTP.`) : ok(text);
}

async function answers(url: string, expected: (status: number) => boolean): Promise<string | undefined> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    return expected(status) ? undefined : `answers with ${status}`;
  } catch (error) {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    return `does not answer (${cause?.code ?? cause?.message ?? (error as Error).message})`;
  }
}

async function storage({ s3 }: Config): Promise<Finding> {
  if (!s3) return ok('files lie on the disk: no HEARTH_S3_ENDPOINT is set');
  // Whoever speaks S3 refuses a visitor without a name; what matters here is that it is there.
  const problem = await answers(s3.endpoint, (status) => status < 500);
  return problem
    ? fail(`${s3.endpoint} ${problem}. Is the service minio running?`)
    : ok(`${s3.endpoint} answers`);
}

async function voice({ livekit }: Config): Promise<Finding> {
  if (!livekit) return ok('is not set up: no HEARTH_LIVEKIT_URL is set');
  const problem = await answers(livekit.url, (status) => status === 200);
  return problem
    ? fail(`${livekit.url} ${problem}. Is the service livekit running? Its log says why not.`)
    : ok(`${livekit.url} answers`);
}

async function certificate({ domain }: Config): Promise<Finding> {
  if (!domain) return ok('none to test: no HEARTH_DOMAIN is set');
  const found = await inspectCertificate(domain, timeoutMs);
  if ('problem' in found) return fail(`${domain}: ${found.problem}`);
  const days = Math.floor((found.validTo.getTime() - Date.now()) / 86_400_000);
  const text = `of ${domain} is good for ${days} more days`;
  if (days < 0) return fail(`of ${domain} has expired: see the log of caddy.`);
  if (!found.isTrusted)
    return warn(
      `${text}, but browsers do not know who issued it (${found.issuer}): see docs/operate/install.md.`,
    );
  // A third of its life is when Caddy renews it; late means that it tried in vain.
  return days < 10 ? warn(`${text}: it should have been renewed by now, see the log of caddy.`) : ok(text);
}

async function disk({ dataDir }: Config): Promise<Finding> {
  const { bsize, bavail, blocks } = await statfs(dataDir);
  const [free, all] = [bsize * bavail, bsize * blocks];
  const text = `${(free / GiB).toFixed(1)} of ${(all / GiB).toFixed(1)} GiB are free`;
  if (free < GiB / 2) return fail(`${text}: make room before something breaks.`);
  return free < 0.15 * all && free < 20 * GiB ? warn(`${text}: make room soon.`) : ok(text);
}

async function versions(): Promise<Finding> {
  return ok(`Hearth ${hearthVersion}, Node ${process.version}`);
}

/** In the order in which one thing needs the other. */
export const checks: Record<string, (config: Config) => Promise<Finding>> = {
  database,
  schema,
  clock,
  storage,
  voice,
  certificate,
  disk,
  versions,
};
