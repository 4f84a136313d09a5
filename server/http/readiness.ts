import type { Bus } from '#server/platform/bus.ts';
import type { Database } from '#server/platform/database.ts';
import type { Readiness } from './health.ts';

const probeEveryMs = 2000;
const probeMs = 2000;

/**
 * Whether this replica can serve: started, its database answers, and it hears the other replicas. Watches all the time,
 * because a cut network shows only when something is sent over it: the bus then knows that its connection is lost.
 */
export class ReadinessWatch implements Readiness {
  readonly #db: Database;
  readonly #bus: Bus;
  #step: string | null = 'the start';
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, bus: Bus) {
    this.#db = db;
    this.#bus = bus;
  }

  /** What is waited for, in words for an operator; null: start is over. */
  waitFor(step: string | null): void {
    this.#step = step;
  }

  watch(): void {
    const probe = async () => {
      await this.#bus.probe(probeMs);
      this.#timer = setTimeout(() => void probe(), probeEveryMs).unref();
    };
    void probe();
  }

  async waitingFor(): Promise<string | null> {
    if (this.#step !== null) return this.#step;
    if (!this.#bus.isUp) return 'the database (LISTEN is down)';
    return (await this.#db.answers(probeMs)) ? null : 'the database';
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#step = 'nothing: shutting down';
  }
}
