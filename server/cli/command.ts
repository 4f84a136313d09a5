import { parseArgs } from 'node:util';
import pg from 'pg';
import { ConfigError } from '#server/platform/config.ts';
import { AppError } from '#server/platform/errors.ts';
import { MigrationError } from '#server/platform/migrate.ts';

/** One of the words after `hearth`. */
export interface Command {
  /** What it does, in one line. */
  summary: string;
  /** The help: how it is called and what its options mean. */
  usage: string;
  /** Does it. What it throws is told by {@link report}. */
  run: (args: string[]) => Promise<void>;
}

/** Called in a way that it is not meant to be: exit code 2, with the usage. */
export class UsageError extends Error {}

/** What the caller can do something about, in one sentence: exit code 1, no stack. */
export class OperatorError extends Error {}

const operatorErrors = [OperatorError, ConfigError, MigrationError, AppError, pg.DatabaseError];
const operatorCodes = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ENOENT|EACCES|EROFS|ENOSPC|ETIMEDOUT)$/;

/** Says on standard error what went wrong. @returns the exit code: 2 for a wrong call, 1 for the rest */
export function report(error: unknown, usage: string): number {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError || String(code).startsWith('ERR_PARSE_ARGS')) {
    console.error(`${message}\n\n${usage}`);
    return 2;
  }
  const known = operatorErrors.some((kind) => error instanceof kind) || operatorCodes.test(String(code));
  console.error(known ? message : error);
  return 1;
}

/** The one word that a command needs. @throws {UsageError} */
export function oneWord(args: string[], what: string): string {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  if (positionals.length !== 1) throw new UsageError(`Say ${what}.`);
  return positionals[0]!;
}
