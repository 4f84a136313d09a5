interface Last {
  /** Milliseconds of the process's own clock. */
  until: number;
  clientId: string;
}

const keptMax = 50_000;
/** How many stay when that is reached: room is made for many at once, as looking for it costs as much as all of them. */
const keptAfter = 45_000;

/**
 * Who wrote where a moment ago, for channels in slow mode. In memory, a replica each, and forgotten with a restart: it
 * costs a message nothing, and what slips through then is one message. Holds 50,000 at most; the oldest go first.
 */
export class SlowMode {
  readonly #last = new Map<string, Last>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Takes the member's turn: 0 when it is theirs, else the seconds until it is. The message that has the turn has it
   * again: it is a retry.
   */
  take(key: string, clientId: string, seconds: number): number {
    const now = this.#now();
    const last = this.#last.get(key);
    if (last && last.until > now) return last.clientId === clientId ? 0 : (last.until - now) / 1000;
    this.#last.delete(key);
    if (this.#last.size >= keptMax) this.#forget(now);
    this.#last.set(key, { until: now + seconds * 1000, clientId });
    return 0;
  }

  /** The message was not posted after all. */
  giveBack(key: string, clientId: string): void {
    if (this.#last.get(key)?.clientId === clientId) this.#last.delete(key);
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#last) if (until <= now) this.#last.delete(key);
    for (const key of this.#last.keys()) {
      if (this.#last.size <= keptAfter) break;
      this.#last.delete(key);
    }
  }
}
