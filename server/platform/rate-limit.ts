import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './database.ts';
import { AppError } from './errors.ts';

const tooMany = (waitMs: number): AppError =>
  new AppError('RATE_LIMITED', 'Too many attempts. Wait a little, then try again.', {
    retryAfter: Math.max(1, Math.ceil(waitMs / 1000)),
  });

/**
 * A limit counted in Postgres: exact however many requests run at once and whichever replica they reach.
 * `points` within `seconds`, counted by key.
 */
export class RateLimit {
  readonly #points: number;
  readonly #limiter: RateLimiterPostgres;

  constructor(db: Database, prefix: string, points: number, seconds: number) {
    this.#points = points;
    this.#limiter = new RateLimiterPostgres({
      storeClient: db.pool,
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: prefix,
      points,
      duration: seconds,
      clearExpiredByTimeout: false,
    });
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
      throw tooMany(error.msBeforeNext);
    }
  }

  /**
   * Refuses when nothing is left, without counting.
   * @throws {AppError} RATE_LIMITED
   */
  async refuseWhenSpent(key: string): Promise<void> {
    const state = await this.#limiter.get(key.slice(0, 200));
    if (state && state.consumedPoints >= this.#points) throw tooMany(state.msBeforeNext);
  }

  /** Gives one attempt back: it was not of the kind that the limit counts. */
  async refund(key: string): Promise<void> {
    await this.#limiter.reward(key.slice(0, 200));
  }
}
