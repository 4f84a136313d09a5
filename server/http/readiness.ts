import type { Bus } from '#server/platform/bus.ts';
import type { Database } from '#server/platform/database.ts';
import type { Readiness } from './health.ts';

const probeEveryMs = 2000;
const probeMs = 2000;

/**
 * Whether this replica can serve: started, its database answers, and it hears the other replicas. Watches all the time,
 * because a cut network shows only when something is sent over it. `lost` runs once when the database has been away
 * for two probes: open sockets then had better look for another replica. A full pool is not that: LISTEN answers, what
 * is heard there still takes rights away, and thousands who reconnect at once would be no help.
 */
export class ReadinessWatch implements Readiness {
  readonly #db: Database;
  readonly #bus: Bus;
  readonly #lost: () => void;
  #step: string | null = 'the start';
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database, bus: Bus, lost: () => void) {
    this.#db = db;
    this.#bus = bus;
    this.#lost = lost;
  }

  /** What is waited for, in words for an operator; null: start is over. */
  waitFor(step: string | null): void {
    this.#step = step;
  }

  watch(): void {
    const probe = async () => {
      this.#failures = (await this.#bus.probe(probeMs)) ? 0 : this.#failures + 1;
      if (this.#failures === 2) this.#lost();
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
