import { existsSync } from 'node:fs';
import path from 'node:path';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import type { MetricName, OverviewDto, OverviewRange, OverviewWarning, SeriesDto } from './contract.ts';
import { counted, type MetricsDeps } from './deps.ts';
import { diskOf } from './disk.ts';
import type { PointRow, Resolution } from './store.ts';

interface Plan {
  resolution: Resolution;
  /** Seconds. */
  step: number;
  names: readonly MetricName[];
}

const states = ['accounts', 'connections', 'memory', 'database', 'files'] as const;
const hour = 3600;
const day = 24 * hour;

/** What each plot is made of: a hundred points or a few hundred, whatever the range. */
const plans: Record<OverviewRange, { seconds: number; parts: readonly Plan[] }> = {
  day: {
    seconds: day,
    parts: [
      { resolution: 'minute', step: 600, names: [...states, 'active'] },
      { resolution: 'minute', step: hour, names: ['messages'] },
    ],
  },
  month: {
    seconds: 30 * day,
    parts: [
      { resolution: 'hour', step: 6 * hour, names: states },
      { resolution: 'day', step: day, names: ['messages', 'active_day'] },
    ],
  },
  year: {
    seconds: 365 * day,
    parts: [{ resolution: 'day', step: day, names: [...states, 'messages', 'active_day'] }],
  },
};

/**
 * The instance's figures as they are now and as they were, all from what was rolled up: no table of people or messages
 * is read.
 *
 * @throws {AppError} NOT_FOUND for all but administrators of the instance
 */
export async function getOverview(
  deps: MetricsDeps,
  ctx: Ctx,
  { range }: { range: OverviewRange },
): Promise<OverviewDto> {
  requireAdmin(ctx);
  const now = deps.clock.now();
  const [latest, messagesToday, since, disk, series] = await Promise.all([
    deps.store.latest(now),
    deps.store.messagesToday(now),
    deps.store.since(),
    diskOf(deps.config.dataDir),
    seriesOf(deps, range, now),
  ]);
  const whole = (name: MetricName) =>
    latest.find((row) => row.name === name && row.replica === '')?.value ?? 0;
  // One's own as it is at this moment, the others' of the last minute.
  const sum = (name: MetricName) =>
    latest
      .filter((row) => row.name === name && row.replica !== deps.replica)
      .reduce((total, row) => total + row.value, deps.gauges.get(name)?.() ?? 0);
  const replicas = new Set(latest.map((row) => row.replica).filter(Boolean)).add(deps.replica);
  return {
    range,
    now: {
      ...{ accounts: whole('accounts'), active: whole('active'), messagesToday },
      ...{ connections: sum('connections'), memory: sum('memory') },
      ...{ database: whole('database'), files: whole('files') },
      ...{ diskFree: disk?.free ?? null, diskTotal: disk?.total ?? null },
      replicas: replicas.size,
    },
    since: since?.toISOString() ?? null,
    series,
    warnings: warningsOf(deps, disk),
    takenAt: now.toISOString(),
  };
}

function warningsOf(
  { bus, config }: MetricsDeps,
  disk: { free: number; total: number } | null,
): OverviewWarning[] {
  const warnings: OverviewWarning[] = [];
  if (!bus.isUp) warnings.push('listen_down');
  if (disk && (disk.free < 1e9 || disk.free < disk.total / 20)) warnings.push('disk_full');
  if (isTrial(config)) warnings.push('trial_database');
  return warnings;
}

/** Whether it is the database that `npm start` brings along. */
const isTrial = ({ databaseUrl, dataDir }: MetricsDeps['config']): boolean =>
  ['127.0.0.1', 'localhost'].includes(new URL(databaseUrl).hostname) &&
  existsSync(path.join(dataDir, 'postgres.password'));

async function seriesOf({ store }: MetricsDeps, range: OverviewRange, now: Date): Promise<SeriesDto[]> {
  const { seconds, parts } = plans[range];
  const end = now.getTime() / 1000;
  const all = await Promise.all(
    parts.map(async ({ resolution, step, names }) => {
      const first = Math.floor((end - seconds) / step) * step + step;
      const rows = await store.series(resolution, new Date(first * 1000), step, names, counted);
      return names.map((name) =>
        onAxis(
          name,
          step,
          first,
          end,
          rows.filter((row) => row.name === name),
        ),
      );
    }),
  );
  return all.flat();
}

/** Points at even distances; where nothing was written down there is a gap, not a zero. */
function onAxis(name: MetricName, step: number, first: number, end: number, rows: PointRow[]): SeriesDto {
  const at = Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, n) => first + n * step);
  const points = new Map(rows.map((row) => [row.at, row]));
  const begins = rows[0]?.at ?? Infinity;
  // A stretch in which nobody wrote is counted as none, once counting has begun.
  const missing = (time: number) => (counted.includes(name) && time >= begins ? 0 : null);
  return {
    name,
    step,
    at,
    values: at.map((time) => points.get(time)?.value ?? missing(time)),
    highest: at.map((time) => points.get(time)?.max ?? missing(time)),
  };
}
