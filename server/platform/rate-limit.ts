import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './database.ts';
import { AppError } from './errors.ts';

/**
 * A limit counted in Postgres: exact however many requests run at once and whichever replica they reach.
 * `points` within `seconds`, counted by key.
 */
export class RateLimit {
  readonly #limiter: RateLimiterPostgres;

  constructor(db: Database, prefix: string, points: number, seconds: number) {
    this.#limiter = new RateLimiterPostgres({ storeClient: db.pool, tableName: 'rate_limits', tableCreated: true, keyPrefix: prefix, points, duration: seconds, clearExpiredByTimeout: false });
  }

  /**
   * Counts one attempt before it is made: the attempt past the limit is refused without being tried.
   * @throws {AppError} RATE_LIMITED
   */
  async consume(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key.slice(0, 200));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new AppError('RATE_LIMITED', 'Too many attempts. Wait a little, then try again.', { retryAfter });
    }
  }

  /** Gives one attempt back: it was not of the kind that the limit counts. */
  async refund(key: string): Promise<void> {
    await this.#limiter.reward(key.slice(0, 200));
  }
}
