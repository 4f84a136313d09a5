import type { Database, Statement } from '#server/platform/database.ts';
import type { MetricName } from './contract.ts';

export type Resolution = 'minute' | 'hour' | 'day';

export interface PointRow {
  name: MetricName;
  at: number;
  value: number;
  max: number;
}

const upsert = (name: string, change: string): Statement => ({
  name,
  text: `INSERT INTO metrics AS m (name, resolution, bucket, replica, value, max)
         SELECT n, $1, date_trunc($1, $2::timestamptz, 'UTC'), $3, v, v FROM unnest($4::text[], $5::float8[]) t(n, v)
         ON CONFLICT (resolution, name, bucket, replica) DO UPDATE SET ${change}`,
});
const keepStates = upsert(
  'metrics.keep_states',
  'value = excluded.value, max = greatest(m.max, excluded.max)',
);
const addCounts = upsert(
  'metrics.add_counts',
  'value = m.value + excluded.value, max = m.max + excluded.max',
);

// One replica a minute looks at the whole of the database; the others find its figures there.
const measure: Statement = {
  name: 'metrics.measure',
  text: `
    SELECT (SELECT count(*) FROM accounts WHERE deleted_at IS NULL) AS accounts,
      (SELECT count(DISTINCT account_id) FROM sessions WHERE last_seen_at > $1::timestamptz - interval '10 minutes') AS active,
      (SELECT count(DISTINCT account_id) FROM sessions WHERE last_seen_at >= date_trunc('day', $1::timestamptz, 'UTC')) AS active_day,
      pg_database_size(current_database()) AS database
    WHERE NOT EXISTS (SELECT 1 FROM metrics WHERE resolution = 'minute' AND name = 'accounts' AND replica = '' AND bucket = date_trunc('minute', $1::timestamptz, 'UTC'))`,
};

// What each replica has its own of is added up minute by minute first; a longer stretch has the average of those sums.
const rollUp: Statement = {
  name: 'metrics.roll_up',
  text: `
    INSERT INTO metrics (name, resolution, bucket, replica, value, max)
    SELECT name, $2, date_trunc($2, bucket, 'UTC'), '', CASE WHEN name = ANY($4) THEN sum(value) ELSE avg(value) END, max(max)
      FROM (SELECT name, bucket, sum(value) AS value, sum(max) AS max FROM metrics WHERE resolution = $1 AND bucket >= date_trunc($2, $3::timestamptz, 'UTC') GROUP BY name, bucket) whole
     GROUP BY name, date_trunc($2, bucket, 'UTC')
    ON CONFLICT (resolution, name, bucket, replica) DO UPDATE SET value = excluded.value, max = excluded.max
    RETURNING 1`,
};
const purge: Statement = {
  name: 'metrics.purge',
  text: 'DELETE FROM metrics WHERE resolution = $1 AND bucket < $2 RETURNING 1',
};

const series: Statement = {
  name: 'metrics.series',
  text: `
    SELECT name, extract(epoch FROM date_bin(make_interval(secs => $3), bucket, 'epoch'::timestamptz))::float8 AS at,
           CASE WHEN name = ANY($5) THEN sum(value) ELSE avg(value) END AS value, max(max) AS max
      FROM (SELECT name, bucket, sum(value) AS value, sum(max) AS max FROM metrics WHERE resolution = $1 AND bucket >= $2 AND name = ANY($4) GROUP BY name, bucket) whole
     GROUP BY 1, 2 ORDER BY 1, 2`,
};
const latest: Statement = {
  name: 'metrics.latest',
  text: `SELECT DISTINCT ON (name, replica) name, replica, value FROM metrics
          WHERE resolution = 'minute' AND bucket > $1::timestamptz - interval '3 minutes' ORDER BY name, replica, bucket DESC`,
};
const today: Statement = {
  name: 'metrics.messages_today',
  text: `SELECT coalesce(sum(value), 0) AS messages FROM metrics WHERE resolution = 'minute' AND name = 'messages' AND bucket >= date_trunc('day', $1::timestamptz, 'UTC')`,
};
const since: Statement = {
  name: 'metrics.since',
  text: `
    WITH first AS (SELECT
      (SELECT min(bucket) FROM metrics WHERE resolution = 'minute') AS minute,
      (SELECT min(bucket) FROM metrics WHERE resolution = 'hour') AS hour,
      (SELECT min(bucket) FROM metrics WHERE resolution = 'day') AS day)
    SELECT CASE WHEN day < date_trunc('day', hour, 'UTC') THEN day WHEN hour < date_trunc('hour', minute, 'UTC') THEN hour ELSE coalesce(minute, hour, day) END AS since FROM first`,
};

type Figures = Partial<Record<MetricName, number>>;

export const createStore = (db: Database) => ({
  /** States as they are: the last one in a stretch stands, with the highest. */
  keepStates: async (resolution: Resolution, now: Date, replica: string, figures: Figures): Promise<void> => {
    await db.run(keepStates, [resolution, now, replica, Object.keys(figures), Object.values(figures)]);
  },
  /** Adds to what other replicas counted in the same minute. */
  addCounts: async (now: Date, figures: Figures): Promise<void> => {
    await db.run(addCounts, ['minute', now, '', Object.keys(figures), Object.values(figures)]);
  },
  /** Figures of the whole instance; undefined when another replica has them for this minute. */
  measure: async (now: Date) =>
    (
      await db.run<{ accounts: number; active: number; active_day: number; database: number }>(measure, [now])
    )[0],
  rollUp: async (
    from: Resolution,
    to: Resolution,
    after: Date,
    counted: readonly string[],
  ): Promise<number> => (await db.run(rollUp, [from, to, after, counted])).length,
  purge: async (resolution: Resolution, before: Date): Promise<number> =>
    (await db.run(purge, [resolution, before])).length,

  series: (
    resolution: Resolution,
    after: Date,
    stepSeconds: number,
    names: readonly MetricName[],
    counted: readonly string[],
  ): Promise<PointRow[]> => db.run<PointRow>(series, [resolution, after, stepSeconds, names, counted]),
  /** The last value of each figure on each replica, of the last three minutes. */
  latest: (now: Date) => db.run<{ name: MetricName; replica: string; value: number }>(latest, [now]),
  messagesToday: async (now: Date): Promise<number> =>
    (await db.run<{ messages: number }>(today, [now]))[0]!.messages,
  since: async (): Promise<Date | null> => (await db.run<{ since: Date | null }>(since, []))[0]!.since,
});

export type Store = ReturnType<typeof createStore>;
