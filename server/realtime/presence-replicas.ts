import { randomUUID } from 'node:crypto';
import type { People, Sighting } from '#server/domains/presence/index.ts';
import type { HearthServer, ReplicaNote } from './types.ts';

const tickMs = 1000;
/** Each replica is heard of at least this often. */
const beatMs = 3000;
/** A replica that was not heard of for so long is gone, and with it whoever was there: ghosts last 12 s at most. */
const goneMs = 10_000;
/** People of a replica that stops have so long to come back elsewhere. */
const partingMs = 4000;

/**
 * Tells the other replicas who is here, and hears who is there. Notes are numbered: one that is lost makes its receiver
 * ask for the whole, so that no replica stays wrong. Nothing of it is written anywhere.
 */
export class PresenceReplicas {
  readonly #io: HearthServer;
  readonly #people: People;
  readonly #id = randomUUID().slice(0, 8);
  /** Replica → its last note, and until when it counts as there. */
  readonly #others = new Map<string, { n: number; until: number }>();
  readonly #timer: NodeJS.Timeout;
  #n = 0;
  #toldAt = -Infinity;
  #tickedAt = performance.now();
  #mustTellAll = false;

  constructor(io: HearthServer, people: People) {
    this.#io = io;
    this.#people = people;
    io.on('presence', (note) => this.#hear(note));
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
    this.#send({ sightings: [], isWhole: true, asks: '*' });
  }

  /** Tells how these accounts are here now. */
  tell(accountIds: readonly string[]): void {
    if (accountIds.length > 0) this.#send({ sightings: accountIds.map((id) => this.#people.sightingOf(id)) });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#send({ sightings: [], isLast: true });
  }

  #send(note: Omit<ReplicaNote, 'from' | 'n'>): void {
    this.#toldAt = performance.now();
    this.#io.serverSideEmit('presence', { from: this.#id, n: (this.#n += 1), ...note });
  }

  #hear({ from, n, sightings, isWhole, asks, isLast }: ReplicaNote): void {
    const known = this.#others.get(from);
    if (asks === '*' || asks === this.#id) this.#mustTellAll = true;
    // What was overtaken by a later note is known better already, or asked for.
    if (known && n <= known.n) return;
    this.#others.set(from, { n, until: performance.now() + (isLast ? partingMs : goneMs) });
    if (isWhole) return this.#people.seeOnly(from, sightings);
    for (const sighting of sightings) this.#people.see(from, sighting);
    if (n !== (known?.n ?? 0) + 1) this.#send({ sightings: [], asks: from });
  }

  #tick(): void {
    const now = performance.now();
    // A process that was stopped itself has heard of nobody: it listens first.
    const wasAway = now - this.#tickedAt > 3 * tickMs;
    this.#tickedAt = now;
    if (this.#mustTellAll) {
      this.#mustTellAll = false;
      const sightings: Sighting[] = this.#people.here.map((id) => this.#people.sightingOf(id));
      this.#send({ sightings, isWhole: true });
    } else if (now - this.#toldAt >= beatMs) this.#send({ sightings: [] });
    for (const [id, other] of this.#others) {
      if (wasAway) other.until = Math.max(other.until, now + beatMs * 2);
      if (other.until > now) continue;
      this.#others.delete(id);
      this.#people.seeOnly(id, []);
    }
  }
}
