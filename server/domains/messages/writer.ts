import type { MessageDto } from './contract.ts';
import { uniqueViolation } from '#server/platform/database.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { presentMessage } from './present.ts';
import type { MessageSignals } from './signals.ts';
import type { NewMessage, Store } from './store.ts';

interface Waiting {
  row: NewMessage;
  /** The message but for what the database decides. */
  draft: MessageDto;
  resolve: (message: MessageDto) => void;
  reject: (error: unknown) => void;
}

const inFlightMax = 2;
const batchMax = 200;
/** Beyond this the database cannot keep up: new messages are refused at once and stay in their sender's outbox. */
const waitingMax = 5000;

/**
 * Group commit: whatever waits when a transaction slot is free goes in together. Two transactions are under way at
 * most, so under load a batch fills while the one before commits, and alone a message waits for nobody.
 *
 * Guarantees: a message is acknowledged and announced only after its commit; retries with one `clientId` give one
 * message, also while the first try is under way; the numbers of a channel have no gaps, and what one person writes
 * there keeps its order.
 */
export class MessageWriter {
  readonly #store: Store;
  readonly #signals: MessageSignals;
  readonly #busy: () => unknown;
  readonly #pending = new Map<string, Promise<MessageDto>>();
  /** Author and channel of what is under way: their next message waits, or the two transactions could swap them. */
  readonly #underWay = new Set<string>();
  #queue: Waiting[] = [];
  #inFlight = 0;
  #scheduled = false;

  constructor(store: Store, signals: MessageSignals, busy: () => unknown) {
    this.#store = store;
    this.#signals = signals;
    this.#busy = busy;
  }

  /** @throws {AppError} NOT_FOUND when the channel went meanwhile, UNAVAILABLE when too many wait */
  write(row: NewMessage, draft: MessageDto): Promise<MessageDto> {
    const key = row.authorId + row.clientId;
    const same = this.#pending.get(key);
    if (same) return same;
    if (this.#queue.length >= waitingMax) return Promise.reject(this.#busy());
    const written = new Promise<MessageDto>((resolve, reject) => this.#queue.push({ row, draft, resolve, reject }));
    this.#pending.set(key, written);
    const forget = () => this.#pending.delete(key);
    written.then(forget, forget);
    this.#schedule();
    return written;
  }

  /** Settled when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending.values());
  }

  // One turn of the event loop gathers everything that the sockets delivered together.
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= inFlightMax) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length === 0 || this.#inFlight >= inFlightMax) return;
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      const keys = batch.map(orderKey);
      for (const key of keys) this.#underWay.add(key);
      this.#inFlight += 1;
      void this.#commit(batch).finally(() => {
        this.#inFlight -= 1;
        for (const key of keys) this.#underWay.delete(key);
        this.#schedule();
      });
      this.#schedule();
    });
  }

  #takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const held: Waiting[] = [];
    for (const waiting of this.#queue) (batch.length < batchMax && !this.#underWay.has(orderKey(waiting)) ? batch : held).push(waiting);
    this.#queue = held;
    return batch;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    let inserted;
    try {
      inserted = await this.#insert(batch);
    } catch (error) {
      // One message that the database refuses must not take its neighbours with it.
      if (batch.length > 1 && isRowFault(error)) {
        for (const waiting of batch) await this.#commit([waiting]);
      } else for (const waiting of batch) waiting.reject(error);
      return;
    }
    const rows = new Map(inserted.map((row) => [row.id, row]));
    const repeated: Waiting[] = [];
    const settled: [Waiting, MessageDto][] = [];
    for (const waiting of batch) {
      const row = rows.get(waiting.row.id);
      if (!row) {
        repeated.push(waiting);
        continue;
      }
      const message: MessageDto = { ...waiting.draft, seq: row.seq, version: row.seq, ordinal: row.ordinal, createdAt: row.created_at.toISOString() };
      settled.push([waiting, message]);
    }
    if (settled.length > 0) this.#signals.created(settled.map(([, message]) => message));
    for (const [waiting, message] of settled) waiting.resolve(message);
    await Promise.all(repeated.map((waiting) => this.#answerRepeated(waiting)));
  }

  /** A retry that met its first try on another replica, at the same moment, goes again and then finds it. */
  async #insert(batch: Waiting[]) {
    const rows = batch.map((waiting) => waiting.row);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#store.insertBatch(rows);
      } catch (error) {
        if (attempt === 3 || !uniqueViolation(error).includes('client_id')) throw error;
      }
    }
  }

  /** Not inserted: either the author's earlier message, which is the answer, or a channel that is gone. */
  async #answerRepeated(waiting: Waiting): Promise<void> {
    try {
      const row = await this.#store.findByClientId(waiting.row.authorId, waiting.row.clientId);
      if (!row) throw notFound();
      if (row.channel_id !== waiting.row.channelId) throw new AppError('CONFLICT', 'That clientId belongs to another message.', { fields: { clientId: 'taken' } });
      waiting.resolve(presentMessage(row));
    } catch (error) {
      waiting.reject(error);
    }
  }
}

const orderKey = ({ row }: Waiting): string => row.authorId + row.channelId;

/** Postgres error classes 22 (data) and 23 (constraints) come from a row; others from the server or the line. */
const isRowFault = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code));
