import type { Duplex } from 'node:stream';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient, type Prisma } from '#server/generated/prisma/client.ts';
import type { Config } from './config.ts';
import { noteErrorsOf } from './database-errors.ts';
import { describeError, type Logger } from './logger.ts';

/** Inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** A named statement: prepared once a connection, planned once. `name` must be unique to its text. */
export interface Statement {
  name: string;
  text: string;
}

// Counters and sums fit a double by far; the driver would make strings of them.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const apartTimeoutMs = 2000;
const apartPlanner =
  '-c jit=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c pg_trgm.word_similarity_threshold=0.3';

/**
 * The database, reached in two ways over one pool: `prisma` for the ordinary stores, `run` (named prepared
 * statements) for the hot ones, where Prisma costs three to ten times the CPU. Only `store.ts` files use it.
 */
export class Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Opened when the pool is full and closed soon after: see `runUrgently`. */
  readonly #reserve: pg.Pool;
  /** Opened when it is needed and closed soon after: see `runApart`. */
  readonly #apart: pg.Pool;

  constructor(config: Config, log: Logger) {
    const options: pg.PoolConfig = {
      connectionString: config.databaseUrl,
      max: config.databasePool,
      // A full pool answers 503 after three seconds instead of holding requests for ever.
      connectionTimeoutMillis: 3000,
      idleTimeoutMillis: 60_000,
      statement_timeout: config.statementTimeoutMs,
      // Our own watch for when no answer comes at all: a server that moved away does not close what was open.
      query_timeout: config.statementTimeoutMs + 1000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      application_name: 'hearth',
      types,
    };
    this.pool = new pg.Pool(options);
    this.#reserve = new pg.Pool({
      ...options,
      max: 1,
      idleTimeoutMillis: 10_000,
      application_name: 'hearth-reserve',
    });
    const apartMs = Math.min(config.statementTimeoutMs, apartTimeoutMs);
    this.#apart = new pg.Pool({
      ...options,
      max: 2,
      statement_timeout: apartMs,
      query_timeout: apartMs + 1000,
      idleTimeoutMillis: 10_000,
      application_name: 'hearth-apart',
      options: apartPlanner,
    });
    // Without a listener an idle connection that dies (a restart of Postgres) would end the process.
    for (const pool of [this.pool, this.#reserve, this.#apart]) {
      noteErrorsOf(pool);
      pool.on('error', (error) =>
        log.warn({ error: describeError(error) }, 'an idle database connection was lost'),
      );
    }
    this.prisma = new PrismaClient({
      adapter: new PrismaPg(this.pool),
      transactionOptions: { maxWait: 3000, timeout: 15_000 },
    });
  }

  /** Rows of a named prepared statement. */
  async run<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const result = await this.pool.query<Row & pg.QueryResultRow>({ ...statement, values });
    return result.rows;
  }

  /**
   * As `run`, but never behind the requests that fill the pool: for what takes rights away, which must happen within a
   * second however busy the instance is.
   */
  async runUrgently<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const { waitingCount, idleCount, totalCount, options } = this.pool;
    const hasRoom = idleCount + (options.max - totalCount) > waitingCount;
    if (hasRoom) return this.run(statement, values);
    const result = await this.#reserve.query<Row & pg.QueryResultRow>({ ...statement, values });
    return result.rows;
  }

  /**
   * As `run`, for what may be dear, such as a search: on two connections of its own, so that everything else goes on, for
   * at most two seconds, and never by reading a table from end to end.
   */
  async runApart<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const result = await this.#apart.query<Row & pg.QueryResultRow>({ ...statement, values });
    return result.rows;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.prisma.$transaction(work);
  }

  /** Whether a trivial query answers within `timeoutMs`. */
  async answers(timeoutMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => (timer = setTimeout(resolve, timeoutMs, false)));
    const query = this.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([query, timeout]).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
    await Promise.all([this.pool.end(), this.#reserve.end(), this.#apart.end()]);
  }
}

/**
 * Connections for what replicas tell each other: apart from the pool, so that requests waiting there hold up nothing.
 */
export interface ReplicaPool {
  pool: pg.Pool;
  /** Drops what is open without a word to the other side, which may be gone; it is opened anew when needed. */
  sever: () => void;
}

export function createReplicaPool(config: Pick<Config, 'databaseUrl'>, log: Logger): ReplicaPool {
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: 3,
    keepAlive: true,
    // What many write queues here, a notification a commit: what waits longer is dropped, and clients catch up on it.
    connectionTimeoutMillis: 10_000,
    query_timeout: 5000,
    application_name: 'hearth-adapter',
  });
  pool.on('error', (error) => log.warn({ error: describeError(error) }, 'an adapter connection was lost'));
  const sockets = new Set<Duplex>();
  pool.on('connect', (client) => {
    // The adapter keeps one connection for itself and listens to its end alone: without a listener for its errors a
    // restart of Postgres ends the process.
    client.on('error', () => {});
    const { stream } = (client as pg.PoolClient & { connection: pg.Connection }).connection;
    sockets.add(stream);
    stream.once('close', () => sockets.delete(stream));
  });
  return { pool, sever: () => sockets.forEach((socket) => socket.destroy()) };
}
