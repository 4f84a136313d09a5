import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/**
 * Structured log, one JSON object a line, to `HEARTH_LOG_FILE` or standard output. Calls pass named fields, never
 * whole requests, bodies or headers; the paths below are a second net for the names secrets travel under.
 */
export function createLogger(config: Pick<Config, 'logFile' | 'logLevel'>): Logger {
  const secret = [
    'password',
    'currentPassword',
    'newPassword',
    'token',
    'claimToken',
    'cookie',
    'authorization',
    'setupCode',
    'code',
  ];
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: [...secret, ...secret.map((name) => `*.${name}`)], censor: '[secret]' },
    },
    config.logFile
      ? pino.destination({ dest: config.logFile, mkdir: true, sync: false })
      : pino.destination({ dest: 1, sync: false }),
  );
}

/**
 * What of an unexpected error goes into the log: its kind, code, message and stack. Database errors carry `detail`
 * and parameters with people's text in them, so nothing else is copied.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error, message: String(error).slice(0, 500) };
  const code = (error as { code?: unknown }).code;
  return {
    kind: error.name,
    // Not `code`: the log hides what bears that name, as an invite's code does.
    ...(typeof code === 'string' && { errorCode: code }),
    message: messageOf(error).slice(0, 500),
    // The stack begins with the whole message, over as many lines as it has: its frames alone are ours.
    stack: error.stack
      ?.replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((frame) => frame.trim())
      .join(' < '),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/**
 * An error's message without what somebody wrote: Prisma repeats a call's arguments before the last line, which names
 * the fault, and Postgres ends with the value that it could not read.
 */
function messageOf({ name, message, ...rest }: Error): string {
  if (!name.startsWith('Prisma') && !('severity' in rest)) return message;
  const fault = name === 'PrismaClientValidationError' ? message : message.split(': "', 1)[0]!;
  return fault.trim().split('\n').at(-1)!;
}
