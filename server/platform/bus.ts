import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { PresenceChoice } from '#contract/presence';
import type { Config } from './config.ts';
import type { Database, Tx } from './database.ts';
import { describeError, type Logger } from './logger.ts';

const CHANNEL = 'hearth_events';

const retryMs = 100;
/** With what it takes to notice and to close sockets, less than the second in which a right must be gone. */
const defaultGraceMs = 700;

/** Facts that every replica must hear of, with small payloads (Postgres limits them to 8,000 bytes). */
export interface SharedEvents {
  /** Name, structure, roles or members changed: whoever holds a copy of the community drops it. */
  'community.changed': { communityId: string };
  /** Members, name or who may write changed; `removed`: who was in it and is no longer. */
  'conversation.changed': { conversationId: string; removed: string[] };
  /** Name, state or followers changed. */
  'thread.changed': { threadId: string };
  /** These sessions are over; `sessionIds: null` means each of the account's. */
  'sessions.ended': { accountId: string; sessionIds: string[] | null };
  /** The instance's address: whoever holds a copy reads it anew. */
  'address.changed': Record<string, never>;
  /** What the host decides for the whole instance: whoever holds a copy reads it anew. */
  'instance.changed': Record<string, never>;
  /** Somebody chose how they are seen, or what they say of themselves. */
  'presence.chosen': { accountId: string; choice: PresenceChoice };
  /** Two people see one another differently from now on, or not at all. */
  'presence.between': { accountIds: [string, string] };
  /** Channels got messages: at most one event a second a replica. */
  'channels.moved': { channels: [channelId: string, version: number, posted: number][] };
  /** A person has news, read some, or chose what they want to hear. */
  'notifications.changed': { accountId: string };
  /** What a person saved, or wants sent later, changed. */
  'saved.changed': { accountId: string };
  'scheduled.changed': { accountId: string };
  /** Messages name people, or no longer: at most an event a second a replica, and one more for each 8,000 bytes. */
  'mentions.moved': {
    notes: {
      channelId: string;
      seq: number;
      version: number;
      on: boolean;
      authorId: string | null;
      accounts: readonly string[];
      roles: readonly string[];
      everybody: boolean;
    }[];
  };
}
type Name = keyof SharedEvents;
/** Announces an event with the commit of the transaction that it was handed out in. */
export type Publish = <N extends Name>(name: N, payload: SharedEvents[N]) => Promise<void>;
type Handler<N extends Name> = (payload: SharedEvents[N]) => void;
interface Event {
  from: string;
  /** Which of its sender's. */
  n: number;
  name: Name;
  payload: SharedEvents[Name];
}

/**
 * Events between domains and the real-time layer, in this process and, through LISTEN/NOTIFY on a connection of its
 * own, in the other replicas and the command-line tools. Delivery is best effort: while the LISTEN is down `isUp`
 * is false (caches must not be trusted then), and `onRestored` runs when it is back.
 */
export class Bus {
  readonly #origin = randomUUID().slice(0, 8);
  readonly #handlers = new Map<Name, Set<Handler<Name>>>();
  readonly #restored = new Set<() => void>();
  readonly #down = new Set<() => void>();
  readonly #silent = new Set<() => void>();
  readonly #config: Pick<Config, 'databaseUrl'>;
  readonly #db: Database;
  readonly #log: Logger;
  readonly #graceMs: number;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | undefined;
  #grace: NodeJS.Timeout | undefined;
  #closed = false;
  #everUp = false;
  #shared = 0;
  /** Own events that were handled, and will be met a second time: as a notification, or when their commit answers. */
  readonly #met = new Set<number>();

  /** @param graceMs how long the connection may be lost before `onDown` */
  constructor(
    config: Pick<Config, 'databaseUrl'>,
    db: Database,
    log: Logger,
    graceMs: number = defaultGraceMs,
  ) {
    this.#graceMs = graceMs;
    this.#config = config;
    this.#db = db;
    this.#log = log;
  }

  get isUp(): boolean {
    return this.#client !== null;
  }

  on<N extends Name>(name: N, handler: Handler<N>): void {
    const handlers = this.#handlers.get(name) ?? new Set();
    handlers.add(handler as Handler<Name>);
    this.#handlers.set(name, handlers);
  }

  onRestored(handler: () => void): void {
    this.#restored.add(handler);
  }

  /** Runs when the connection was lost and is not back at once: what others take away meanwhile is not heard of. */
  onDown(handler: () => void): void {
    this.#down.add(handler);
  }

  /** Runs when the connection was not closed but gives no answer: others to the same server may be as dead. */
  onSilent(handler: () => void): void {
    this.#silent.add(handler);
  }

  /**
   * Runs `work` in a transaction; events it publishes are notified by the commit itself, so that another replica can
   * neither miss a revocation that happened nor see one that did not. Here they are handled right after the commit, or
   * as a notification when the commit happened and its answer was lost.
   */
  async transaction<T>(work: (tx: Tx, publish: Publish) => Promise<T>): Promise<T> {
    const published: Event[] = [];
    const result = await this.#db.transaction((tx) =>
      work(tx, async (name, payload) => {
        const event = this.#event(name, payload);
        published.push(event);
        await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(event)})`;
      }),
    );
    for (const event of published) this.#meet(event);
    return result;
  }

  /** Handles an event here and tells the others, outside any transaction; a failure is logged, not thrown. */
  share<N extends Name>(name: N, payload: SharedEvents[N]): void {
    const event = this.#event(name, payload);
    this.#meet(event);
    this.#db.pool
      .query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(event)])
      .catch((error: unknown) => {
        this.#met.delete(event.n);
        this.#log.warn(
          { error: describeError(error), event: name },
          'an event did not reach the other replicas',
        );
      });
  }

  async start(): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({
      connectionString: this.#config.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 3000,
      query_timeout: 3000,
      application_name: 'hearth-listen',
    });
    const lost = (error?: Error) => {
      client.removeAllListeners();
      client.on('error', () => {});
      client.end().catch(() => {});
      const wasUp = this.#client === client;
      if (wasUp) this.#client = null;
      this.#met.clear();
      if (this.#closed) return;
      if (wasUp) this.#grace = setTimeout(() => this.#down.forEach((handler) => handler()), this.#graceMs);
      if (this.#retry) return;
      if (wasUp || !this.#everUp)
        this.#log.warn({ error: error && describeError(error) }, 'LISTEN was lost; trying again');
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        void this.start();
      }, retryMs);
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', (message) => this.#receive(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      lost(error as Error);
      return;
    }
    this.#client = client;
    clearTimeout(this.#grace);
    if (this.#everUp) for (const handler of this.#restored) handler();
    this.#everUp = true;
  }

  /** Whether the LISTEN connection really answers: a cut network shows only when something is sent through it. */
  async probe(timeoutMs: number): Promise<boolean> {
    const client = this.#client;
    if (!client) return false;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => (timer = setTimeout(resolve, timeoutMs, false)));
    const alive = await Promise.race([
      client.query('SELECT 1').then(
        () => true,
        () => false,
      ),
      timeout,
    ]);
    clearTimeout(timer);
    if (!alive && this.#client === client) {
      client.emit('error', new Error('no answer'));
      for (const handler of this.#silent) handler();
    }
    return alive;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#grace);
    const client = this.#client;
    this.#client = null;
    client?.removeAllListeners();
    client?.on('error', () => {});
    await client?.end().catch(() => {});
  }

  #event(name: Name, payload: SharedEvents[Name]): Event {
    return { from: this.#origin, n: (this.#shared += 1), name, payload };
  }

  #receive(raw: string): void {
    try {
      const event = JSON.parse(raw) as Event;
      if (event.from === this.#origin) this.#meet(event);
      else this.#handle(event);
    } catch (error) {
      this.#log.warn({ error: describeError(error) }, 'a notification could not be read');
    }
  }

  /** Handles an own event at the first of the two times that it comes by. */
  #meet(event: Event): void {
    if (this.#met.delete(event.n)) return;
    if (this.isUp) this.#met.add(event.n);
    this.#handle(event);
  }

  #handle({ name, payload }: Event): void {
    for (const handler of this.#handlers.get(name) ?? []) {
      try {
        handler(payload);
      } catch (error) {
        this.#log.error({ error: describeError(error), event: name }, 'an event handler failed');
      }
    }
  }
}
