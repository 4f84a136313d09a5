import { AppError } from '#server/platform/errors.ts';
import type { ThreadDeps } from './deps.ts';

/** Threads and posts that one account begins have one pace. @throws {AppError} RATE_LIMITED */
export function takeTurn({ pace }: ThreadDeps, accountId: string): void {
  const wait = pace.take(accountId);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You have begun a lot of threads. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
}
