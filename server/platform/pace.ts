import type { Config } from './config.ts';
import type { Ctx } from './context.ts';
import { AppError } from './errors.ts';
import { TokenBuckets } from './token-bucket.ts';

type Limits = Pick<Config['limits'], 'messagesPerSecond' | 'messagesBurst'>;

const callsFor = ({ messagesPerSecond, messagesBurst }: Limits) => ({
  perSecond: messagesPerSecond * 10,
  burst: messagesBurst * 20,
});

/**
 * How much one account may ask for: socket commands, requests to the API and pages count together, and many windows can
 * do no more than one. Who is not signed in counts by network, which a school may share: four times as much. In memory,
 * for each process.
 */
export class Pace {
  readonly #accounts: TokenBuckets;
  readonly #networks: TokenBuckets;
  readonly #refusals: TokenBuckets;

  readonly #least: Limits;

  /** @param least what is allowed however low the limit of messages is set: reading and managing cost calls too */
  constructor(least: Limits) {
    this.#least = least;
    const { perSecond, burst } = callsFor(least);
    this.#accounts = new TokenBuckets(perSecond, burst);
    this.#networks = new TokenBuckets(perSecond * 4, burst * 4);
    this.#refusals = new TokenBuckets(perSecond, burst);
  }

  /** Follows the limit of messages upwards: who may write more needs more calls. */
  allowFor({ messagesPerSecond, messagesBurst }: Limits): void {
    const { perSecond, burst } = callsFor({
      messagesPerSecond: Math.max(messagesPerSecond, this.#least.messagesPerSecond),
      messagesBurst: Math.max(messagesBurst, this.#least.messagesBurst),
    });
    this.#accounts.limit(perSecond, burst);
    this.#networks.limit(perSecond * 4, burst * 4);
  }

  /**
   * Counts one call, as `cost` of the cheapest ones.
   * @throws {AppError} RATE_LIMITED
   */
  keep({ actor, network }: Pick<Ctx, 'actor' | 'network'>, cost = 1): void {
    const wait =
      actor.kind === 'user'
        ? this.#accounts.take(actor.account.id, cost)
        : this.#networks.take(network, cost);
    if (wait > 0) throw new AppError('RATE_LIMITED', 'Too much at once.', { retryAfter: Math.ceil(wait) });
  }

  /** Counts one refusal of a connection; whether it goes on all the same, at more than twice the pace. */
  isDeaf(connectionId: string): boolean {
    return this.#refusals.take(connectionId) > 0;
  }
}
