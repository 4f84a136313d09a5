import { AppError, unavailable } from './errors.ts';

const awayCodes = new Set([
  '57014', // statement_timeout
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
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
]);
const awayMessage =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Connection ended|Client has encountered a connection error|Unable to start a transaction|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections/;

/**
 * What a caller should see of a failure: an `AppError` as it is; a database that is away, full or too slow as
 * UNAVAILABLE; anything else unchanged, for the adapter to log and answer as INTERNAL.
 */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  for (let cause: unknown = error, depth = 0; cause && depth < 5; cause = causeOf(cause), depth += 1) {
    const { code, originalCode, message, kind } = cause as {
      code?: unknown;
      originalCode?: unknown;
      message?: unknown;
      kind?: unknown;
    };
    if (
      awayCodes.has(String(code)) ||
      awayCodes.has(String(originalCode)) ||
      awayMessage.test(`${String(message)} ${String(kind)}`)
    )
      return unavailable(3);
  }
  return error;
}

/** What lies behind an error; Prisma keeps the driver's own account of it among its `meta`. */
function causeOf(error: unknown): unknown {
  const { cause, meta } = error as { cause?: unknown; meta?: { driverAdapterError?: unknown } };
  return cause ?? meta?.driverAdapterError;
}

/** The columns of a violated unique constraint, by Prisma's or Postgres' account; empty for other errors. */
export function uniqueViolation(error: unknown): string {
  const { code, meta, constraint } = error as { code?: string; constraint?: string; meta?: unknown };
  if (code === '23505') return constraint ?? 'unknown';
  if (code === 'P2002') return JSON.stringify(meta ?? {});
  return '';
}
