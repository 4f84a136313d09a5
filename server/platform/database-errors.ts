import type { Pool } from 'pg';
import { AppError, unavailable } from './errors.ts';
import { describeError, type Logger } from './logger.ts';

/** Of Postgres and of Prisma. */
const awayCodes = new Set([
  '57014', // statement_timeout
  '40P01', // a deadlock: the other one goes on, and this one can be tried again
  'P2034',
  '57P01',
  '57P02',
  '57P03', // shutting down, crashed, starting up
  '53300', // too many connections
  '08000',
  '08003',
  '08006',
  '08001',
  '25P03',
  '53100',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
]);
/** Of the system: the same for a database that is away, a file that is missing and a visitor who hung up. */
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const awayKinds = /DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections/;
const awayMessage =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Connection ended|Client has encountered a connection error|Unable to start a transaction/;

const met = new WeakSet<object>();

/** Has the errors that end these connections known as the database's. */
export function noteErrorsOf(pool: Pool): void {
  pool.on('connect', (client) => client.on('error', (error) => met.add(error)));
}

interface Failure {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  severity?: unknown;
  syscall?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
  errors?: unknown[];
}

/**
 * What a caller should see of a failure: an `AppError` as it is; a database that is away, full or too slow as
 * UNAVAILABLE; anything else unchanged, for the adapter to log and answer as INTERNAL.
 *
 * @param log told of the cause that UNAVAILABLE hides
 */
export function asAppError(error: unknown, log?: Logger): unknown {
  if (error instanceof AppError || !isAway(error)) return error;
  if (log) report(error, log);
  return unavailable(3);
}

function isAway(error: unknown): boolean {
  let isDatabases = false;
  for (let depth = 0; typeof error === 'object' && error !== null && depth < 5; depth += 1) {
    const failure: Failure = error;
    isDatabases ||=
      met.has(failure) ||
      typeof failure.severity === 'string' ||
      /^(Prisma|DriverAdapterError)/.test(String(failure.name));
    // Nothing else is connected to from here.
    const isConnecting = failure.syscall === 'connect' || failure.syscall === 'getaddrinfo';
    if ((isDatabases || isConnecting) && systemCodes.has(String(failure.code))) return true;
    if (isDatabases && isAwayByItsOwnAccount(failure)) return true;
    if (awayMessage.test(String(failure.message))) return true;
    // Prisma keeps the driver's own account of it among its `meta`; a name with several addresses fails once for each.
    error = failure.cause ?? failure.meta?.driverAdapterError ?? failure.errors?.[0];
  }
  return false;
}

const isAwayByItsOwnAccount = ({ code, originalCode, kind, message }: Failure): boolean =>
  awayCodes.has(String(code)) ||
  awayCodes.has(String(originalCode)) ||
  awayKinds.test(`${String(kind)} ${String(message)}`);

const reportEveryMs = 10_000;
let reportedAt = -Infinity;

/** One line each ten seconds says why: while a database is away, each request fails of the same. */
function report(error: unknown, log: Logger): void {
  const now = performance.now();
  if (now - reportedAt < reportEveryMs) return;
  reportedAt = now;
  log.warn({ error: describeError(error) }, 'the database is away, full or too slow');
}

/** The columns of a violated unique constraint, by Prisma's or Postgres' account; empty for other errors. */
export function uniqueViolation(error: unknown): string {
  const { code, meta, constraint } = error as { code?: string; constraint?: string; meta?: unknown };
  if (code === '23505') return constraint ?? 'unknown';
  if (code === 'P2002') return JSON.stringify(meta ?? {});
  return '';
}

/** Whether Postgres gave a statement up that took longer than it may. */
export const isTimeout = (error: unknown): boolean => (error as { code?: string }).code === '57014';
