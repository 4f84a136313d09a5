import type { Database, Statement } from '#server/platform/database.ts';

export interface RunRow {
  job: string;
  replica: string;
  everyMs: number;
  startedAt: Date;
  durationMs: number;
  count: number;
  error: string | null;
}

const keep: Statement = {
  name: 'jobs.keep',
  text: `INSERT INTO job_runs (job, replica, every_ms, started_at, duration_ms, count, error) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (job, replica) DO UPDATE SET every_ms = excluded.every_ms, started_at = excluded.started_at, duration_ms = excluded.duration_ms, count = excluded.count, error = excluded.error`,
};

export const createStore = (db: Database) => ({
  keep: async (run: RunRow): Promise<void> => {
    const { job, replica, everyMs, startedAt, durationMs, count, error } = run;
    await db.run(keep, [job, replica, everyMs, startedAt, durationMs, count, error]);
  },
  list: (): Promise<RunRow[]> => db.prisma.jobRun.findMany({ orderBy: [{ job: 'asc' }, { replica: 'asc' }] }),
  deleteOlder: async (than: Date): Promise<number> =>
    (await db.prisma.jobRun.deleteMany({ where: { startedAt: { lt: than } } })).count,
});

export type Store = ReturnType<typeof createStore>;
