interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
}

/**
 * Answers the look-ups of one turn of the event loop with one query. A lone one is not held up; when a thousand people
 * connect at the same moment, each turn brings many, and they cost a few dozen queries. Every answer is from a query
 * that began after it was asked for.
 */
export class Batch<K, V> {
  readonly #load: (keys: K[]) => Promise<V[]>;
  #waiting: Waiting<K, V>[] = [];

  /** @param load answers in the order of its keys; when it fails, all that it was asked for fail */
  constructor(load: (keys: K[]) => Promise<V[]>) {
    this.#load = load;
  }

  get(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => void this.#go());
    });
  }

  async #go(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      const values = await this.#load(batch.map(({ key }) => key));
      for (const [n, { resolve }] of batch.entries()) resolve(values[n]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
