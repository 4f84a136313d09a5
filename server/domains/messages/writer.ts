import type { Place } from '#server/domains/permissions/index.ts';
import type { MessageDto } from './contract.ts';
import type { Tx } from '#server/platform/database.ts';
import { uniqueViolation } from '#server/platform/database-errors.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import type { ChannelLine } from './channel-line.ts';
import { noteFor, tellMentions } from './mention-notes.ts';
import { presentMentioned, presentMessage } from './present.ts';
import type { MentionNote, MessageSignals, OwnRead } from './signals.ts';
import type { InsertedMessage, NewMessage, Store } from './store.ts';

interface Waiting {
  row: NewMessage;
  /** The message but for what the database decides. */
  draft: MessageDto;
  place: Place;
  resolve: (message: MessageDto) => void;
  reject: (error: unknown) => void;
}

const inFlightMax = 2;
const batchMax = 200;
/** Beyond this the database cannot keep up: new messages are refused at once and stay in their sender's outbox. */
const waitingMax = 5000;
/** Of one channel: one that is stuck must not fill the queue of all. */
const waitingInChannelMax = 1000;

/**
 * Group commit: whatever waits when a transaction slot is free goes in together. Two transactions are under way at
 * most, so under load a batch fills while the one before commits, and alone a message waits for nobody.
 *
 * Guarantees: a message is acknowledged and announced only after its commit; retries with one `clientId` give one
 * message, also while the first try is under way; the numbers of a channel have no gaps, and what one person writes
 * there keeps its order. A channel that somebody holds locked (a structure change, another replica, a stuck
 * transaction) delays its own messages and no others, until the statement's time is over: then they are UNAVAILABLE.
 */
export class MessageWriter {
  readonly #store: Store;
  readonly #signals: MessageSignals;
  readonly #line: ChannelLine;
  readonly #busy: () => unknown;
  readonly #pending = new Map<string, { channelId: string; written: Promise<MessageDto> }>();
  /** What waits, by channel; one that had a turn goes to the end. */
  readonly #queues = new Map<string, Waiting[]>();
  /** Channels of what is under way: what comes meanwhile waits, or it would meet its own channel's lock. */
  readonly #underWay = new Set<string>();
  #waiting = 0;
  #inFlight = 0;
  #scheduled = false;

  constructor(store: Store, signals: MessageSignals, line: ChannelLine, busy: () => unknown) {
    this.#store = store;
    this.#signals = signals;
    this.#line = line;
    this.#busy = busy;
  }

  /**
   * @throws {AppError} NOT_FOUND when the channel went meanwhile, CONFLICT when the `clientId` belongs to a message of
   *   another channel, UNAVAILABLE when too many wait
   */
  write(row: NewMessage, draft: MessageDto, place: Place): Promise<MessageDto> {
    const key = row.authorId + row.clientId;
    const same = this.#pending.get(key);
    if (same) return same.channelId === row.channelId ? same.written : Promise.reject(taken());
    const queue = this.#queues.get(row.channelId) ?? [];
    if (this.#waiting >= waitingMax || queue.length >= waitingInChannelMax)
      return Promise.reject(this.#busy());
    const written = new Promise<MessageDto>((resolve, reject) =>
      queue.push({ row, draft, place, resolve, reject }),
    );
    this.#queues.set(row.channelId, queue);
    this.#waiting += 1;
    this.#pending.set(key, { channelId: row.channelId, written });
    const forget = () => this.#pending.delete(key);
    written.then(forget, forget);
    this.#schedule();
    return written;
  }

  /**
   * Writes one message within `tx`, whose commit decides about it, and waits for its channel there: what holds other
   * locks must not wait for a batch on a connection that a full pool may never give. `announce` is for after the commit.
   *
   * @throws {AppError} as `write`
   */
  async writeWithin(
    tx: Tx,
    row: NewMessage,
    draft: MessageDto,
    place: Place,
  ): Promise<{ message: MessageDto; announce: () => void }> {
    const [written] = await this.#store.insertWithin(tx, row);
    if (!written || written.seq === null) {
      const earlier = await this.#store.findByClientId(row.authorId, row.clientId, tx);
      if (!earlier) throw notFound();
      if (earlier.channel_id !== row.channelId) throw taken();
      return { message: presentMessage(earlier, place), announce: () => {} };
    }
    const message = numbered(draft, written, place);
    const announce = () => {
      this.#signals.created([message], readsOf(row, written));
      tellMentions(this.#signals, noteOf(row, message));
    };
    return { message, announce };
  }

  /** Settled when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.#pending.size > 0)
      await Promise.allSettled([...this.#pending.values()].map(({ written }) => written));
  }

  // One turn of the event loop gathers everything that the sockets delivered together.
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= inFlightMax) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#inFlight >= inFlightMax) return;
      const batch = this.#takeBatch();
      if (batch.length === 0) return;
      this.#inFlight += 1;
      void this.#write(batch).finally(() => {
        this.#inFlight -= 1;
        this.#schedule();
      });
      this.#schedule();
    });
  }

  #takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    for (const [channelId, queue] of this.#queues) {
      if (batch.length >= batchMax) break;
      if (this.#underWay.has(channelId)) continue;
      this.#underWay.add(channelId);
      this.#queues.delete(channelId);
      batch.push(...queue.splice(0, batchMax - batch.length));
      if (queue.length > 0) this.#queues.set(channelId, queue);
    }
    this.#waiting -= batch.length;
    return batch;
  }

  /** Settled when the slot is free again: messages of locked channels go on waiting without one. */
  async #write(batch: Waiting[]): Promise<void> {
    const locked = Map.groupBy(await this.#commit(batch, { wait: false }), ({ row }) => row.channelId);
    for (const { row } of batch) if (!locked.has(row.channelId)) this.#underWay.delete(row.channelId);
    for (const [channelId, messages] of locked) {
      void this.#line
        .run(channelId, () => this.#commit(messages, { wait: true }))
        .catch((error: unknown) => messages.forEach((waiting) => waiting.reject(error)))
        .finally(() => {
          this.#underWay.delete(channelId);
          this.#schedule();
        });
    }
  }

  /** Writes, announces and answers; gives back those whose channel is locked. */
  async #commit(batch: Waiting[], options: { wait: boolean }): Promise<Waiting[]> {
    let inserted;
    try {
      inserted = await this.#insert(batch, options);
    } catch (error) {
      // One message that the database refuses must not take its neighbours with it.
      if (batch.length > 1 && isRowFault(error)) {
        const locked: Waiting[] = [];
        for (const waiting of batch) locked.push(...(await this.#commit([waiting], options)));
        return locked;
      }
      for (const waiting of batch) waiting.reject(error);
      return [];
    }
    const rows = new Map(inserted.map((row) => [row.id, row]));
    const repeated: Waiting[] = [];
    const locked: Waiting[] = [];
    const settled: [Waiting, MessageDto][] = [];
    /** By channel: the last one counts. */
    const reads = new Map<string, OwnRead>();
    for (const waiting of batch) {
      const row = rows.get(waiting.row.id);
      // What was waited for and still could not be locked went meanwhile.
      if (!row || (row.seq === null && options.wait)) {
        repeated.push(waiting);
        continue;
      }
      if (row.seq === null) {
        locked.push(waiting);
        continue;
      }
      settled.push([waiting, numbered(waiting.draft, row, waiting.place)]);
      for (const read of readsOf(waiting.row, row)) reads.set(waiting.row.channelId, read);
    }
    if (settled.length > 0)
      this.#signals.created(
        settled.map(([, message]) => message),
        [...reads.values()],
      );
    tellMentions(
      this.#signals,
      settled.flatMap(([{ row }, message]) => noteOf(row, message)),
    );
    for (const [waiting, message] of settled) waiting.resolve(message);
    await Promise.all(repeated.map((waiting) => this.#answerRepeated(waiting)));
    return locked;
  }

  /** A retry that met its first try on another replica, at the same moment, goes again and then finds it. */
  async #insert(batch: Waiting[], options: { wait: boolean }) {
    const rows = batch.map((waiting) => waiting.row);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#store.insertBatch(rows, options);
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
      if (row.channel_id !== waiting.row.channelId) throw taken();
      waiting.resolve(presentMessage(row, waiting.place));
    } catch (error) {
      waiting.reject(error);
    }
  }
}

type Numbered = Extract<InsertedMessage, { ordinal: number }>;

const numbered = (
  draft: MessageDto,
  { seq, ordinal, created_at, mentioned }: Numbered,
  place: Place,
): MessageDto => ({
  ...draft,
  ...{ seq, version: seq, ordinal },
  createdAt: created_at.toISOString(),
  ...(mentioned && { mentioned: presentMentioned(mentioned, place) }),
});

/** How far the author has read by that. */
const readsOf = ({ channelId, authorId }: NewMessage, { seq, ordinal, rewinds }: Numbered): OwnRead[] =>
  rewinds === null
    ? []
    : [{ accountId: authorId, event: { channelId, readSeq: seq, readOrdinal: ordinal, rewinds } }];

const noteOf = ({ channelId, authorId, mentions }: NewMessage, { seq }: MessageDto): MentionNote[] =>
  mentions.length === 0 ? [] : [noteFor(mentions, { channelId, authorId, seq, version: seq, on: true })];

const taken = () =>
  new AppError('CONFLICT', 'That clientId belongs to another message.', { fields: { clientId: 'taken' } });

/** Postgres error classes 22 (data) and 23 (constraints) come from a row; others from the server or the line. */
const isRowFault = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code));
