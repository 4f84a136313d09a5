import { hostname } from 'node:os';
import { z } from 'zod';
import type { Audit } from '#server/domains/audit/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import { asAppError } from '#server/platform/database-errors.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { key } from '#server/platform/input.ts';
import { describeError } from '#server/platform/logger.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { JobDto } from './contract.ts';
import { createStore, type RunRow, type Store } from './store.ts';

/** Something to be done again and again: each may run on every replica, twice or late, and does the same. */
export interface Chore {
  name: string;
  everyMs: number;
  /** How soon it is done again after it found something to do; as ever when it is not said. */
  againMs?: number;
  /** How much it did. */
  run: () => Promise<number>;
}

interface Registered extends Chore {
  running: Promise<number> | undefined;
  /** When its last run was written down, and whether that run failed. */
  keptAt: number;
  keptError: boolean;
}

interface Deps extends Platform {
  store: Store;
  audit: Audit;
  replica: string;
  chores: Map<string, Registered>;
}

/** A chore that runs twice a second need not say so each time. */
const keepEveryMs = 60_000;
const keepWorkEveryMs = 5000;
const goneAfterMs = 2 * 24 * 60 * 60_000;

/** Does a chore, unless it is under way, and writes down how it went. How much it did. Never throws. */
async function run(deps: Deps, name: string, { keep = false } = {}): Promise<number> {
  const chore = deps.chores.get(name);
  if (!chore) return 0;
  chore.running ??= work(deps, chore, keep).finally(() => (chore.running = undefined));
  return chore.running;
}

async function work(deps: Deps, chore: Registered, keep: boolean): Promise<number> {
  const startedAt = deps.clock.now();
  const start = performance.now();
  const result: Pick<RunRow, 'count' | 'error'> = { count: 0, error: null };
  try {
    result.count = await chore.run();
    if (result.count > 0) deps.log.debug({ chore: chore.name, count: result.count }, 'chore done');
  } catch (thrown) {
    const error = asAppError(thrown);
    result.error = error instanceof AppError ? error.message : (thrown as Error).message.slice(0, 500);
    // A database that is away is reported where it matters.
    if (!(error instanceof AppError))
      deps.log.error({ chore: chore.name, error: describeError(thrown) }, 'chore failed');
  }
  const since = startedAt.getTime() - chore.keptAt;
  const isNews = keep || chore.keptError !== (result.error !== null);
  if (!isNews && since < (result.count > 0 ? keepWorkEveryMs : keepEveryMs)) return result.count;
  chore.keptAt = startedAt.getTime();
  chore.keptError = result.error !== null;
  const durationMs = Math.round(performance.now() - start);
  await deps.store
    .keep({
      ...{ job: chore.name, replica: deps.replica, everyMs: chore.everyMs, startedAt, durationMs },
      ...result,
    })
    .catch(() => {});
  return result.count;
}

/** Every chore, with how it went on each replica. @throws {AppError} NOT_FOUND for all but administrators of the instance */
async function listJobs(deps: Deps, ctx: Ctx): Promise<JobDto[]> {
  requireAdmin(ctx);
  const runs = Map.groupBy(await deps.store.list(), (row) => row.job);
  return [...deps.chores.values()].map(({ name, everyMs }) => ({
    name,
    everyMs,
    runs: (runs.get(name) ?? []).map((row) => ({
      replica: row.replica,
      startedAt: row.startedAt.toISOString(),
      durationMs: row.durationMs,
      count: row.count,
      error: row.error,
      nextAt: new Date(
        Math.max(row.startedAt.getTime() + row.everyMs, deps.clock.now().getTime()),
      ).toISOString(),
    })),
  }));
}

const runJobInput = z.strictObject({ name: key(64) });

/** Does a chore at once, on the replica that is asked. @throws {AppError} NOT_FOUND */
async function runJob(deps: Deps, ctx: Ctx, { name }: z.output<typeof runJobInput>): Promise<void> {
  requireAdmin(ctx);
  if (!deps.chores.has(name)) throw notFound();
  await run(deps, name, { keep: true });
  await deps.bus.transaction((tx) =>
    deps.audit.record(tx, ctx, null, [{ action: 'job.run', target: { kind: 'instance', id: name, name } }]),
  );
}

/** Removes what replicas that are gone said; how many rows. */
const forgetRuns = (deps: Deps): Promise<number> =>
  deps.store.deleteOlder(new Date(deps.clock.now().getTime() - goneAfterMs));

/** The chores of this process, and how they went on every replica. */
export function createJobs(platform: Platform, domains: { audit: Audit }) {
  const deps: Deps = {
    ...platform,
    ...domains,
    store: createStore(platform.db),
    replica: `${hostname()}:${platform.config.port}`,
    chores: new Map(),
  };
  return {
    ...bindAll(deps, { listJobs, forgetRuns, runJob: checked(runJobInput, runJob) }),
    /** Makes chores known; the sweeper then has them done in their time. */
    register: (chores: readonly Chore[]): void => {
      for (const chore of chores)
        deps.chores.set(chore.name, { ...chore, running: undefined, keptAt: 0, keptError: false });
    },
    /** Does one that is due; how much it did. Never throws. */
    runDue: (name: string): Promise<number> => run(deps, name),
  };
}
