/**
 * Token buckets in memory, one a key: `perSecond` on average, `burst` at once. Cheap enough for every message
 * (one map look-up, no timer a key); a restart forgives. Exact limits across replicas are rate-limit.ts.
 */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  #perSecond: number;
  #burst: number;
  readonly #now: () => number;

  constructor(perSecond: number, burst: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
  }

  /** Changes the limit for everybody, from now on; what somebody has spent stays spent. */
  limit(perSecond: number, burst: number): void {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Takes `cost` tokens, at most the burst: 0 when granted, else the seconds until there are as many. */
  take(key: string, cost = 1): number {
    const now = this.#now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= 50_000) this.#forgetFull(now);
      bucket = { tokens: this.#burst, at: now };
      this.#buckets.set(key, bucket);
    }
    bucket.tokens = Math.min(this.#burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#perSecond);
    bucket.at = now;
    if (bucket.tokens < cost) return (cost - bucket.tokens) / this.#perSecond;
    bucket.tokens -= cost;
    return 0;
  }

  /** A bucket that has had time to fill says nothing that a new one would not. */
  #forgetFull(now: number): void {
    const full = (this.#burst / this.#perSecond) * 1000;
    for (const [key, bucket] of this.#buckets) if (now - bucket.at >= full) this.#buckets.delete(key);
  }
}
