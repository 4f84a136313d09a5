import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database, Statement } from './database.ts';
import { AppError } from './errors.ts';
import { sign } from './secrets.ts';

const tooMany = (waitMs: number): AppError =>
  new AppError('RATE_LIMITED', 'Too many attempts. Wait a little, then try again.', {
    retryAfter: Math.max(1, Math.ceil(waitMs / 1000)),
  });

/**
 * A limit counted in Postgres: exact however many requests run at once and whichever replica they reach.
 * `points` within `seconds`, counted by key. Keys are what people typed and where they are: they are stored signed with
 * the instance's secret, so that nobody can read them out of the database or try them out on it.
 */
export class RateLimit {
  readonly #points: number;
  readonly #secret: string;
  readonly #limiter: RateLimiterPostgres;

  constructor(
    { db, secret }: { db: Database; secret: string },
    prefix: string,
    points: number,
    seconds: number,
  ) {
    this.#points = points;
    this.#secret = secret;
    this.#limiter = new RateLimiterPostgres({
      storeClient: db.pool,
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: prefix,
      points,
      duration: seconds,
      // Ours, so that it is known to run: deleteExpiredLimits.
      clearExpiredByTimeout: false,
    });
  }

  /**
   * Counts one attempt before it is made: the attempt past the limit is refused without being tried.
   * @throws {AppError} RATE_LIMITED
   */
  async consume(key: string): Promise<void> {
    const refusal = await this.#count(key);
    if (refusal) throw refusal;
  }

  /** Counts one attempt as `consume` does; whether it is within the limit, for those who must not refuse aloud. */
  async admits(key: string): Promise<boolean> {
    return (await this.#count(key)) === undefined;
  }

  /** The refusal that the next attempt would meet, without counting one; undefined when something is left. */
  async refusal(key: string): Promise<AppError | undefined> {
    const state = await this.#limiter.get(this.#stored(key));
    return state && state.consumedPoints >= this.#points ? tooMany(state.msBeforeNext) : undefined;
  }

  /**
   * Refuses when nothing is left, without counting.
   * @throws {AppError} RATE_LIMITED
   */
  async refuseWhenSpent(key: string): Promise<void> {
    const refusal = await this.refusal(key);
    if (refusal) throw refusal;
  }

  /** Gives one attempt back: it was not of the kind that the limit counts. */
  async refund(key: string): Promise<void> {
    await this.#limiter.reward(this.#stored(key));
  }

  async #count(key: string): Promise<AppError | undefined> {
    try {
      await this.#limiter.consume(this.#stored(key));
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return tooMany(error.msBeforeNext);
    }
  }

  #stored(key: string): string {
    return sign(this.#secret, 'rate-limit', key).toString('base64url');
  }
}

const deleteExpired: Statement = {
  name: 'rate_limits.delete_expired',
  text: 'DELETE FROM rate_limits WHERE expire < $1 RETURNING key',
};

/** Removes counts whose window is over; how many. */
export const deleteExpiredLimits = async (db: Database, now: Date): Promise<number> =>
  (await db.run(deleteExpired, [now.getTime()])).length;
